"""The mapping of criteria to clauses of other frameworks: the model of ``crosswalk.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from compliance.errors import Problem
from compliance.files.tree import Tree
from compliance.standard.model import Identifier, Line, Part, StandardFile, Text
from compliance.standard.validate import unknown_name

CROSSWALK = "crosswalk.yaml"


class Framework(Part):
    """Another framework: a law, a standard, a guideline."""

    id: Identifier
    title: Line
    reference: str = Field(description="Key into the standard's references.")


class Entry(Part):
    """One criterion mapped to one clause."""

    criterion: Identifier
    framework: Identifier
    clause: Line
    relationship: Literal["equal", "subset", "superset", "intersects"] = Field(
        description="Read from criterion to clause: a subset asks for a part of what the clause asks for."
    )
    gap: Line = Field(description="What of the clause an assessment of the criterion says nothing about.")


class CrosswalkFile(Part):
    """``crosswalk.yaml``."""

    note: Text = Field(description="What the crosswalk does not claim.")
    frameworks: Annotated[tuple[Framework, ...], Field(min_length=1)]
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
            problems.append(Problem("duplicate-entry", "this entry stands twice", tree.place(("entries", index))))
        seen.add(key)
    return problems
