"""The index of a long report: the pages of each criterion, each named actor or item and each evidence file."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.report.document.parts.evidence import EvidenceView
from compliance.report.document.parts.findings import Cited, FindingView
from compliance.report.limits import ReportLimits
from compliance.report.wording.visible import visible

#: Findings from which on a report has an index: about twenty pages. *Proposed*.
LONG = 40
#: Places listed for one word; it is named on few pages or it is no help.
_PLACES = 12
_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One word and its places: what is there, and the anchor of the page."""

    word: str
    places: Cited
    left: int


@dataclass(frozen=True, slots=True)
class Index:
    """Criteria by family, names in the order of the alphabet, evidence in the dossier's order."""

    criteria: tuple[Entry, ...]
    names: tuple[Entry, ...]
    evidence: tuple[Entry, ...]


def index(
    assessment: Assessment, views: Mapping[str, FindingView], files: Sequence[EvidenceView], limits: ReportLimits
) -> Index | None:
    """None for a short report."""
    if len(assessment.findings) < LONG:
        return None
    named: dict[str, dict[str, str]] = {}
    for view in views.values():
        for item in view.finding.items:
            if item.name:
                named.setdefault(visible(item.name, _NAME_CHARS), {})[view.finding.criterion] = view.anchor
    families: dict[str, list[tuple[str, str]]] = {}
    for key, view in sorted(views.items(), key=_by_number):
        families.setdefault(view.finding.family, []).append((key, view.anchor))
    criteria = [Entry(family, tuple(places), 0) for family, places in families.items()]
    names = [_entry(name, places) for name, places in sorted(named.items(), key=lambda row: _alphabetical(row[0]))]
    evidence = []
    for one in files:
        used = {key: views[key].anchor for key in one.file.used_by if key in views}
        evidence.append(_entry(f"{one.mark} {one.file.id}", {"": one.anchor} | used))
    return Index(tuple(criteria), tuple(names[: limits.rows]), tuple(evidence))


def _entry(word: str, places: Mapping[str, str]) -> Entry:
    return Entry(word, tuple(places.items())[:_PLACES], max(0, len(places) - _PLACES))


def _alphabetical(word: str) -> tuple[str, str]:
    """By letters without their accents, the same on every machine."""
    return unicodedata.normalize("NFKD", word).casefold(), word


def _by_number(row: tuple[str, FindingView]) -> tuple[str, int, str]:
    """``PX-9`` before ``PX-10``."""
    family, _, number = row[0].rpartition("-")
    return family, int(number) if number.isascii() and number.isdigit() else 0, row[0]
