"""One module per kind of exercise; each has `candidates(source, variant, questions)`."""
