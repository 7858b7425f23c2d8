"""The alternative annotator test: may a judge stand in for a person among the people who rated?

For each person j, over the items i that j, at least one other person and the judge f rated: who stands closer to the
*other* people, the judge or the person? Closeness of a value v to the others is the share of them who said v (nominal),
or minus the root of the mean squared difference from them (otherwise; positions in the order on the ordinal scale).
With W_f = 1 where the judge is at least as close and W_h = 1 where the person is (both, where they are equal)::

    d_ij = W_h - W_f          H0: mean d_j >= epsilon          t = (mean d_j - epsilon) / (s_j / sqrt(n_j))

A one-sided paired t-test gives a p-value for each person; epsilon is how much closer a person may be before the judge's
lower cost no longer makes up for it. The p-values are corrected for their number after Benjamini and Yekutieli (valid
whatever their dependence) at a false discovery rate of 0.05. The *winning rate* is the share of people for whom H0 is
rejected; the authors let a judge pass from 0.5 on. The *advantage* is the mean of W_f, averaged over people. Where all
d_ij of a person are equal there is no spread to test with: p is 0 if d is below epsilon and 1 if not.

The authors ask for at least three people with at least 30 items each, and propose an epsilon of 0.2 for experts, 0.15
for skilled raters and 0.1 for crowd workers, less where people agree little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.agreement.agreement import Rater, RatingsTable, rater_number
from compliance.measures.calculations.distributions import student_t_below
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula, Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, read_ratings

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_PEOPLE = 3
MIN_ITEMS = 30
FALSE_DISCOVERY_RATE = 0.05
_EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class PersonTest:
    """The judge in one person's place."""

    person: Annotated[str, Means("the person")]
    items: Annotated[int, Means("items compared", "items")]
    advantage: Annotated[float, Means("the part of the items on which the judge was at least as close", "share")]
    p: Annotated[float, Means("the p-value of the test")]
    p_corrected: Annotated[float, Means("the p-value corrected for the number of tests")]
    won: Annotated[bool, Means("whether the corrected p-value is at most the false discovery rate")]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The test's result."""

    winning_rate: Annotated[
        float | None, Means("the part of the people whom the judge may replace; unknown below three people", "share")
    ]
    advantage: Annotated[
        float | None, Means("the mean over people of how often the judge was at least as close", "share")
    ]
    people: Annotated[int, Means("people tested", "people")]
    too_few: Annotated[int, Means("people with fewer than 30 items, who are not tested", "people")]
    epsilon: Annotated[float, Means("the epsilon that was asked for")]
    missing: Annotated[int, Means("empty cells of the whole table", "cells")]
    unreadable: Annotated[
        int, Means("cells that hold no value of the scale, and rows that name no item or no rater", "cells")
    ]
    tests: Annotated[list[PersonTest], Means("the test of each person")]
    method: Annotated[str, Means("how it was computed, in words")]
    note: Annotated[str, Means("why there is no winning rate; empty where there is one")]


def alternative_annotator(
    ratings: RatingsTable,
    rater: Rater,
    epsilon: Annotated[float, Means("how much closer a person may be, in [0, 1]")],
    *,
    tables: Tables,
) -> Alternative:
    """Test whether the rater named ``rater`` may stand in for the people in a table of ratings.

    Raises :class:`EvaluationError` for an ``epsilon`` outside [0, 1], :class:`NotEvidenced` where the table has no such
    rater, and as ``agreement`` does.
    """
    if not 0 <= epsilon <= 1:
        raise EvaluationError(f"epsilon is {epsilon:g}; it has to be between 0 and 1")
    coded = read_ratings(ratings, tables)
    raters, closer = _closer(coded, rater_number(coded, rater))
    counts = [(who, closer[raters == who]) for who in sorted(set(raters.tolist()), key=coded.raters.__getitem__)]
    tested = [(who, signs) for who, signs in counts if len(signs) >= MIN_ITEMS]
    p_values = [_p_value(signs, epsilon) for _, signs in tested]
    tests = [
        PersonTest(
            person=coded.raters[who],
            items=len(signs),
            advantage=rounded((signs <= 0).mean()),
            p=rounded(p),
            p_corrected=rounded(corrected),
            won=corrected <= FALSE_DISCOVERY_RATE,
        )
        for (who, signs), p, corrected in zip(tested, p_values, benjamini_yekutieli(p_values), strict=True)
    ]
    enough = len(tests) >= MIN_PEOPLE
    return Alternative(
        winning_rate=rounded(sum(test.won for test in tests) / len(tests)) if enough else None,
        advantage=rounded(math.fsum(test.advantage for test in tests) / len(tests)) if enough else None,
        people=len(tests),
        too_few=len(counts) - len(tests),
        epsilon=epsilon,
        missing=int(coded.missing.sum()),
        unreadable=int(coded.unreadable.sum()) + coded.nameless,
        tests=tests,
        method=f"alternative annotator test of {rater}, epsilon {epsilon:g}, Benjamini-Yekutieli correction at a false "
        f"discovery rate of {FALSE_DISCOVERY_RATE:g}",
        note=""
        if enough
        else f"the test needs {MIN_PEOPLE} people with {MIN_ITEMS} items each, and there are {len(tests)}",
    )


def benjamini_yekutieli(p_values: list[float]) -> list[float]:
    """P-values corrected for their number, in the given order; at most 1."""
    count = len(p_values)
    harmonic = math.fsum(1 / rank for rank in range(1, count + 1))
    corrected, least = [1.0] * count, 1.0
    for rank, index in zip(range(count, 0, -1), sorted(range(count), key=lambda i: -p_values[i]), strict=True):
        least = min(least, p_values[index] * count * harmonic / rank)
        corrected[index] = least
    return corrected


def _closer(coded: Coded, judge: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each comparable rating of a person: the person, and d (1 person closer, -1 judge closer, 0 equal)."""
    import numpy as np

    verdict = np.full(len(coded.items), -1, dtype=np.int64)
    verdict[coded.item[coded.rater == judge]] = coded.value[coded.rater == judge]
    usable = coded.person[coded.rater] & (coded.rater != judge) & (verdict[coded.item] >= 0)
    people = np.bincount(coded.item[usable], minlength=len(coded.items))
    usable &= people[coded.item] >= 2
    item, own = coded.item[usable].astype(np.int64), coded.value[usable].astype(np.int64)
    judged = verdict[item]
    if coded.scale == "nominal":
        width = max(len(coded.levels), 1)
        votes, count = np.unique(item * width + own, return_counts=True)
        same_as_own = count[np.searchsorted(votes, item * width + own)] - 1
        place = np.minimum(np.searchsorted(votes, item * width + judged), max(len(votes) - 1, 0))
        same_as_judge = np.where(votes[place] == item * width + judged, count[place], 0) - (own == judged)
        return coded.rater[usable], np.sign(same_as_own - same_as_judge)
    levels = coded.levels / (np.abs(coded.levels).max(initial=0) or 1.0)
    person, model = levels[own], levels[judged]
    total = np.bincount(item, weights=person, minlength=len(coded.items))
    others = (total[item] - person) / (people[item] - 1)
    # Mean squared differences from the others differ by the squared distances from their mean alone.
    gap = (model - others) ** 2 - (person - others) ** 2
    return coded.rater[usable], np.where(np.abs(gap) < _EQUAL, 0, np.sign(gap)).astype(np.int64)


def _p_value(signs: NDArray[Any], epsilon: float) -> float:
    """P of the one-sided t-test that the mean of ``signs`` is below ``epsilon``."""
    import numpy as np

    mean, spread = float(signs.mean()), float(signs.std(ddof=1))
    if spread == 0:
        return 0.0 if mean < epsilon else 1.0
    return student_t_below((mean - epsilon) / (spread / float(np.sqrt(len(signs)))), len(signs) - 1)


MEASURE = Measure(
    alternative_annotator,
    "whether a judge may stand in for a person among those who rated",
    failure_modes=(
        "The test asks whether the judge is as good as these people, not whether these people are good.",
        "With few items it rejects nothing. People with too few items are not tested; `too_few` counts them.",
        "A large epsilon lets a worse judge pass.",
    ),
    formulas=(
        Formula(
            "May a judge stand in for a person: the alternative annotator test",
            ("t_j = (d_j − ε) / (s_j / √n_j)", "ω = n(p_j ≤ q) / n"),
            "d_j is how often person j is closer to the other people than the judge is, less how often the judge is"
            " closer, over the n_j items of j; s_j is its standard deviation. p_j is the p-value of t_j, corrected for"
            " the number of people. The winning rate ω is the part of the people with p_j of at most q.",
        ),
    ),
    sources=(
        "Calderon, Reichart and Dror 2025, The Alternative Annotator Test for LLM-as-a-Judge, arXiv:2501.10970",
        "Benjamini and Yekutieli 2001, Annals of Statistics 29(4)",
    ),
)
