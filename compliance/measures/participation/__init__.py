"""Measures of who took part, one a file."""
