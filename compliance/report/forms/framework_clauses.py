"""Another framework, clause by clause: where an assessment gives evidence, by which criteria, and what is open.

It never says that a clause is met.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from compliance.assess.assessment.model import Correspondence, Finding, Outcome
from compliance.errors import Cause, ComplianceError, Problem, did_you_mean, one_of
from compliance.report.document.parts.crosswalk import RELATIONSHIP
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

NOTE = (
    "By the standard's own reading. It is no finding of conformity with any law or other framework: a criterion that"
    " passes gives evidence for a part of a clause, and says nothing of what is under `open`."
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause and the criteria mapped to it; ``evidence`` says whether one of them passes."""

    name: str
    entries: tuple[Correspondence, ...]
    evidence: bool


@dataclass(frozen=True, slots=True)
class Mapped:
    """The clauses of one framework, and the outcomes by criterion; no outcomes where nothing was assessed."""

    title: str
    clauses: tuple[Clause, ...]
    outcomes: Mapping[str, Outcome]


def mapped_clauses(crosswalk: Sequence[Correspondence], framework: str, findings: Sequence[Finding]) -> Mapped:
    """The clauses of one framework in the standard's order, with what the findings of an assessment say of them.

    Raises :class:`ComplianceError` (cause SETTING) where the crosswalk does not have the framework.
    """
    titles = {one.framework: one.framework_title for one in crosswalk}
    if framework not in titles:
        known, message = list(titles), f"there is no framework `{framework}` in the crosswalk"
        problem = Problem("unknown-name", message, None, one_of(known), did_you_mean(framework, known))
        raise ComplianceError(Cause.SETTING, problem)
    outcomes = {finding.criterion: finding.outcome for finding in findings}
    own = [one for one in crosswalk if one.framework == framework]
    found = []
    for name in dict.fromkeys(one.clause for one in own):
        entries = tuple(one for one in own if one.clause == name)
        passed = any(outcomes[one.criterion].passes for one in entries if one.criterion in outcomes)
        found.append(Clause(name, entries, passed))
    return Mapped(titles[framework], tuple(found), outcomes)


def clauses_text(mapped: Mapped, *, width: int, colour: bool) -> str:
    """Text for a terminal, with a newline at the end; without outcomes only the standard's mapping."""
    found, outcomes = mapped.clauses, mapped.outcomes

    def strong(text: str) -> str:
        return click.style(text, bold=True) if colour else text

    def wrapped(text: str, indent: str) -> list[str]:
        return textwrap.wrap(plain(text), width, initial_indent=indent, subsequent_indent=" " * len(indent))

    lines = [strong(plain(mapped.title)), *wrapped(NOTE, ""), ""]
    if outcomes:
        count = sum(clause.evidence for clause in found)
        total = words.plural(len(found), "clause")
        lines += [f"Some evidence for {count} of the {total} that the standard maps.", ""]
    for clause in found:
        sign = ("some evidence" if clause.evidence else "no evidence") if outcomes else ""
        lines.append(strong(plain(clause.name)) + (f"  {sign}" if sign else ""))
        for entry in clause.entries:
            outcome = outcomes.get(entry.criterion)
            state = f"{outcome.label}, " if outcome else "not assessed, " if outcomes else ""
            lines.append(f"  {plain(entry.criterion)}  {state}{RELATIONSHIP[entry.relationship]}")
            lines += wrapped(f"open: {entry.gap}", "      ")
    return "\n".join(lines) + "\n"


def clauses_data(mapped: Mapped) -> dict[str, Any]:
    """The same as data."""
    outcomes = mapped.outcomes
    return {
        "framework": mapped.title,
        "note": NOTE,
        "clauses": [
            {
                "clause": clause.name,
                "evidence": clause.evidence if outcomes else None,
                "criteria": [
                    {
                        "criterion": entry.criterion,
                        "relationship": entry.relationship,
                        "outcome": outcomes.get(entry.criterion),
                        "open": entry.gap,
                    }
                    for entry in clause.entries
                ],
            }
            for clause in mapped.clauses
        ],
    }
