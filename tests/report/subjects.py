"""What every form is tried with: the made-up assessment, the shipped samples, and hostile text everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from hostile_text import TRICKS, with_text
from shipped import assessed
from specimen import typical

from compliance.assess.assessment.annexes import Determination, Plan, PlanStep, Waiver
from compliance.assess.assessment.model import Assessment, Interval, Outcome

NAMES = (
    "typical",
    "decided",
    "benefits-navigator",
    "support-assistant",
    "meeting-minutes",
    "story-coach",
    "collective-constitution",
)


def subject(name: str) -> Assessment:
    """One of :data:`NAMES`."""
    if name == "typical":
        return typical()
    if name == "decided":
        return decided("ok")
    return assessed(name, date(2026, 11, 24))


def decided(text: str) -> Assessment:
    """The typical assessment with a waiver, a determination and a plan, ``text`` in each of them."""
    waiver = Waiver(criterion="PX-3", approved_by=text, approved_on="2026-11-01", expires_on="2027-02-01",
                    reason=text, in_force=True)  # fmt: skip
    lapsed = replace(waiver, criterion="LO-2", expires_on="2026-11-02", in_force=False)
    step = PlanStep(criterion="LO-2", title=text, remedy=text, days=4.0, level_after=0,
                    score_after=Interval(low=0.7, high=0.9))  # fmt: skip
    determination = Determination(criterion="LE-2", outcome=Outcome.PASS, by=text, on="2026-11-20", reason=text)
    return typical(
        waivers=(waiver, lapsed), determinations=(determination,), plan=Plan(target=1, days=4.0, steps=(step,))
    )


def hostile(trick: int) -> Assessment:
    """Hostile text wherever a dossier, a standard or a register can put one."""
    annexes = decided(TRICKS[trick])
    fields = ("waivers", "determinations", "plan")
    return replace(with_text(TRICKS[trick]), **{name: getattr(annexes, name) for name in fields})


def strings(data: Any) -> Iterator[str]:
    """All strings in parsed JSON, keys included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
