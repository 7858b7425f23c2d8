"""Expressions: CEL's front end, types from schemas, our compiler and its trace."""
