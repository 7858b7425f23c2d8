"""Measures of a piece of evidence itself, one a file: how much it holds, how old it is, whether a figure is right."""
