"""Runs rule tests: checks for each case that the criterion finds on the changed dossier what the case expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from compliance.assess.assessment.model import Finding, Outcome
from compliance.assess.checker import Checker
from compliance.assess.computations import Computations
from compliance.authoring.case_dossier import Base
from compliance.authoring.rule_cases import TESTS, PlacedCase
from compliance.dossier.load import Dossier
from compliance.errors import ComplianceError, Place, Problem

BASE = "base"
WHOLE_STEP, DECIMAL_STEP = 1, 0.01
"""How far a parameter is moved to see whether a case is at its threshold. The decimal step is *proposed*."""

AT, BELOW = "at", "below"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The result of a case: its problems, its finding, and on which side of a threshold it is."""

    placed: PlacedCase
    finding: Finding | None
    problems: tuple[Problem, ...] = ()
    side: str = ""
    stricter: str = ""

    @property
    def passed(self) -> bool:
        """Whether all that the case says holds."""
        return not self.problems


@dataclass(slots=True)
class Runner:
    """Runs cases against one standard; a dossier that several evaluations of a case need is made once."""

    checker: Checker
    base: Base = field(init=False)

    def __post_init__(self) -> None:
        standard = self.checker.tailored.standard
        self.base = Base.of(standard.part(f"{TESTS}/{BASE}"), standard.dossier_schema)

    def run(self, cases: Sequence[PlacedCase], progress: Progress | None = None) -> list[CaseResult]:
        """The results of cases, in their order. Raises :class:`ComplianceError` only for a base that is wrong."""
        results = []
        for number, placed in enumerate(cases):
            if progress is not None:
                progress(number, len(cases), f"{placed.case.criterion} {placed.case.name}")
            results.append(self.result(placed))
        return results

    def result(self, placed: PlacedCase) -> CaseResult:
        """The result of one case."""
        try:
            dossier = self.base.altered(placed)
        except ComplianceError as error:
            return CaseResult(placed, None, error.problems)
        known = Computations.of(dossier)
        finding = self._find(placed, dossier, known, placed.case.params)
        problems = _differences(placed, finding)
        side = stricter = ""
        if placed.case.edge and not problems:
            side, stricter = self._edge(placed, dossier, known, finding)
            if not side:
                step = _step(self._value(placed, placed.case.edge))
                message = f"the case is not at the threshold `{placed.case.edge}`"
                hint = "the finding is the same there; choose a value nearer to the threshold, or leave `edge` out"
                place = placed.tree.place(("cases", placed.index, "edge"))
                problems = [
                    Problem("case-not-at-threshold", message, place, f"another finding when it moves by {step}", hint)
                ]
            problems += self._wrong_way(placed, stricter)
        return CaseResult(placed, finding, tuple(problems), side, stricter)

    def _find(self, placed: PlacedCase, dossier: Dossier, known: Computations, params: Mapping[str, Any]) -> Finding:
        tailored = self.checker.tailored
        checker = replace(self.checker, tailored=replace(tailored, params={**tailored.params, **params}))
        return checker.find(dossier, placed.as_of, (placed.case.criterion,), known)[0]

    def _value(self, placed: PlacedCase, param: str) -> Any:
        return placed.case.params.get(param, self.checker.tailored.params[param])

    def _edge(self, placed: PlacedCase, dossier: Dossier, known: Computations, finding: Finding) -> tuple[str, str]:
        """On which side of the threshold a case is, and which direction is stricter; empty for neither.

        A case is just at a threshold if one step of the parameter removes its pass, or its full points; just below it
        if a step adds them.
        """
        param = placed.case.edge or ""
        value = self._value(placed, param)
        if isinstance(value, bool | str):
            return "", ""
        step = _step(value)
        for moved, up in ((round(value + step, 12), True), (round(value - step, 12), False)):
            other = self._find(placed, dossier, known, {**placed.case.params, param: moved})
            here, there = _standing(finding), _standing(other)
            if any(mine and not theirs for mine, theirs in zip(here, there, strict=True)):
                return AT, "higher" if up else "lower"
            if any(theirs and not mine for mine, theirs in zip(here, there, strict=True)):
                return BELOW, "lower" if up else "higher"
        return "", ""

    def _wrong_way(self, placed: PlacedCase, shown: str) -> list[Problem]:
        """The case shows which way the parameter grows stricter; the standard may say the opposite."""
        param = self.checker.tailored.standard.file.params[placed.case.edge or ""]
        if not shown or param.stricter in (shown, None):
            return []
        message = f"the case shows that `{placed.case.edge}` asks for more when it is {shown}"
        hint = f"correct `stricter` of the parameter, which says {param.stricter}"
        return [Problem("stricter-wrong-way", message, placed.tree.place(("cases", placed.index, "edge")), hint=hint)]


def _step(value: Any) -> float:
    return WHOLE_STEP if isinstance(value, int) else DECIMAL_STEP


def _standing(finding: Finding) -> tuple[bool, bool]:
    passes = finding.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    return passes, finding.points == 1


def _differences(placed: PlacedCase, finding: Finding) -> list[Problem]:
    case = placed.case
    found: list[tuple[str, str, object, object]] = []
    if finding.outcome.value != case.expect:
        reasons = "; ".join(reason.message for reason in finding.reasons[:3])
        got = finding.outcome.value + (f" ({reasons})" if reasons else "")
        found.append(("expect", "the outcome is", got, case.expect))
    elif case.says is not None and (says := tuple(reason.message for reason in finding.reasons)) != case.says:
        found.append(("says", "the messages are", _lines(says), _lines(case.says)))
    if case.at is not None and (at := tuple(reason.at.path for reason in finding.reasons)) != case.at:
        found.append(("at", "the places are", ", ".join(at), ", ".join(case.at)))
    if case.points is not None and abs(finding.points - case.points) > 1e-9:
        found.append(("points", "the points are", finding.points, case.points))
    return [
        Problem("case-differs", f"{what} {got}", placed.tree.place(("cases", placed.index, key)), str(wanted))
        for key, what, got, wanted in found
    ]


def _lines(texts: Sequence[str]) -> str:
    return " / ".join(texts) or "none"


def place_of(placed: PlacedCase) -> Place:
    """The place of a case in its file."""
    return placed.tree.place(("cases", placed.index))
