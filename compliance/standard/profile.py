"""A standard as a profile tailors it: selected criteria, parameters and weights, each change with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.standard.facts import Facts
from compliance.standard.loaded import LoadedProfile, PlacedCriterion, Standard
from compliance.standard.model import Criterion, Param, ProfileFile


@dataclass(frozen=True, slots=True)
class Tailored:
    """A standard with a profile applied, or none."""

    standard: Standard
    profile: ProfileFile | None
    criteria: tuple[PlacedCriterion, ...]
    params: Mapping[str, Any]
    weights: Mapping[str, float]
    changes: tuple[str, ...]
    weakens: tuple[str, ...]
    digest: str | None

    def weight(self, criterion: Criterion) -> float:
        """The criterion's weight: its own, or the profile's."""
        return self.weights.get(criterion.id, criterion.weight)


def tailor(standard: Standard, facts: Mapping[str, Facts], loaded: LoadedProfile | None = None) -> Tailored:
    """Apply a profile; without one, the standard as it is. ``changes`` says in words what the profile changed.

    ``facts`` are those of the standard's criteria, by id; they tell which criteria a parameter weakens.
    """
    params: dict[str, Any] = {name: param.value for name, param in standard.file.params.items()}
    if loaded is None:
        return Tailored(standard, None, standard.criteria, params, {}, (), (), None)
    profile = loaded.file
    excluded = {one.criterion for one in profile.exclude}
    changes = [f"{one.criterion} is left out: {one.why}" for one in profile.exclude]
    for change in profile.params:
        changes.append(f"{change.param} is {change.value} instead of {params[change.param]}: {change.why}")
        params[change.param] = change.value
    own = {placed.criterion.id: placed.criterion.weight for placed in standard.criteria}
    for weight in profile.weights:
        changes.append(
            f"{weight.criterion} weighs {weight.weight:g} instead of {own[weight.criterion]:g}: {weight.why}"
        )
    return Tailored(
        standard,
        profile,
        tuple(placed for placed in standard.criteria if placed.criterion.id not in excluded),
        params,
        {one.criterion: one.weight for one in profile.weights},
        tuple(changes),
        _weakened(standard, facts, profile),
        loaded.tree.source.sha256,
    )


def _weakened(standard: Standard, facts: Mapping[str, Facts], profile: ProfileFile) -> tuple[str, ...]:
    """Each way in which the profile asks for less than a ``must`` of the standard does, in words.

    A parameter weakens each ``must`` that reads it unless its ``stricter`` side is known and the change goes that way:
    if it is unknown, the change counts as weaker.
    """
    musts = {one.criterion.id: one.criterion for one in standard.criteria if one.criterion.obligation == "must"}
    excluded = {one.criterion for one in profile.exclude}
    found = [f"{one.criterion} is left out: {one.why}" for one in profile.exclude if one.criterion in musts]
    for change in profile.params:
        param = standard.file.params[change.param]
        readers = [name for name in musts if name not in excluded and change.param in facts[name].params]
        if readers and _is_weaker(param, change.value):
            value = f"{change.param} is {change.value} instead of {param.value}"
            found.append(f"{value} in {', '.join(readers)}: {change.why}")
    for weight in profile.weights:
        criterion = musts.get(weight.criterion)
        if criterion is not None and weight.weight < criterion.weight:
            value = f"weighs {weight.weight:g} instead of {criterion.weight:g}"
            found.append(f"{weight.criterion} {value}: {weight.why}")
    return tuple(found)


def _is_weaker(param: Param, value: Any) -> bool:
    if isinstance(param.value, bool | str) or param.stricter is None:
        return bool(value != param.value)
    return bool(value < param.value) if param.stricter == "higher" else bool(value > param.value)
