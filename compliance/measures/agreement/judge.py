"""A judge against people, beside what people reach among themselves.

A judge (a model, a rubric, a classifier) is compared with the people's aggregate of each item. How much agreement can
be asked of it, the people themselves show: each person is compared with the aggregate of the *other* people, over all
items and persons at once. That alpha is the *ceiling* (leave-one-out). The judge is then put in each person's place,
against the same aggregates of the same items: that alpha is ``matched``. Only these two are like for like, since both
miss one person; ``share_of_ceiling`` is matched / ceiling, and may exceed 1.

The ceiling is pooled over persons, each person's item counting once, so it also serves where many people rated a few
items each. Alpha: see ``agreement``; kappa: :mod:`compliance.measures.calculations.two_raters`; the aggregate:
:mod:`compliance.measures.calculations.aggregated_ratings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from compliance.measures.agreement.agreement import Rater, RatingsTable, rater_number, with_people
from compliance.measures.calculations.aggregated_ratings import aggregate, aggregate_of_others
from compliance.measures.calculations.alpha import FAILURE_MODES, FORMULAS, SOURCES
from compliance.measures.calculations.rounding import rounded
from compliance.measures.calculations.two_raters import KAPPA, pair_alpha, weighted_kappa
from compliance.measures.declaration import Formula, IntervalPicture, Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, read_ratings

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Judge:
    """How a judge compares with people."""

    alpha: Annotated[float | None, Means("alpha of the judge with the people's aggregate")]
    lower: Annotated[float | None, Means("the lower end of its 95 % interval")]
    upper: Annotated[float | None, Means("the upper end of its 95 % interval")]
    kappa: Annotated[float | None, Means("weighted kappa with the people's aggregate")]
    ceiling: Annotated[float | None, Means("alpha of each person with the aggregate of the others, pooled")]
    matched: Annotated[float | None, Means("alpha of the judge in each person's place, pooled")]
    share_of_ceiling: Annotated[
        float | None,
        Means("matched / ceiling; unknown where the ceiling is not above 0: then people show no agreement"),
    ]
    coverage: Annotated[
        float | None, Means("the part of the items with a verdict of people that the judge answered readably", "share")
    ]
    items: Annotated[int, Means("items compared", "items")]
    people: Annotated[int, Means("people who rated these items", "people")]
    fewest: Annotated[int, Means("the smallest number of people on any of them", "people")]
    missing: Annotated[int, Means("empty cells of the raters compared", "cells")]
    unreadable: Annotated[
        int, Means("cells that hold no value of the scale, and rows that name no item or no rater", "cells")
    ]
    ties: Annotated[int, Means("items on which the people have no majority", "items")]
    method: Annotated[str, Means("how it was computed, in words")]
    note: Annotated[str, Means("why a figure does not exist; empty where all do")]
    between: Annotated[str, Means("who is compared with whom, in words")] = ""


def judge(ratings: RatingsTable, rater: Rater, *, tables: Tables) -> Judge:
    """Compare the rater named ``rater`` with the people in a table of ratings.

    Raises :class:`NotEvidenced` where the table has no such rater, and as ``agreement`` does.
    """
    import numpy as np

    coded = read_ratings(ratings, tables)
    compared = with_people(coded, rater)
    who = rater_number(coded, rater)
    people = coded.person[coded.rater] & (coded.rater != who)
    answer = np.full(len(coded.items), np.nan)
    answer[coded.item[coded.rater == who]] = coded.levels[coded.value[coded.rater == who]]
    together = aggregate(coded, people)
    answered = ~np.isnan(answer[together.item])
    ceiling, matched = _leave_one_out(coded, people, answer)
    return Judge(
        alpha=compared.alpha,
        lower=compared.lower,
        upper=compared.upper,
        kappa=weighted_kappa(answer[together.item[answered]], together.level[answered], coded.scale),
        ceiling=ceiling,
        matched=matched,
        share_of_ceiling=rounded(matched / ceiling) if matched is not None and ceiling and ceiling > 0 else None,
        coverage=rounded(answered.mean()) if len(answered) else None,
        items=compared.items,
        people=compared.raters - 1,
        fewest=compared.fewest,
        missing=compared.missing,
        unreadable=compared.unreadable,
        ties=compared.ties,
        between=compared.between,
        method=compared.method,
        note=compared.note or ("" if ceiling is not None else "no two people rated the same item"),
    )


def _leave_one_out(coded: Coded, people: NDArray[Any], answer: NDArray[Any]) -> tuple[float | None, float | None]:
    """Alpha of each person, and of the judge in that person's place, with the aggregate of the others."""
    import numpy as np

    rows, others = aggregate_of_others(coded, people)
    mine = answer[coded.item[rows]]
    both = ~np.isnan(mine)
    own = coded.levels[coded.value[rows[both]]]
    return pair_alpha(own, others[both], coded.scale), pair_alpha(mine[both], others[both], coded.scale)


MEASURE = Measure(
    judge,
    "a judge against people, beside what people reach among themselves",
    failure_modes=(
        "People who agree by a shared mistake raise the ceiling; people who were careless lower it, and with it what is"
        " asked of the judge, so the ceiling itself has to be looked at.",
        "With two people on an item the others are one person.",
        "Items that the judge did not answer are not in the comparison: `coverage` has to be looked at too.",
        "Kappa falls where one value is much more frequent than the others, at the same share of equal verdicts.",
        *FAILURE_MODES,
    ),
    formulas=(
        *FORMULAS,
        Formula(
            "What can be asked of a judge: the people's ceiling",
            ("c = α(a, A);  m = α(j, A);  m / c",),
            "Each person a is compared with the aggregate A of the other people, all persons and items at once: that is"
            " the ceiling c. The judge j is then put in each person's place: that is m. A judge is not asked for more"
            " than people reach among themselves.",
        ),
        KAPPA,
    ),
    sources=(
        *SOURCES,
        "Cohen 1968, Weighted kappa, Psychological Bulletin 70(4)",
        "Bavaresco et al. 2024, LLMs instead of Human Judges?, arXiv:2406.18403",
    ),
    drawn_as=IntervalPicture("agreement", "alpha", "lower", "upper", "items", "between"),
)
