"""No condition holds because a list of the dossier is empty, however it is written."""

from __future__ import annotations

from typing import Any

import pytest
from one_criterion import assess, require

from compliance import Outcome

EMPTY: dict[str, Any] = {"numbers": [], "incidents": []}
SOME = {"numbers": [1], "incidents": []}

#: Conditions that hold of SOME, and would hold of EMPTY only because there is nothing in it.
CONDITIONS = (
    "dossier.numbers.all(n, n > 0)",
    "!dossier.numbers.exists(n, n < 0)",
    "!!dossier.numbers.all(n, n > 0)",
    "dossier.numbers.exists(n, n < 0) == false",
    "dossier.numbers.exists(n, n < 0) != true",
    "false == dossier.numbers.exists(n, n < 0)",
    "dossier.numbers.exists_one(n, n < 0) == false",
    "dossier.numbers.exists(n, n < 0) ? false : true",
    "(true ? dossier.numbers : [1]).all(n, n > 0)",
    "dyn(dossier.numbers).all(n, n > 0)",
    "dossier.?numbers.orValue([]).all(n, n > 0)",
    "optional.of(dossier.numbers).value().all(n, n > 0)",
    "cel.bind(all, dossier.numbers, all.all(n, n > 0))",
    "cel.bind(bad, dossier.numbers.exists(n, n < 0), !bad)",
    "cel.bind(bad, dossier.numbers.exists(n, n < 0), cel.bind(worse, bad, !worse))",
    "[1].all(k, [dossier.numbers, dossier.numbers][0].size() > -1 && !dossier.numbers.exists(n, n < 0))",
)

#: What the rest of a rule reads: a name is looked at wherever it counts.
LETS: tuple[tuple[str, dict[str, str], Outcome], ...] = (
    ("!bad", {"bad": "dossier.numbers.exists(n, n < 0)"}, Outcome.NOT_EVIDENCED),
    ("!worse", {"bad": "dossier.numbers.exists(n, n < 0)", "worse": "bad"}, Outcome.NOT_EVIDENCED),
    ("good || bad", {"bad": "dossier.numbers.exists(n, n < 0)", "good": "!bad"}, Outcome.NOT_EVIDENCED),
    ("fine", {"fine": "dossier.numbers.all(n, n > 0)"}, Outcome.NOT_EVIDENCED),
    ("any", {"any": "dossier.numbers.exists(n, n > 0)"}, Outcome.FAIL),
    ("!fine", {"fine": "dossier.numbers.all(n, n > 0)"}, Outcome.FAIL),
    ("!bad", {"bad": "dossier.incidents.exists(i, i.serious)"}, Outcome.PASS),
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_an_empty_list_is_not_evidenced_however_the_condition_is_written(condition: str) -> None:
    assert assess(require(condition), SOME).findings[0].outcome is Outcome.PASS
    assert assess(require(condition), EMPTY).findings[0].outcome is Outcome.NOT_EVIDENCED


@pytest.mark.parametrize(("condition", "lets", "outcome"), LETS)
def test_a_name_counts_as_it_is_read(condition: str, lets: dict[str, str], outcome: Outcome) -> None:
    assert assess(require(condition, let=lets), EMPTY).findings[0].outcome is outcome


@pytest.mark.parametrize(
    "points", ["dossier.numbers.exists(n, n < 0) ? 0.0 : 1.0", "dossier.numbers.all(n, n > 0) ? 1.0 : 0.5"]
)
def test_no_points_are_earned_by_an_empty_list(points: str) -> None:
    (finding,) = assess(require("true", points=points), EMPTY).findings
    assert (finding.points, finding.points_high) == (0.0, 1.0)
