"""Output formats, one a file: each is a function of an assessment."""
