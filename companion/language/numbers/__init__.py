"""Numbers: one list of units, one grammar of numerals and figures, their values, and how they are said."""
