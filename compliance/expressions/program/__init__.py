"""Checked expressions compiled to closures."""
