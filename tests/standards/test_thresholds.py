"""Thresholds of the shipped standard are parameters with an origin, and are nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import shipped

from compliance.standard.load import PlacedCriterion

STANDARD = shipped.standard()
NUMBER = re.compile(r"(?<![\w.\[])\d+(?:\.\d+)?(?![\w.\]])")
#: Numbers that set no threshold: none of something, one of something, the whole.
HARMLESS = {"0", "0.0", "1", "1.0"}


def expressions(placed: PlacedCriterion) -> Iterator[str]:
    criterion = placed.criterion
    yield from (criterion.when or "", criterion.each or "", criterion.where or "", criterion.points)
    yield from criterion.let.values()
    yield from (requirement.that for requirement in criterion.require)


@pytest.mark.parametrize("placed", STANDARD.criteria, ids=lambda placed: placed.criterion.id)
def test_no_rule_holds_a_threshold_of_its_own(placed: PlacedCriterion) -> None:
    for text in expressions(placed):
        unquoted = re.sub(r"'[^']*'", "''", text)
        assert set(NUMBER.findall(unquoted)) <= HARMLESS, text


def test_every_parameter_is_read_by_a_rule() -> None:
    rules = "\n".join(text for placed in STANDARD.criteria for text in expressions(placed))
    assert [name for name in STANDARD.file.params if f"params.{name}" not in rules] == []


@pytest.mark.parametrize("placed", STANDARD.criteria, ids=lambda placed: placed.criterion.id)
def test_each_message_says_what_was_found_and_what_is_wanted(placed: PlacedCriterion) -> None:
    wanted = re.compile(
        r"\b(need|(has|have|had) to|may|must|most|at least|allowed|can't be|always|each)", re.IGNORECASE
    )
    for requirement in placed.criterion.require:
        assert wanted.search(requirement.say) or "doesn't say" in requirement.say, requirement.say
