"""One rater under two names is found; people who merely agree are not."""

from __future__ import annotations

import numpy as np
import pytest
from evidence_tables import ID, ratings_of

from compliance.measures.agreement.copies import copies
from compliance.measures.ratings_table import Ratings

RATINGS = Ratings(ID, "nominal")
JUDGE = ["yes", "no", "no"] * 20


def found(cells: dict[str, list[object]], min_items: int = 50) -> list[tuple[str, str, int]]:
    result = copies(RATINGS, min_items, tables=ratings_of(cells, models=["judge", "judge-2"]))
    return [(pair.one, pair.other, pair.items) for pair in result.pairs]


def with_slips(slips: int) -> list[object]:
    return [("no" if value == "yes" else "yes") if number < slips else value for number, value in enumerate(JUDGE)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"judge": JUDGE, "person": JUDGE}, [("judge", "person", 60)], id="the judge entered as a person"),
        pytest.param({"judge": JUDGE, "person": with_slips(1)}, [], id="a person who differs once"),
        pytest.param({"a": JUDGE, "b": JUDGE, "judge": with_slips(9)}, [("a", "b", 60)], id="one person twice"),
        pytest.param({"judge": JUDGE, "judge-2": JUDGE, "p": with_slips(9)}, [], id="two models may be alike"),
        pytest.param(
            {"judge": JUDGE, "a": [*JUDGE[:55], *[None] * 5], "b": [*[None] * 20, *JUDGE[20:]]},
            [("a", "judge", 55)],
            id="too few shared items show nothing, and empty cells are no difference",
        ),
        pytest.param({"judge": ["no"] * 60, "a": ["no"] * 60}, [], id="always the same value shows nothing"),
    ],
)
def test_copies(cells: dict[str, list[object]], expected: list[tuple[str, str, int]]) -> None:
    assert found(cells) == expected


def test_people_who_agree_well_are_not_taken_for_one() -> None:
    random = np.random.default_rng(4)
    true = random.integers(0, 3, 200)
    cells = {
        f"person-{who}": [str(value) for value in np.where(random.random(200) < 0.95, true, random.integers(0, 3, 200))]
        for who in range(12)
    }
    result = copies(RATINGS, 50, tables=ratings_of(dict(cells)))
    assert (result.pairs, result.compared) == ([], 66)
