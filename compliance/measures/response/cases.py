"""Cases: how fast challenges are answered, by whom, and with what effect.

Counted from a table with one row a case. The days until an answer are whole days between two dates; the median and the
90th percentile allow for cases that are still open (:func:`compliance.measures.statistics.waiting_times.days_until_done`), so leaving
hard cases open makes them longer, not shorter. The *upheld share* (overturn rate) is the upheld cases over all decided
ones, a decided case being an answered one with an outcome.

Failure modes. Challenges that were never entered don't appear; compare with the number of complaints that the channel
itself reports. A low upheld share may show good decisions or deaf ears, a high one bad decisions or open ears: the
share is to be read, not maximised. Few cases give rough percentiles.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.values.failures import NotEvidenced
from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calendar_days import day_of, parse_day
from compliance.measures.evidence_columns import Tables, at, column
from compliance.measures.statistics.rounding import rounded
from compliance.measures.statistics.waiting_times import days_until_done

PERSON = "person"
UPHELD = "upheld"
OUTCOMES = (UPHELD, "rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table of cases and its columns.

    ``case`` holds a name of its own for each case, so that none can be counted twice. ``received`` and ``answered``
    hold days as YYYY-MM-DD, ``answered`` being empty while a case is open. ``outcome`` says ``upheld`` where the
    challenge was right, ``rejected`` where it was not, ``withdrawn`` where whoever raised it took it back;
    ``decided_by`` says ``person`` where a person decided; ``redress`` what was put right, empty if nothing.
    """

    evidence: str
    case: str = "case"
    received: str = "received"
    answered: str = "answered"
    outcome: str = "outcome"
    decided_by: str = "decided_by"
    redress: str = "redress"


@dataclass(frozen=True, slots=True)
class Cases:
    """What the table says.

    ``cases`` are those whose dates can be read; ``open`` have no answer by the day of the assessment, ``decided`` have
    an answer and an outcome, ``by_people`` of them were decided by a person, ``upheld`` of them were upheld,
    ``redressed`` of those were put right. ``median_days`` and ``p90_days`` are None where too many cases are open, or
    none came in. ``oldest_open_days`` is how long the oldest open case waits, 0 where none does. ``no_outcome`` counts
    answered cases without an outcome, ``other_outcomes`` decided cases whose outcome is none of the three, so that a
    word of one's own for "upheld" is seen; ``unreadable`` rows that name no case, or whose days are missing, can't be
    read, are in an impossible order or lie in the future. ``note`` says why a figure is None.
    """

    cases: int
    open: int
    decided: int
    by_people: int
    upheld: int
    redressed: int
    upheld_share: float | None
    by_people_share: float | None
    median_days: int | None
    p90_days: int | None
    oldest_open_days: int
    no_outcome: int
    other_outcomes: int
    unreadable: int
    note: str


def cases(table: CaseTable, as_of: Timestamp, *, tables: Tables) -> Cases:
    """Count a table of cases as it stands on ``as_of``.

    Raises :class:`NotEvidenced` where a column is absent or a case stands in two rows.
    """
    rows = tables.table(table.evidence)
    names = (table.case, table.received, table.answered, table.outcome, table.decided_by, table.redress)
    today = day_of(as_of)
    days: list[int] = []
    done: list[bool] = []
    unreadable = no_outcome = other_outcomes = decided = by_people = upheld = redressed = 0
    seen: set[str] = set()
    cells = zip(*(column(rows, name) for name in names), strict=True)
    for row, (case, received, answered, outcome, by, redress) in enumerate(cells):
        if case in seen:
            raise NotEvidenced(f"the case `{case}` stands in two rows", at=at(rows, row, table.case))
        start = parse_day(received or "")
        end = parse_day(answered) if answered is not None else today
        if case is None or start is None or end is None or not start <= end <= today:
            unreadable += 1
            continue
        seen.add(case)
        days.append(end - start)
        done.append(answered is not None)
        if answered is None:
            continue
        if outcome is None:
            no_outcome += 1
            continue
        decided += 1
        by_people += by == PERSON
        other_outcomes += outcome not in OUTCOMES
        upheld += outcome == UPHELD
        redressed += outcome == UPHELD and redress is not None
    p90_days = days_until_done(days, done, 0.9)
    return Cases(
        cases=len(days),
        open=done.count(False),
        decided=decided,
        by_people=by_people,
        upheld=upheld,
        redressed=redressed,
        upheld_share=rounded(upheld / decided) if decided else None,
        by_people_share=rounded(by_people / decided) if decided else None,
        median_days=days_until_done(days, done, 0.5),
        p90_days=p90_days,
        oldest_open_days=max((one for one, finished in zip(days, done, strict=True) if not finished), default=0),
        no_outcome=no_outcome,
        other_outcomes=other_outcomes,
        unreadable=unreadable,
        note=_note(len(days), decided, p90_days),
    )


def _note(number: int, decided: int, p90_days: int | None) -> str:
    if not number:
        return "nothing is listed"
    if p90_days is None:
        return "too many are still open"
    return "" if decided else "none has an outcome"
