"""Prepares a standard: checks every expression and notes what each criterion reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.expressions.syntax.frontend import Frontend
from compliance.standard.compiled import CompiledCriterion, compile_criteria
from compliance.standard.cover import Cover, check_cover
from compliance.standard.facts import Facts, facts_by_criterion
from compliance.standard.frontend import frontend_of
from compliance.standard.loaded import Standard


@dataclass(frozen=True, slots=True)
class PreparedStandard:
    """A standard whose expressions are checked: ready for any number of profiles and dossiers, in any thread.

    It can be pickled; the other side compiles what it evaluates.
    """

    standard: Standard
    frontend: Frontend
    criteria: tuple[CompiledCriterion, ...]
    cover: Cover
    facts: Mapping[str, Facts]


def prepare(standard: Standard, functions: Mapping[str, Callable[..., Any]]) -> PreparedStandard:
    """Check every expression of a standard; ``functions`` are offered to them by name.

    Raises :class:`ComplianceError` (cause STANDARD) with every problem of every criterion.
    """
    frontend, variables = frontend_of(standard, functions)
    criteria = tuple(compile_criteria(standard.criteria, frontend, variables))
    cover = check_cover(standard, frontend, variables)
    return PreparedStandard(standard, frontend, criteria, cover, facts_by_criterion(criteria, standard.file.params))
