"""The map of families: what is known, what is open and what is missing of each score."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, Finding, Interval
from compliance.report.document.pictures import WIDTH, room
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.locale import ENGLISH, Language, mark

LEFT, RIGHT = 196.0, 476.0
ROW = 23.0
TOP = 22.0
_LEGEND = (mark("known to hold"), mark("open"), mark("known to be missing"))
_ARROW = {"people-to-ai": "→", "ai-to-people": "←", "both": "↔"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: ``known`` and ``open`` are right ends in pixels of the solid and of the striped part of the bar."""

    key: str
    title: str
    arrows: str
    y: float
    known: float | None
    open: float | None
    stripes: tuple[float, ...]
    score: str
    passed: str


@dataclass(frozen=True, slots=True)
class FamilyPicture:
    """All rows; ``alternative`` says the same in words."""

    height: float
    ticks: tuple[tuple[float, str], ...]
    families: tuple[Bar, ...]
    legend_y: float
    legend: tuple[tuple[float, str], ...]
    alternative: str


def family_picture(assessment: Assessment, language: Language = ENGLISH) -> FamilyPicture:
    """A row for each family that has a criterion."""
    grouped = story.by_family(assessment)
    y = TOP
    rows = []
    for family, own in grouped:
        arrows = "".join(_ARROW[key] for key in _ARROW if any(finding.direction == key for finding in own))
        rows.append(_bar(family.id, family.title, arrows, y, family.score, own, language))
        y += ROW
    ticks = tuple((round(LEFT + (RIGHT - LEFT) * part / 4, 1), str(part * 25)) for part in range(5))
    return FamilyPicture(y + 26, ticks, tuple(rows), y + 12, _legend(language), _alternative(rows, language))


def _legend(language: Language) -> tuple[tuple[float, str], ...]:
    """The legend of solid, striped and blank, each with the place of its sign."""
    entries, x = [], LEFT
    for text in _LEGEND:
        said = language.find(text)
        entries.append((round(x, 1), said))
        x += 19 + room(said, 10) + 22
    return tuple(entries)


def _bar(
    key: str, title: str, arrows: str, y: float, score: Interval | None, own: list[Finding], language: Language
) -> Bar:
    applicable = [finding for finding in own if finding.outcome.applies]
    passed = sum(finding.outcome.passes for finding in applicable)
    share = language.gettext("%(part)s of %(all)s", part=passed, all=len(applicable))
    if score is None:
        return Bar(key, title, arrows, y, None, None, (), language.gettext("none applies"), share)
    known, reach = (round(LEFT + (RIGHT - LEFT) * end, 1) for end in (score.low, score.high))
    first = int((known - LEFT) // 4) + 1
    stripes = tuple(LEFT + 4.0 * n for n in range(first, 1 + int((reach - LEFT) // 4)) if LEFT + 4.0 * n < reach - 0.5)
    return Bar(key, title, arrows, y, known, reach, stripes, words.span(score, 0, language), share)


def _alternative(rows: list[Bar], language: Language) -> str:
    row = mark("%(title)s: %(score)s of 100, %(passed)s criteria passed")
    parts = [language.gettext(row, title=bar.title, score=bar.score, passed=bar.passed) for bar in rows]
    joined = language.gettext("; ").join(parts)
    return language.gettext("Bars of the score of each family. %(rows)s.", rows=joined)


__all__ = ["LEFT", "RIGHT", "ROW", "WIDTH", "Bar", "FamilyPicture", "family_picture"]
