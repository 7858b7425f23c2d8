"""How fast challenges are answered, by whom, and with what effect.

Counted from a table with one row a case. The days until an answer are whole days between two dates; the median and the
90th percentile allow for cases that are still open
(:func:`compliance.measures.calculations.waiting_times.days_until_done`), so leaving hard cases open makes them longer,
not shorter. The *upheld share* (overturn rate) is the upheld cases over all decided ones, a decided case being an
answered one with an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import NotEvidenced
from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calculations.rounding import rounded
from compliance.measures.calculations.waiting_times import days_until_done
from compliance.measures.calendar_days import day_of, parse_day
from compliance.measures.declaration import Column, Formula, Means, Measure
from compliance.measures.evidence_columns import Tables, at, column

PERSON = "person"
UPHELD = "upheld"
OUTCOMES = (UPHELD, "rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table of cases and its columns."""

    evidence: Annotated[str, Means("the id of a table with one row a case")]
    case: Annotated[str, Column("a name of its own for each case, so that none can be counted twice")] = "case"
    received: Annotated[str, Column("the day on which it came in, as YYYY-MM-DD")] = "received"
    answered: Annotated[str, Column("the day of the answer, as YYYY-MM-DD; empty while it is open")] = "answered"
    outcome: Annotated[
        str,
        Column(
            "`upheld` where the challenge was right, `rejected` where it was not, `withdrawn` where whoever raised it"
            " took it back"
        ),
    ] = "outcome"
    decided_by: Annotated[str, Column("`person` where a person decided")] = "decided_by"
    redress: Annotated[str, Column("what was put right; empty if nothing")] = "redress"


@dataclass(frozen=True, slots=True)
class Cases:
    """What the table says."""

    cases: Annotated[int, Means("cases whose dates can be read", "cases")]
    open: Annotated[int, Means("cases without an answer by the day of the assessment", "cases")]
    decided: Annotated[int, Means("cases with an answer and an outcome", "cases")]
    by_people: Annotated[int, Means("decided cases that a person decided", "cases")]
    upheld: Annotated[int, Means("decided cases that were upheld", "cases")]
    redressed: Annotated[int, Means("upheld cases that were put right", "cases")]
    upheld_share: Annotated[float | None, Means("upheld / decided", "share")]
    by_people_share: Annotated[float | None, Means("by_people / decided", "share")]
    median_days: Annotated[int | None, Means("the median until the answer; unknown where too many are open", "days")]
    p90_days: Annotated[int | None, Means("the 90th percentile until the answer; unknown as the median", "days")]
    oldest_open_days: Annotated[int, Means("how long the oldest open case waits; 0 where none does", "days")]
    no_outcome: Annotated[int, Means("answered cases without an outcome", "cases")]
    other_outcomes: Annotated[int, Means("decided cases whose outcome is none of the three words", "cases")]
    unreadable: Annotated[
        int,
        Means(
            "rows that name no case, or whose days are missing, can't be read, are in an impossible order or in the"
            " future",
            "rows",
        ),
    ]
    note: Annotated[str, Means("why a figure is unknown; empty where none is")]


def cases(
    table: Annotated[CaseTable, Means("the table of cases and its columns")],
    as_of: Annotated[Timestamp, Means("the day of the assessment")],
    *,
    tables: Tables,
) -> Cases:
    """Count a table of cases as of ``as_of``.

    Raises :class:`NotEvidenced` where a column is absent or a case is in two rows.
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
            raise NotEvidenced(f"the case `{case}` is in two rows", at=at(rows, row, table.case))
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


MEASURE = Measure(
    cases,
    "how fast objections are answered, by whom, and with what effect",
    failure_modes=(
        "Challenges that were never entered don't appear; compare with the number of complaints that the channel itself"
        " reports.",
        "A low upheld share may show good decisions or deaf ears, a high one bad decisions or open ears: the share is"
        " to be read, not maximised.",
        "Few cases give rough percentiles.",
    ),
    formulas=(
        Formula(
            "Waiting time with open cases: Kaplan and Meier",
            ("S(t) = ∏_d≤t (1 − e_d / n_d)",),
            "e_d of the n_d cases that had waited d days were answered then. The median is the first day on which S is"
            " at most ½; a case that is still open makes it longer, not shorter.",
        ),
    ),
    sources=("Kaplan and Meier 1958, Journal of the American Statistical Association 53",),
)
