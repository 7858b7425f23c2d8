"""For policy authors: rule tests, and what they leave untested."""
