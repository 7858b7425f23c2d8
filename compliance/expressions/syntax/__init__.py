"""Expressions as text and as trees: CEL's own parser and type checker, types from schemas, nodes."""
