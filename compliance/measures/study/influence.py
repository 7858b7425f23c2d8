"""How much the system changes people, recomputed from a study's own table.

One row a person and wave, with a number that is larger where things are worse for the person. The effect is
standardised, so that studies with different questions can be compared: 0.2 is commonly called small, 0.5 medium, 0.8
large (Cohen 1988).

*control*: people with the system against people without it, at the last wave (Hedges' g)::

    g = J (mean_t - mean_c) / s,   s the pooled standard deviation,   J = 1 - 3 / (4 N - 9),   N = n_t + n_c
    variance = N / (n_t n_c) + g^2 / (2 (N - 3.94))

*before-after*: without a control group, the last wave against the first, of the people who are in both (n of them)::

    g = J (mean_last - mean_first) / s,   s^2 the mean of the two variances,   J = 1 - 3 / (4 (n - 1) - 1)
    variance = J^2 (v / s^2) (1 / n + d^2 / (2 n)),   v the variance of the changes, d = g / J

The interval is g -+ 1.96 standard errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import NotEvidenced
from compliance.measures.calculations.distributions import Z
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Column, Formula, Means, Measure
from compliance.measures.evidence_columns import Tables, at, column, numbers

CONTROL, BEFORE_AFTER = "control", "before-after"


@dataclass(frozen=True, slots=True)
class StudyTable:
    """A study's table and its columns."""

    evidence: Annotated[str, Means("the id of a table with one row a person and wave")]
    person: Annotated[str, Column("the person")] = "person"
    wave: Annotated[str, Column("the number of the wave; `wave` is empty if there is one only")] = "wave"
    condition: Annotated[
        str, Column("whether the person has the system; `condition` is empty if there is no control group")
    ] = "condition"
    outcome: Annotated[str, Column("a number that is larger where things are worse for the person")] = "outcome"
    treated: Annotated[str, Means("what the condition says of people with the system")] = "system"
    control: Annotated[str, Means("what the condition says of people without it")] = "control"


@dataclass(frozen=True, slots=True)
class Influence:
    """What the table shows."""

    effect: Annotated[float | None, Means("the effect, above 0 where the system makes it worse", "standard deviations")]
    lower: Annotated[float | None, Means("the lower end of its 95 % interval", "standard deviations")]
    upper: Annotated[float | None, Means("the upper end of its 95 % interval", "standard deviations")]
    design: Annotated[str, Means("`control` or `before-after`")]
    people: Annotated[int, Means("people with an outcome in some wave", "people")]
    treated: Annotated[int, Means("people with the system who went into the effect", "people")]
    control: Annotated[int, Means("people without it who went into the effect", "people")]
    waves: Annotated[int, Means("waves", "waves")]
    dropout: Annotated[
        float | None,
        Means("the part of those in the first wave who are not in the last; unknown with one wave", "share"),
    ]
    dropout_treated: Annotated[float | None, Means("the same, of people with the system", "share")]
    dropout_control: Annotated[float | None, Means("the same, of people without it", "share")]
    baseline_difference: Annotated[
        float | None, Means("the difference between the conditions in the first wave", "standard deviations")
    ]
    missing: Annotated[int, Means("empty outcomes", "rows")]
    unreadable: Annotated[int, Means("rows whose outcome, wave or person can't be read", "rows")]
    others: Annotated[int, Means("rows of other conditions", "rows")]
    note: Annotated[str, Means("why there is no effect; empty where there is one")]


@dataclass(slots=True)
class _Study:
    """Outcomes by wave and person, for people with and without the system."""

    outcomes: dict[float, dict[str, float]]
    treated: set[str]
    missing: int = 0
    unreadable: int = 0
    others: int = 0

    def at(self, wave: float, with_system: bool) -> dict[str, float]:
        """The outcomes in a wave of the people with, or without, the system."""
        return {who: x for who, x in self.outcomes[wave].items() if (who in self.treated) is with_system}


def influence(table: Annotated[StudyTable, Means("the study's table and its columns")], *, tables: Tables) -> Influence:
    """The standardised effect that a study's table shows.

    Raises :class:`NotEvidenced` where a column is absent, a person is in two conditions or twice in one wave.
    """
    study = _read(table, tables)
    waves = sorted(study.outcomes)
    if not waves:
        return _nothing(study, "the table holds no outcome")
    first, last = waves[0], waves[-1]
    treated, control = study.at(last, True), study.at(last, False)
    if any(study.at(wave, False) for wave in waves):
        design, paired = CONTROL, (list(treated.values()), list(control.values()))
        found = _between(*paired)
    else:
        design = BEFORE_AFTER
        both = [who for who in treated if who in study.outcomes[first]] if first != last else []
        paired = ([study.outcomes[first][who] for who in both], [treated[who] for who in both])
        found = _within(*paired)
    baseline = _between(list(study.at(first, True).values()), list(study.at(first, False).values()))
    people = {who for wave in study.outcomes.values() for who in wave}
    effect, error = found or (None, None)
    return Influence(
        effect=None if effect is None else rounded(effect),
        lower=None if effect is None or error is None else rounded(effect - Z * error),
        upper=None if effect is None or error is None else rounded(effect + Z * error),
        design=design,
        people=len(people),
        treated=len(paired[0]),
        control=len(paired[1]) if design == CONTROL else 0,
        waves=len(waves),
        dropout=_dropout(study.outcomes[first], study.outcomes[last]) if len(waves) > 1 else None,
        dropout_treated=_dropout(study.at(first, True), treated) if len(waves) > 1 else None,
        dropout_control=_dropout(study.at(first, False), control) if len(waves) > 1 else None,
        baseline_difference=rounded(baseline[0]) if baseline and design == CONTROL else None,
        missing=study.missing,
        unreadable=study.unreadable,
        others=study.others,
        note="" if found else _why_none(design, len(waves), *map(len, paired)),
    )


def _read(table: StudyTable, tables: Tables) -> _Study:
    rows = tables.table(table.evidence)
    people, outcomes = column(rows, table.person), column(rows, table.outcome)
    values = numbers(rows, table.outcome)
    waves: list[float | None] = numbers(rows, table.wave) if table.wave else [1.0] * rows.rows
    conditions = column(rows, table.condition) if table.condition else [table.treated] * rows.rows
    study = _Study({}, set())
    condition_of: dict[str, str] = {}
    cells = zip(people, waves, conditions, outcomes, values, strict=True)
    for row, (who, number, condition, outcome, value) in enumerate(cells):
        if condition not in (table.treated, table.control):
            study.others += 1
        elif who is None or number is None or (value is None and outcome is not None):
            study.unreadable += 1
        elif value is None:
            study.missing += 1
        else:
            if condition_of.setdefault(who, condition) != condition:
                raise NotEvidenced(f"`{who}` is in two conditions", at=at(rows, row, table.condition))
            in_wave = study.outcomes.setdefault(number, {})
            if who in in_wave:
                raise NotEvidenced(f"`{who}` is twice in one wave", at=at(rows, row, table.person))
            in_wave[who] = value
    study.treated = {who for who, condition in condition_of.items() if condition == table.treated}
    return study


def _between(treated: list[float], control: list[float]) -> tuple[float, float] | None:
    """Hedges' g and its standard error; None without a spread to measure by."""
    if len(treated) < 2 or len(control) < 2:
        return None
    number = len(treated) + len(control)
    pooled = (_variance(treated) * (len(treated) - 1) + _variance(control) * (len(control) - 1)) / (number - 2)
    if pooled == 0:
        return None
    g = (1 - 3 / (4 * number - 9)) * (_mean(treated) - _mean(control)) / math.sqrt(pooled)
    return g, math.sqrt(number / (len(treated) * len(control)) + g * g / (2 * (number - 3.94)))


def _within(first: list[float], last: list[float]) -> tuple[float, float] | None:
    """Standardised mean change and its standard error; None without a spread to measure by."""
    number = len(first)
    if number < 3:
        return None
    mean_variance = (_variance(first) + _variance(last)) / 2
    if mean_variance == 0:
        return None
    changes = [after - before for before, after in zip(first, last, strict=True)]
    correction = 1 - 3 / (4 * (number - 1) - 1)
    d = _mean(changes) / math.sqrt(mean_variance)
    variance = _variance(changes) / mean_variance * (1 / number + d * d / (2 * number))
    return correction * d, correction * math.sqrt(variance)


def _mean(numbers: list[float]) -> float:
    return math.fsum(numbers) / len(numbers)


def _variance(numbers: list[float]) -> float:
    mean = _mean(numbers)
    return math.fsum((number - mean) ** 2 for number in numbers) / (len(numbers) - 1)


def _dropout(first: dict[str, float], last: dict[str, float]) -> float | None:
    return rounded(len(first.keys() - last.keys()) / len(first)) if first else None


def _nothing(study: _Study, note: str) -> Influence:
    return Influence(
        None, None, None, "", 0, 0, 0, 0, None, None, None, None, study.missing, study.unreadable, study.others, note
    )


def _why_none(design: str, waves: int, treated: int, control: int) -> str:
    if design == CONTROL and min(treated, control) < 2:
        return "the last wave holds fewer than two people of a condition"
    if design == BEFORE_AFTER and waves < 2:
        return "there is neither a control group nor a second wave"
    if design == BEFORE_AFTER and treated < 3:
        return "fewer than three people are in both the first and the last wave"
    return "all outcomes are equal"


MEASURE = Measure(
    influence,
    "how much the system changes people, as an effect with its interval",
    failure_modes=(
        "Before-after takes every change over time for the system's.",
        "Who drops out is seldom like who stays: `dropout`, and how it differs between the conditions, has to be looked"
        " at.",
        "People who differ at the first wave (`baseline_difference`) were perhaps not assigned by chance.",
        "The interval is rough for fewer than about 20 people a condition.",
    ),
    formulas=(
        Formula(
            "Influence: Hedges' g",
            ("g = J · (x_1 − x_2) / s", "J = 1 − 3 / (4N − 9)"),
            "x_1 and x_2 are the means of the people with and without the system at the last wave, N people in all; or"
            " of the same n people at the last and the first wave, and J is then 1 − 3 / (4n − 5). s is their pooled"
            " standard deviation.",
        ),
    ),
    sources=(
        "Hedges and Olkin 1985, Statistical Methods for Meta-Analysis",
        "Chen and Peace 2013, Applied Meta-Analysis with R",
        "Borenstein et al. 2009, Introduction to Meta-Analysis, chapter 4",
        "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences",
    ),
)
