"""The codes of problems: each declared once, with what it means, why it is refused, and a wrong and a right example."""

from __future__ import annotations

from compliance.codes.code import Code
from compliance.errors import Cause, ComplianceError, Problem, did_you_mean

__all__ = ["Code", "all_codes", "explain_code"]


def all_codes() -> dict[str, Code]:
    """Every code by its name, in alphabetical order."""
    from compliance.codes import dossiers, expressions, files, program, standards, tables

    parts = (files, tables, dossiers, standards, expressions, program)
    return {one.name: one for one in sorted((one for part in parts for one in part.CODES), key=lambda one: one.name)}


def explain_code(name: str) -> Code:
    """The page of a code. Raises :class:`ComplianceError` (cause SETTING) where there is none."""
    known = all_codes()
    if name not in known:
        hint = did_you_mean(name, known) or "the code is in brackets at the end of a problem"
        raise ComplianceError(Cause.SETTING, Problem("unknown-name", f"there is no code `{name}`", hint=hint))
    return known[name]
