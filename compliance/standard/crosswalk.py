"""The mapping of criteria to clauses of other frameworks: the model of ``crosswalk.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from compliance.errors import Problem
from compliance.files.tree import Tree
from compliance.standard.constraints import Identifier, Limits, Line, Part, Text, about
from compliance.standard.model import StandardFile
from compliance.standard.validate import unknown_name

CROSSWALK = "crosswalk.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Part):
    """Another framework: a law, a standard, a guideline."""

    id: Identifier
    title: Line
    reference: str = field(metadata=about("Key into the standard's references."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Part):
    """One criterion mapped to one clause."""

    criterion: Identifier
    framework: Identifier
    clause: Line
    relationship: Literal["equal", "subset", "superset", "intersects"] = field(
        metadata=about("Read from criterion to clause: a subset asks for a part of what the clause asks for.")
    )
    gap: Line = field(metadata=about("What of the clause an assessment of the criterion says nothing about."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkFile(Part):
    """``crosswalk.yaml``."""

    note: Text = field(metadata=about("What the crosswalk does not claim."))
    frameworks: Annotated[tuple[Framework, ...], Limits(min_length=1)]
    entries: tuple[Entry, ...]


def problems_of_crosswalk(
    file: CrosswalkFile, tree: Tree, standard: StandardFile, criteria: Sequence[str] | None
) -> list[Problem]:
    """Problems of a crosswalk: names that refer to nothing, repeated entries; ``criteria`` is None where unknown."""
    problems = []
    frameworks = [one.id for one in file.frameworks]
    for index, framework in enumerate(file.frameworks):
        if framework.reference not in standard.references:
            path = ("frameworks", index, "reference")
            problems.append(unknown_name("source", framework.reference, standard.references, tree, path))
    seen = set()
    for index, entry in enumerate(file.entries):
        if criteria is not None and entry.criterion not in criteria:
            problems.append(unknown_name("criterion", entry.criterion, criteria, tree, ("entries", index, "criterion")))
        if entry.framework not in frameworks:
            path = ("entries", index, "framework")
            problems.append(unknown_name("framework", entry.framework, frameworks, tree, path))
        key = (entry.criterion, entry.framework, entry.clause)
        if key in seen:
            problems.append(Problem("duplicate-entry", "this entry appears twice", tree.place(("entries", index))))
        seen.add(key)
    return problems
