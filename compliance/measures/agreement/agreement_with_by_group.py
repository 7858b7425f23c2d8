"""Agreement of a judge with the people of each group: whether an average hides that it is worse for some.

Alpha of the judge with the aggregate of each group's people, computed and compared as ``agreement_with`` and
``agreement_by_group`` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.measures.agreement.agreement import Agreement, Rater, RatingsTable, with_people
from compliance.measures.agreement.agreement_by_group import FAILURE_MODES, SOURCES, ByGroup, MinItems, by_group
from compliance.measures.calculations.alpha import FORMULAS
from compliance.measures.declaration import Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray


def agreement_with_by_group(ratings: RatingsTable, rater: Rater, min_items: MinItems, *, tables: Tables) -> ByGroup:
    """Agreement of one rater with the aggregate of each group's people; groups count from ``min_items`` items on.

    Raises :class:`NotEvidenced` as ``agreement_by_group`` does, and where the table has no such rater.
    """

    def compare(coded: Coded, chosen: NDArray[Any] | None = None) -> Agreement:
        return with_people(coded, rater, chosen)

    return by_group(ratings, min_items, tables, compare)


MEASURE = Measure(
    agreement_with_by_group,
    "agreement of a judge with each group of people, and the gap between groups",
    failure_modes=FAILURE_MODES,
    formulas=FORMULAS,
    sources=SOURCES,
)
