"""Where a standard's criteria meet clauses of other frameworks: what ``crosswalk.yaml`` may say."""

from __future__ import annotations

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
    """One criterion and one clause that it meets."""

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
    file: CrosswalkFile, tree: Tree, standard: StandardFile, criteria: list[str]
) -> list[Problem]:
    """Names in a crosswalk that name nothing, and entries that stand twice."""
    problems = []
    frameworks = [one.id for one in file.frameworks]
    for index, framework in enumerate(file.frameworks):
        if framework.reference not in standard.references:
            place = ("frameworks", index, "reference")
            problems.append(unknown_name("source", framework.reference, list(standard.references), tree.place(place)))
    seen = set()
    for index, entry in enumerate(file.entries):
        if entry.criterion not in criteria:
            problems.append(
                unknown_name("criterion", entry.criterion, criteria, tree.place(("entries", index, "criterion")))
            )
        if entry.framework not in frameworks:
            problems.append(
                unknown_name("framework", entry.framework, frameworks, tree.place(("entries", index, "framework")))
            )
        key = (entry.criterion, entry.framework, entry.clause)
        if key in seen:
            problems.append(Problem("this entry stands twice", tree.place(("entries", index))))
        seen.add(key)
    return problems
