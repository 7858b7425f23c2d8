"""The two directions: an arrow from people to the system and one back, each filled as far as it is known to hold."""

from __future__ import annotations

import math
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, Finding, Interval
from compliance.report.wording import words
from compliance.report.wording.locale import ENGLISH, Language, mark

#: The shafts of both arrows run between the shapes of people and of the system.
LEFT, RIGHT = 140.0, 472.0
_STRIPE = 4.0
#: The key of each direction, with the height of its shaft.
_SHAFTS = (("people-to-ai", 32.0), ("ai-to-people", 68.0))


@dataclass(frozen=True, slots=True)
class Shaft:
    """One arrow; ``known`` and ``stripes`` are (left, width) in pixels, filled from the side that it comes from."""

    title: str
    y: float
    forward: bool
    known: tuple[float, float] | None
    stripes: tuple[float, ...]
    score: str
    passed: str


@dataclass(frozen=True, slots=True)
class DirectionsPicture:
    """Both arrows and the names of what they join; ``alternative`` says the same in words."""

    people: str
    system: str
    shafts: tuple[Shaft, ...]
    alternative: str


def directions_picture(assessment: Assessment, language: Language = ENGLISH) -> DirectionsPicture | None:
    """None where no criterion says in which direction it looks."""
    shafts = []
    for key, y in _SHAFTS:
        own = [finding for finding in assessment.findings if finding.direction in (key, "both")]
        if own:
            shafts.append(_shaft(key, y, own, language))
    if not shafts:
        return None
    row = mark("%(title)s: %(score)s of 100, %(passed)s criteria passed")
    said = [language.gettext(row, title=one.title, score=one.score, passed=one.passed) for one in shafts]
    return DirectionsPicture(
        language.gettext("People"),
        language.gettext("The system"),
        tuple(shafts),
        language.gettext("Two arrows between people and the system. %(rows)s.", rows=language.gettext("; ").join(said)),
    )


def direction_score(findings: list[Finding]) -> Interval | None:
    """The weighted mean of the points of the criteria of one direction, those of both directions included.

    The standard's own score is made of families; this figure is only for the picture.
    """
    parts = [finding for finding in findings if finding.outcome.applies]
    weight = math.fsum(finding.weight for finding in parts)
    if weight <= 0:
        return None
    return Interval(
        low=math.fsum(finding.points * finding.weight for finding in parts) / weight,
        high=math.fsum(finding.points_high * finding.weight for finding in parts) / weight,
    )


def _shaft(key: str, y: float, own: list[Finding], language: Language) -> Shaft:
    title, forward = language.find(words.DIRECTION[key]), key == "people-to-ai"
    counted = [finding for finding in own if finding.outcome.applies]
    passed = sum(finding.outcome.passes for finding in counted)
    share = language.gettext("%(part)s of %(all)s", part=passed, all=len(counted))
    score = direction_score(own)
    if score is None:
        return Shaft(title, y, forward, None, (), language.gettext("none applies"), share)
    width = RIGHT - LEFT
    known, reach = width * score.low, width * score.high
    offsets = [n * _STRIPE for n in range(int(known // _STRIPE) + 1, int(reach // _STRIPE) + 1)]
    if forward:
        solid, stripes = (LEFT, round(known, 1)), [LEFT + offset for offset in offsets if offset < reach - 1]
    else:
        solid, stripes = (
            (round(RIGHT - known, 1), round(known, 1)),
            [RIGHT - offset - 1.5 for offset in offsets if offset < reach - 1.5],
        )
    return Shaft(title, y, forward, solid, tuple(stripes), words.span(score, 0, language), share)
