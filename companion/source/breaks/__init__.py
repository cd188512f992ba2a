"""Whether a paragraph goes on in the next line: what is seen there (`evidence`), and the rules that decide (`rules`)."""
