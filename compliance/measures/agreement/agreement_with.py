"""Krippendorff's alpha of one rater, usually a judge model, with what people say together of the same items.

The people's aggregate of an item is their majority, median or mean, as the scale allows
(:mod:`compliance.measures.calculations.aggregated_ratings`). It is steadier than any one person, so this alpha may
exceed what people reach among themselves; ``judge`` gives the ceiling. Alpha and its interval: see ``agreement``.
"""

from __future__ import annotations

from compliance.measures.agreement.agreement import Agreement, Rater, RatingsTable, with_people
from compliance.measures.calculations.alpha import FAILURE_MODES, FORMULAS, SOURCES
from compliance.measures.declaration import IntervalPicture, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import read_ratings


def agreement_with(ratings: RatingsTable, rater: Rater, *, tables: Tables) -> Agreement:
    """Agreement of one rater with the aggregate of the people (other than that rater) on the same items.

    Raises :class:`NotEvidenced` where the table has no such rater, and as ``agreement`` does.
    """
    return with_people(read_ratings(ratings, tables), rater)


MEASURE = Measure(
    agreement_with,
    "how far a judge agrees with the people's aggregate of the same items",
    failure_modes=(
        *FAILURE_MODES,
        "An aggregate hides disagreement: where people differ for good reasons, agreeing with the majority is agreeing"
        " with some of them; see `agreement_with_by_group`.",
    ),
    formulas=FORMULAS,
    sources=SOURCES,
    drawn_as=IntervalPicture("agreement", "alpha", "lower", "upper", "items", "between"),
)
