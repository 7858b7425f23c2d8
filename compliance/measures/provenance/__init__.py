"""Measures over the provenance graph and the descent of models, one a file."""
