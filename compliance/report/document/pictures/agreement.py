"""How well judges agree with people, and people among themselves: a point with its interval on one axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from compliance.assess.assessment.model import Assessment, Measured
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
    records = [
        record
        for record in assessment.measures
        if record.measure.startswith(("agreement", "judge")) and "alpha" in record.result
    ]
    if not records:
        return None
    # What people reach among themselves stands beside what the judge of the same items reaches with them.
    subjects = list(dict.fromkeys(record.subject for record in records))
    records.sort(key=lambda record: subjects.index(record.subject))
    # Two measures may compute one figure, each for a purpose of its own; it is drawn once.
    records = list({_drawn_as(record): record for record in reversed(records)}.values())[::-1]
    shown = records[: limits.items]
    lowest = min((value for record in shown for value in _ends(record.result) if value is not None), default=0.0)
    start = max(-1.0, math.floor(min(lowest, 0.0) * 4) / 4)

    def place(value: float | None) -> float | None:
        return None if value is None else round(LEFT + (RIGHT - LEFT) * (max(value, start) - start) / (1 - start), 1)

    dots = []
    for index, record in enumerate(shown):
        lower, alpha, upper = _ends(record.result)
        name = visible(record.subject or record.expression, 60)
        dots.append(
            Dot(
                name,
                TOP + index * ROW,
                place(lower),
                place(alpha),
                place(upper),
                _figures(lower, alpha, upper, language),
                _basis(record.result, language),
                record.measure == "agreement",
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


def _drawn_as(record: Measured) -> tuple[object, ...]:
    return (record.subject, record.measure == "agreement", *_ends(record.result), record.result.get("items"))


def _ends(result: dict[str, Any]) -> tuple[float | None, float | None, float | None]:
    lower, alpha, upper = (_finite(result.get(key)) for key in ("lower", "alpha", "upper"))
    return lower, alpha, upper


def _finite(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None


def _figures(lower: float | None, alpha: float | None, upper: float | None, language: Language) -> str:
    if alpha is None:
        return language.gettext("not known")
    middle = language.figure(f"{alpha:.3f}")
    if lower is None or upper is None:
        return middle
    low, high = language.figure(f"{lower:.3f}"), language.figure(f"{upper:.3f}")
    return language.gettext("%(middle)s (%(low)s to %(high)s)", middle=middle, low=low, high=high)


def _basis(result: dict[str, Any], language: Language) -> str:
    """Who was compared and on how many items; a measure says who at the end of the first clause of its method."""
    method = result.get("method")
    who = visible(method.split(";")[0].rpartition(", ")[2], 60) if isinstance(method, str) else ""
    items = _finite(result.get("items"))
    counted = [language.ngettext("%(num)s item", "%(num)s items", int(items))] if items is not None else []
    return language.listed([*([who] if who else []), *counted])
