"""Every measure by the name under which rules call it: ``measure.agreement(...)``.

The list is explicit, so that reading it answers what there is. Importing it loads no numerical library; each measure
loads what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compliance.measures.agreement.agreement import agreement, agreement_with
from compliance.measures.agreement.agreement_by_group import agreement_by_group, agreement_with_by_group
from compliance.measures.agreement.alternative_annotator import alternative_annotator
from compliance.measures.agreement.copies import copies
from compliance.measures.agreement.judge import judge
from compliance.measures.evidence.claimed import claimed
from compliance.measures.evidence.freshness import freshness
from compliance.measures.evidence.rows import rows
from compliance.measures.participation.representation import representation, representation_from_table
from compliance.measures.provenance.lineage import lineage
from compliance.measures.provenance.loops import loops
from compliance.measures.provenance.nearness import nearness
from compliance.measures.response.cases import cases
from compliance.measures.response.response import response
from compliance.measures.study.influence import influence
from compliance.measures.study.sample_size import sample_size, sample_size_of_share


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name in rules and its function, whose signature and docstring are its documentation."""

    name: str
    function: Callable[..., Any]


MEASURES: tuple[Measure, ...] = (
    Measure("agreement", agreement),
    Measure("agreement_with", agreement_with),
    Measure("judge", judge),
    Measure("alternative_annotator", alternative_annotator),
    Measure("copies", copies),
    Measure("agreement_by_group", agreement_by_group),
    Measure("agreement_with_by_group", agreement_with_by_group),
    Measure("representation", representation),
    Measure("representation_from_table", representation_from_table),
    Measure("loops", loops),
    Measure("nearness", nearness),
    Measure("lineage", lineage),
    Measure("response", response),
    Measure("cases", cases),
    Measure("influence", influence),
    Measure("freshness", freshness),
    Measure("sample_size", sample_size),
    Measure("sample_size_of_share", sample_size_of_share),
    Measure("claimed", claimed),
    Measure("rows", rows),
)
