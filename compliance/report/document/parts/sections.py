"""The sections of the document, numbered in the order in which they are read; one list for contents and headings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from compliance.report.wording.locale import Language, mark

#: By key, which is also the anchor. First what came out, then why, then what it rests on, then how it is done.
TITLES = {
    "families": mark("Result by family"),
    "agreement": mark("Agreement with people"),
    "loops": mark("Who judges whom"),
    "plan": mark("First steps"),
    "criteria": mark("Criteria at a glance"),
    "findings": mark("Findings"),
    "decisions": mark("What people decided"),
    "missing": mark("What is not evidenced"),
    "evidence": mark("Evidence"),
    "computed": mark("Numbers computed from the evidence"),
    "crosswalk": mark("Other frameworks"),
    "standard": mark("The standard itself"),
    "method": mark("Method"),
    "weights": mark("If the weights were others"),
    "narrative": mark("Narrative, as submitted"),
    "references": mark("References"),
    "glossary": mark("Glossary"),
    "index": mark("Index"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One section with its number and its title."""

    key: str
    number: int
    title: str


def sections(present: Collection[str], language: Language) -> dict[str, Section]:
    """Those of :data:`TITLES` that the report has, by key, in order."""
    keys = [key for key in TITLES if key in present]
    return {key: Section(key, number, language.find(TITLES[key])) for number, key in enumerate(keys, 1)}
