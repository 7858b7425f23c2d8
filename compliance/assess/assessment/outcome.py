"""What a finding can come to, and everything that is said of each outcome: how it counts, reads and is drawn.

This is the one table of outcomes. Scores, levels, output formats and the report read it; a new outcome is a new member
here, a field of :class:`Counts`, and whatever evaluates a criterion to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Literal, Self

Sarif = tuple[str, Mapping[str, str]]
"""SARIF 2.1.0: the kind of a result, and its level by the obligation of the criterion."""

_NEVER: Sarif = "none", {"must": "none", "should": "none", "may": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of one outcome. Texts are English; whoever prints another language looks them up."""

    label: str
    #: One sentence for a reader who meets the word for the first time.
    meaning: str
    #: The field of :class:`Counts` that counts it.
    counted: str
    #: The points of what came to it, at least and at most; a rule may give a pass or a fail points of its own.
    points: tuple[float, float]
    #: 0 where it hides nothing; of several outcomes the one with the highest severity is what they come to together.
    severity: int
    #: Its place in a list for readers: what hinders first.
    reading: int
    #: Whether it counts: everything but what the criterion's own condition rules out.
    applies: bool = True
    passes: bool = False
    #: Neither passed nor failed: it might still become either.
    open: bool = False
    #: Needs no explanation and no remedy.
    quiet: bool = False
    #: What is said of an item that is not explained in full; for outcomes that need an explanation.
    brief: str = ""
    #: How many there are, as a sentence's end in singular and plural; for open outcomes.
    waiting: tuple[str, str] = ("", "")
    sarif: Sarif = _NEVER
    #: The element of a JUnit test case, empty where the case has none.
    junit: Literal["", "failure", "error", "skipped"] = ""
    #: OSCAL's reason for the status of an objective; the status is satisfied where the outcome is quiet.
    oscal: Literal["pass", "fail", "other"] = "other"
    #: The colour of its word on a terminal, as click names it.
    colour: str
    #: The class of its sign in the report's styles. Signs differ in line as well as in colour.
    look: Literal["good", "bad", "unknown", "asks", "broken", "aside"]


class Outcome(StrEnum):
    """A criterion's outcome on a dossier. The attributes are those of :class:`Facts`."""

    _value_: str
    label: str
    meaning: str
    counted: str
    points: tuple[float, float]
    severity: int
    reading: int
    applies: bool
    passes: bool
    open: bool
    quiet: bool
    brief: str
    waiting: tuple[str, str]
    sarif: Sarif
    junit: Literal["", "failure", "error", "skipped"]
    oscal: Literal["pass", "fail", "other"]
    colour: str
    look: Literal["good", "bad", "unknown", "asks", "broken", "aside"]

    def __new__(cls, value: str, facts: Facts) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        for fact in fields(facts):
            setattr(member, fact.name, getattr(facts, fact.name))
        return member

    PASS = (
        "pass",
        Facts(
            label="pass",
            meaning="The evidence meets every clause of the criterion.",
            counted="passed",
            points=(1.0, 1.0),
            severity=0,
            reading=5,
            passes=True,
            quiet=True,
            oscal="pass",
            colour="green",
            look="good",
        ),
    )
    FAIL = (
        "fail",
        Facts(
            label="fail",
            meaning="The evidence is there, and it does not meet the criterion.",
            counted="failed",
            points=(0.0, 0.0),
            brief="the condition is false",
            severity=3,
            reading=1,
            sarif=("fail", {"must": "error", "should": "warning", "may": "note"}),
            junit="failure",
            oscal="fail",
            colour="red",
            look="bad",
        ),
    )
    NOT_EVIDENCED = (
        "not-evidenced",
        Facts(
            label="not evidenced",
            meaning="The dossier does not say, or the evidence is missing, unreadable or out of date.",
            counted="not_evidenced",
            points=(0.0, 1.0),
            brief="the dossier doesn't say what this needs",
            severity=2,
            reading=3,
            open=True,
            waiting=("%(num)s is not evidenced", "%(num)s are not evidenced"),
            sarif=("fail", {"must": "warning", "should": "note", "may": "note"}),
            junit="failure",
            colour="yellow",
            look="unknown",
        ),
    )
    NOT_APPLICABLE = (
        "not-applicable",
        Facts(
            label="not applicable",
            meaning="The criterion's own condition rules it out here; it counts neither way.",
            counted="not_applicable",
            points=(0.0, 0.0),
            severity=0,
            reading=6,
            applies=False,
            quiet=True,
            junit="skipped",
            colour="bright_black",
            look="aside",
        ),
    )
    NEEDS_REVIEW = (
        "needs-review",
        Facts(
            label="needs review",
            meaning="A person has to decide, and nobody has yet.",
            counted="needs_review",
            points=(0.0, 1.0),
            brief="a person has to decide",
            severity=1,
            reading=4,
            open=True,
            waiting=("%(num)s needs review by a person", "%(num)s need review by a person"),
            sarif=("review", {"must": "none", "should": "none", "may": "none"}),
            junit="skipped",
            colour="yellow",
            look="asks",
        ),
    )
    ERROR = (
        "error",
        Facts(
            label="error",
            meaning="The rule or a computation broke; this is never counted as a pass.",
            counted="error",
            points=(0.0, 1.0),
            brief="the rule could not be evaluated",
            severity=4,
            reading=2,
            open=True,
            waiting=("%(num)s ended in an error", "%(num)s ended in an error"),
            sarif=("fail", {"must": "error", "should": "error", "may": "error"}),
            junit="error",
            colour="magenta",
            look="broken",
        ),
    )

    @classmethod
    def worst(cls, outcomes: Iterable[Outcome]) -> Outcome:
        """What several outcomes come to together; none of them, or none that is severe, is a pass."""
        found = max(outcomes, key=lambda outcome: outcome.severity, default=cls.PASS)
        return found if found.severity else cls.PASS


#: Outcomes in the order in which a reader needs them: what hinders first.
READING_ORDER: tuple[Outcome, ...] = tuple(sorted(Outcome, key=lambda outcome: outcome.reading))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many findings had which outcome."""

    passed: int = field(default=0, metadata={"ge": 0})
    failed: int = field(default=0, metadata={"ge": 0})
    not_evidenced: int = field(default=0, metadata={"ge": 0})
    not_applicable: int = field(default=0, metadata={"ge": 0})
    needs_review: int = field(default=0, metadata={"ge": 0})
    error: int = field(default=0, metadata={"ge": 0})

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Counts:
        """The counts of some outcomes."""
        tally = dict.fromkeys((outcome.counted for outcome in Outcome), 0)
        for outcome in outcomes:
            tally[outcome.counted] += 1
        return cls(**tally)

    def number(self, outcome: Outcome) -> int:
        """How many had this outcome."""
        value: int = getattr(self, outcome.counted)
        return value

    @property
    def applicable(self) -> int:
        """How many apply."""
        return sum(self.number(outcome) for outcome in Outcome if outcome.applies)
