"""What a standard's files may say: one dataclass for each kind of file and each part of it.

Their JSON Schemas, for editors, are printed by ``compliance schema``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from compliance.standard.constraints import (
    EMPTY,
    Day,
    Days,
    Expression,
    Identifier,
    Keys,
    LevelNumber,
    Limits,
    Line,
    Name,
    Part,
    Text,
    Weight,
    about,
)

Scalar = bool | int | float | str
Obligation = Literal["must", "should", "may"]
Direction = Literal["people-to-ai", "ai-to-people", "both"]
ScoringModel = Literal["weighted-geometric-mean", "default", "flat", "flat-unweighted", "absolute"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Part):
    """A source that criteria cite by its key."""

    text: Line = field(metadata=about("Author, year, title, where; as the report prints it."))
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Param(Part):
    """A threshold or other constant that criteria read as ``params.NAME``."""

    value: Scalar = field(metadata=about("Write 1.0 for a decimal number and 1 for a whole one: the type counts."))
    unit: Line | None = None
    why: Text = field(metadata=about("Why this value."))
    source: str | None = field(
        default=None, metadata=about("Key into references; leave out where the value is proposed.")
    )
    proposed: bool = field(default=False, metadata=about("The value is this standard's own choice."))
    stricter: Literal["higher", "lower"] | None = field(
        default=None,
        metadata=about(
            "Which way the criteria that read it ask for more; a profile that goes the other way weakens them."
        ),
    )

    def __post_init__(self) -> None:
        if bool(self.source) == self.proposed:
            raise ValueError("a parameter has either a source or proposed: true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Part):
    """A level of the standard; levels are numbered from 1 without gaps."""

    number: LevelNumber
    name: Line
    description: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Part):
    """A group of criteria."""

    id: Identifier
    title: Line
    description: Text | None = None
    weight: Weight = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring(Part):
    """How families make the overall score."""

    model: ScoringModel = "weighted-geometric-mean"
    floor: Annotated[float, Limits(gt=0, lt=1)] = field(
        default=0.01,
        metadata=about("Added before the geometric mean and taken off after it, so that one zero is not all."),
    )
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Part):
    """A line of the report's cover."""

    label: Line
    value: Expression = field(metadata=about("A CEL expression of type string."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Part):
    """What the report's cover says of the dossier."""

    title: Expression = field(metadata=about("A CEL expression of type string: the name of what is assessed."))
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaper(Part):
    """Who took part in shaping the standard."""

    who: Line
    how: Text
    when: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFile(Part):
    """``standard.yaml``."""

    id: Identifier
    title: Line
    version: Line
    status: Literal["draft", "published", "withdrawn"]
    description: Text | None = None
    next_review: Day | None = None
    shaped_by: tuple[Shaper, ...] = ()
    challenge: Text | None = field(default=None, metadata=about("How anyone can challenge a criterion."))
    levels: Annotated[tuple[Level, ...], Limits(min_length=1)]
    families: Annotated[tuple[Family, ...], Limits(min_length=1)]
    scoring: Scoring = Scoring()
    params: dict[Name, Param] = field(default_factory=dict, metadata=EMPTY)
    references: dict[str, Reference] = field(default_factory=dict, metadata=EMPTY)
    cover: Cover


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Part):
    """One requirement: an expression that must be true, and what to say where it is not."""

    that: Expression = field(metadata=about("A CEL expression of type bool."))
    say: Line = field(metadata=about("Text for the reader; {expressions} in braces are filled in."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort(Part):
    """What the remedy costs."""

    days: Days
    per: Name | None = field(
        default=None, metadata=about("The variable of `each`: the days are for each item that did not pass.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Part):
    """One normative statement with the checks that decide it."""

    id: Identifier
    title: Line
    level: LevelNumber
    obligation: Obligation
    weight: Weight = 1.0
    direction: Direction | None = None
    statement: Text = field(metadata=about("Normative text, Markdown; the report prints it."))
    rationale: Text | None = field(default=None, metadata=about("Why, Markdown."))
    source: Keys = field(default=(), metadata=about("Keys into references."))
    when: Expression | None = field(default=None, metadata=about("CEL, bool: whether the criterion applies."))
    each: Expression | None = field(
        default=None, metadata=about("NAME in LIST: the clauses are checked for each item.")
    )
    where: Expression | None = field(default=None, metadata=about("CEL, bool: which items count."))
    let: dict[Name, Expression] = field(
        default_factory=dict, metadata=EMPTY | about("Names for what the clauses read more than once.")
    )
    require: tuple[Clause, ...] = ()
    review: Text | None = field(default=None, metadata=about("The question for a person, where only people decide."))
    points: Expression = field(default="share", metadata=about("share, all-or-nothing, or a CEL number in [0, 1]."))
    remedy: Text | None = field(default=None, metadata=about("What to do, in the reader's words."))
    effort: Effort | None = None

    def __post_init__(self) -> None:
        if bool(self.require) == bool(self.review):
            raise ValueError("a criterion has either `require` (a machine decides) or `review` (a person decides)")
        if self.where and not self.each:
            raise ValueError("`where` chooses among the items of `each`, which is missing")
        if self.review and (self.each or self.let):
            raise ValueError("`review` asks one question of the whole dossier: leave out `each` and `let`")


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaFile(Part):
    """``criteria/*.yaml``: the criteria of one family."""

    family: Identifier
    criteria: Annotated[tuple[Criterion, ...], Limits(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Part):
    """A criterion left out by a profile."""

    criterion: Identifier
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamChange(Part):
    """Another value for a parameter, by a profile."""

    param: Name
    value: Scalar
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightChange(Part):
    """Another weight for a criterion, by a profile."""

    criterion: Identifier
    weight: Weight
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFile(Part):
    """``profiles/*.yaml``: a tailoring of the standard, each change with its reason."""

    id: Identifier
    title: Line
    description: Text | None = None
    standard: Identifier = field(metadata=about("The id of the standard that the profile tailors."))
    level: LevelNumber | None = field(default=None, metadata=about("The level asked for under this profile."))
    exclude: tuple[Exclusion, ...] = ()
    params: tuple[ParamChange, ...] = ()
    weights: tuple[WeightChange, ...] = ()
