"""Names in a profile that name nothing, and values of another type than the parameter's."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.errors import Problem
from compliance.files.tree import Tree
from compliance.standard.model import ProfileFile, StandardFile
from compliance.standard.validate import other_type, unknown_name


def problems_of_profile(
    standard: StandardFile, criteria: Sequence[str] | None, profile: ProfileFile, tree: Tree
) -> list[Problem]:
    """What is wrong with a profile of ``standard``; ``criteria`` are its ids, or None where they are not all known."""
    problems = []
    params = standard.params
    levels = [str(level.number) for level in standard.levels]
    if profile.standard != standard.id:
        problems.append(unknown_name("standard", profile.standard, [standard.id], tree, ("standard",)))
    if profile.level is not None and str(profile.level) not in levels:
        problems.append(unknown_name("level", profile.level, levels, tree, ("level",)))
    named = [("exclude", index, one.criterion) for index, one in enumerate(profile.exclude)]
    named += [("weights", index, one.criterion) for index, one in enumerate(profile.weights)]
    for key, index, name in named:
        if criteria is not None and name not in criteria:
            problems.append(unknown_name("criterion", name, criteria, tree, (key, index, "criterion")))
    for index, change in enumerate(profile.params):
        if change.param not in params:
            problems.append(unknown_name("parameter", change.param, list(params), tree, ("params", index, "param")))
        elif type(change.value) is not type(params[change.param].value):
            place = tree.place(("params", index, "value"))
            problems.append(other_type(change.param, change.value, params[change.param].value, place))
    return problems
