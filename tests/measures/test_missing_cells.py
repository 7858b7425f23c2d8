"""Whatever reads a table of ratings counts its empty and its unreadable cells in its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evidence_tables import ID, csv_evidence

from compliance.measures.agreement.agreement import agreement
from compliance.measures.agreement.agreement_by_group import agreement_by_group
from compliance.measures.agreement.agreement_with import agreement_with
from compliance.measures.agreement.agreement_with_by_group import agreement_with_by_group
from compliance.measures.agreement.alternative_annotator import alternative_annotator
from compliance.measures.agreement.judge import judge
from compliance.measures.ratings_table import Ratings

HEAD = "item,rater,group,value\n"
#: One person left a cell empty, another wrote what is no value, and a row names nobody.
RATERS = (("ann", "x", 0), ("bob", "x", 0), ("cy", "y", 1), ("m", "", 2))
ROWS = [f"i{item},{rater},{group},{(item + step) % 3}" for item in range(8) for rater, group, step in RATERS]
BROKEN = [*ROWS[:-4], "i7,ann,x,", "i7,bob,x,often", "i7,cy,y,2", "i7,m,,1", "i7,,x,2"]
RATINGS = Ratings(ID, "ordinal", order=["0", "1", "2"], kind="", group="group")
MEASURES: dict[str, Callable[[Any], Any]] = {
    "agreement": lambda tables: agreement(RATINGS, tables=tables),
    "agreement_with": lambda tables: agreement_with(RATINGS, "m", tables=tables),
    "judge": lambda tables: judge(RATINGS, "m", tables=tables),
    "agreement_by_group": lambda tables: agreement_by_group(RATINGS, 2, tables=tables),
    "agreement_with_by_group": lambda tables: agreement_with_by_group(RATINGS, "m", 2, tables=tables),
    "alternative_annotator": lambda tables: alternative_annotator(RATINGS, "m", 0.1, tables=tables),
}


@pytest.mark.parametrize("name", MEASURES)
def test_empty_and_unreadable_cells_are_counted(name: str) -> None:
    whole = MEASURES[name](csv_evidence(HEAD + "\n".join(ROWS)))
    assert (whole.missing, whole.unreadable) == (0, 0)
    broken = MEASURES[name](csv_evidence(HEAD + "\n".join(BROKEN)))
    assert (broken.missing, broken.unreadable) == (1, 2)
