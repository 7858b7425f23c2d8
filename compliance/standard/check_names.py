"""Names in a standard's files that refer to nothing, or that appear twice."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.errors import Problem
from compliance.files.tree import Tree
from compliance.standard.loaded import PlacedCriterion
from compliance.standard.model import CriteriaFile, StandardFile
from compliance.standard.validate import unknown_name


def problems_of_standard(file: StandardFile, tree: Tree) -> list[Problem]:
    """Levels out of order, repeated families, sources that are not declared."""
    problems = []
    numbers = [level.number for level in file.levels]
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(Problem("levels-order", "levels are not numbered 1, 2, 3 in order", tree.place(("levels",))))
    seen: set[str] = set()
    for index, family in enumerate(file.families):
        if family.id in seen:
            problems.append(
                Problem(
                    "duplicate-id", f"the family `{family.id}` appears twice", tree.place(("families", index, "id"))
                )
            )
        seen.add(family.id)
    references = list(file.references)
    for name, param in file.params.items():
        if param.source and param.source not in file.references:
            problems.append(unknown_name("source", param.source, references, tree, ("params", name, "source")))
    if file.scoring.source and file.scoring.source not in file.references:
        problems.append(unknown_name("source", file.scoring.source, references, tree, ("scoring", "source")))
    return problems


def problems_of_criteria(
    file: StandardFile, criteria: Sequence[PlacedCriterion], files: Sequence[tuple[Tree, CriteriaFile]]
) -> list[Problem]:
    """Names in criteria that refer to nothing, and repeated criteria."""
    problems = []
    families = [family.id for family in file.families]
    levels = [str(level.number) for level in file.levels]
    for tree, content in files:
        if content.family not in families:
            problems.append(unknown_name("family", content.family, families, tree, ("family",)))
    references = list(file.references)
    seen: set[str] = set()
    for placed in criteria:
        criterion = placed.criterion
        if criterion.id in seen:
            problems.append(
                Problem("duplicate-id", f"the criterion `{criterion.id}` appears twice", placed.place("id"))
            )
        seen.add(criterion.id)
        if str(criterion.level) not in levels:
            problems.append(unknown_name("level", criterion.level, levels, placed.tree, (*placed.path, "level")))
        for index, key in enumerate(criterion.source):
            if key not in file.references:
                path = (*placed.path, "source", index)
                problems.append(unknown_name("source", key, references, placed.tree, path))
    return problems
