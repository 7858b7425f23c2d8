"""Measures of what became of what people raised, one a file."""
