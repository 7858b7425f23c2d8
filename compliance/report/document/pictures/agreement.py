"""How well judges agree with people, and people among themselves: a point with its interval on one axis."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.assess.assessment.model import Assessment, Measured
from compliance.measures import registry
from compliance.measures.declaration import IntervalPicture
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording import words
from compliance.report.wording.locale import ENGLISH, Language
from compliance.report.wording.visible import visible

LEFT, RIGHT = 226.0, 486.0
ROW = 31.0
TOP = 24.0
#: Krippendorff (2004), Content Analysis, 2nd ed.: tentative conclusions from 0.667, reliable ones from 0.8.
MARKS = (0.667, 0.8)


@dataclass(frozen=True, slots=True)
class Dot:
    """One row; ``low``, ``middle`` and ``high`` are places on the axis in pixels, None where not known.

    ``people`` marks agreement among people, which is drawn with another shape than that of a judge with them.
    """

    name: str
    y: float
    low: float | None
    middle: float | None
    high: float | None
    figures: str
    basis: str
    people: bool


@dataclass(frozen=True, slots=True)
class AgreementPicture:
    """All rows on an axis from 0, or from below where an agreement is worse than chance, to 1."""

    height: float
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...]
    dots: tuple[Dot, ...]
    left_out: int
    alternative: str


def agreement_picture(
    assessment: Assessment, limits: ReportLimits = DEFAULT, language: Language = ENGLISH
) -> AgreementPicture | None:
    """The picture of all agreements that the assessment carries, None where it carries none."""
    records = [(record, found) for record in assessment.measures if (found := _estimate(record)) is not None]
    if not records:
        return None
    # Agreement among people is drawn beside the agreement of the judge with them on the same items.
    subjects = list(dict.fromkeys(record.subject for record, _ in records))
    records.sort(key=lambda one: subjects.index(one[0].subject))
    # Two measures may compute one figure, each for a purpose of its own; it is drawn once.
    records = list({_drawn_as(*one): one for one in reversed(records)}.values())[::-1]
    shown = records[: limits.items]
    lowest = min((value for _, result in shown for value in result.ends if value is not None), default=0.0)
    start = max(-1.0, math.floor(max(-1.0, min(lowest, 0.0)) * 4) / 4)

    def place(value: float | None) -> float | None:
        return None if value is None else round(LEFT + (RIGHT - LEFT) * (max(value, start) - start) / (1 - start), 1)

    dots = []
    for index, (record, result) in enumerate(shown):
        lower, alpha, upper = result.ends
        name = visible(record.subject or record.expression, 60)
        dots.append(
            Dot(
                name,
                TOP + index * ROW,
                place(lower),
                place(alpha),
                place(upper),
                _figures(lower, alpha, upper, language),
                _basis(result, language),
                result.among_people,
            )
        )
    steps = [start + n * 0.25 for n in range(round((1 - start) / 0.25) + 1)]
    return AgreementPicture(
        height=TOP + len(dots) * ROW + 22,
        ticks=tuple((place(step) or LEFT, language.figure(words.number(step))) for step in steps),
        marks=tuple((place(mark) or LEFT, language.figure(words.number(mark))) for mark in MARKS),
        dots=tuple(dots),
        left_out=len(records) - len(shown),
        alternative=language.gettext(
            "Agreement with its 95 %% interval. %(rows)s.",
            rows=language.gettext("; ").join(f"{dot.name}: {dot.figures}" for dot in dots),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A figure with its interval, as a measure declares that its result is drawn."""

    ends: tuple[float | None, float | None, float | None]
    items: int
    between: str
    among_people: bool


def _estimate(record: Measured) -> _Estimate | None:
    if record.measure not in registry.names() or isinstance(record.result, Mapping):
        return None
    drawn = registry.measure(record.measure).drawn_as
    if not isinstance(drawn, IntervalPicture) or drawn.axis != "agreement":
        return None

    def value(name: str) -> Any:
        return getattr(record.result, name)

    ends = (value(drawn.lower), value(drawn.estimate), value(drawn.upper))
    between = value(drawn.between) if drawn.between else ""
    return _Estimate(ends, value(drawn.number), between, drawn.among_people)


def _drawn_as(record: Measured, result: _Estimate) -> tuple[object, ...]:
    return (record.subject, result.among_people, *result.ends, result.items)


def _figures(lower: float | None, alpha: float | None, upper: float | None, language: Language) -> str:
    if alpha is None:
        return language.gettext("not known")
    middle = language.figure(f"{alpha:.3f}")
    if lower is None or upper is None:
        return middle
    low, high = language.figure(f"{lower:.3f}"), language.figure(f"{upper:.3f}")
    return language.gettext("%(middle)s (%(low)s to %(high)s)", middle=middle, low=low, high=high)


def _basis(result: _Estimate, language: Language) -> str:
    """Who was compared, and on how many items."""
    counted = language.ngettext("%(num)s item", "%(num)s items", result.items)
    return language.listed([*([visible(result.between, 60)] if result.between else []), counted])
