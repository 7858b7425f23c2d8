"""Measures of studies with people, one a file: the effect that a study shows, and how many people it needs."""
