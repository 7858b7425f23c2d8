"""A judge against people, beside what people reach among themselves.

A judge (a model, a rubric, a classifier) is compared with the people's aggregate of each item. How much agreement can
be asked of it, the people themselves show: each person is compared with the aggregate of the *other* people, over all
items and persons at once. That alpha is the *ceiling* (leave-one-out). The judge is then put in each person's place,
against the same aggregates of the same items: that alpha is ``matched``. Only these two are like for like, since both
miss one person; ``share_of_ceiling`` is matched / ceiling, and may exceed 1.

The ceiling is pooled over persons, each person's item counting once, so it also serves where many people rated a few
items each. Alpha, its interval and its failure modes: :mod:`compliance.measures.statistics.alpha`; kappa:
:mod:`compliance.measures.statistics.two_raters`; the aggregate: :mod:`compliance.measures.statistics.aggregated_ratings`. The comparison with what people
reach among themselves is after Bavaresco et al. 2024, *LLMs instead of Human Judges?*, arXiv:2406.18403.

Failure modes. People who agree by a shared mistake raise the ceiling; people who were careless lower it, and with it
what is asked of the judge, so the ceiling itself has to be looked at. With two people on an item the others are one
person. Items that the judge did not answer are not in the comparison: ``coverage`` has to be looked at too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.measures.agreement.agreement import rater_number, with_people
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, Ratings, read_ratings
from compliance.measures.statistics.aggregated_ratings import aggregate, aggregate_of_others
from compliance.measures.statistics.rounding import rounded
from compliance.measures.statistics.two_raters import pair_alpha, weighted_kappa

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Judge:
    """How a judge compares with people.

    ``alpha`` with its interval, ``items``, ``fewest``, ``missing``, ``unreadable`` and ``ties`` are those of
    ``agreement_with``; ``people`` is the number of people on those items. ``coverage`` is the share of the items on
    which people gave a verdict that the judge answered readably, None where there are none. ``kappa`` is weighted kappa
    with the people's aggregate. ``ceiling``, ``matched`` and ``share_of_ceiling`` are explained above;
    ``share_of_ceiling`` is None where the ceiling is not above 0, for then people show no agreement to be held to. What
    does not exist is None, and ``note`` says why.
    """

    alpha: float | None
    lower: float | None
    upper: float | None
    kappa: float | None
    ceiling: float | None
    matched: float | None
    share_of_ceiling: float | None
    coverage: float | None
    items: int
    people: int
    fewest: int
    missing: int
    unreadable: int
    ties: int
    method: str
    note: str


def judge(ratings: Ratings, rater: str, *, tables: Tables) -> Judge:
    """Compare the rater named ``rater`` with the people in a table of ratings.

    Raises :class:`NotEvidenced` where the table has no such rater, and as ``agreement``
    does.
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
