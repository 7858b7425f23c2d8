"""Measures of agreement, one a file: of people among themselves, and of a judge with people."""
