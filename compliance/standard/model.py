"""What a standard's files may say: one model for each kind of file.

Their JSON Schemas, for editors, are printed by ``compliance schema``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Scalar = bool | int | float | str
Obligation = Literal["must", "should", "may"]
Direction = Literal["people-to-ai", "ai-to-people", "both"]
ScoringModel = Literal["weighted-geometric-mean", "default", "flat", "flat-unweighted", "absolute"]

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_date)]


class Part(BaseModel):
    """Base of every part of a rule file: frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(Part):
    """A source that criteria cite by its key."""

    text: Line = Field(description="Author, year, title, where; as the report prints it.")
    url: str | None = None


class Param(Part):
    """A threshold or other constant that criteria read as ``params.NAME``."""

    value: Scalar = Field(description="Write 1.0 for a decimal number and 1 for a whole one: the type counts.")
    unit: Line | None = None
    why: Text = Field(description="Why this value.")
    source: str | None = Field(None, description="Key into references; leave out where the value is proposed.")
    proposed: bool = Field(False, description="The value is this standard's own choice.")
    stricter: Literal["higher", "lower"] | None = Field(
        None,
        description="Which way the criteria that read it ask for more; a profile that goes the other way weakens them.",
    )

    @model_validator(mode="after")
    def _has_origin(self) -> Param:
        if bool(self.source) == self.proposed:
            raise ValueError("a parameter has either a source or proposed: true")
        return self


class Level(Part):
    """One step of the standard; levels are numbered from 1 without gaps."""

    number: Annotated[int, Field(ge=1, le=1_000)]
    name: Line
    description: Text | None = None


class Family(Part):
    """A group of criteria."""

    id: Identifier
    title: Line
    description: Text | None = None
    weight: Annotated[float, Field(gt=0, le=1e6)] = 1.0


class Scoring(Part):
    """How families make the overall score."""

    model: ScoringModel = "weighted-geometric-mean"
    floor: Annotated[float, Field(gt=0, lt=1)] = Field(
        0.01, description="Added before the geometric mean and taken off after it, so that one zero is not all."
    )
    source: str | None = None


class Fact(Part):
    """A line of the report's cover."""

    label: Line
    value: Expression = Field(description="A CEL expression of type string.")


class Cover(Part):
    """What the report's cover says of the dossier."""

    title: Expression = Field(description="A CEL expression of type string: the name of what is assessed.")
    facts: tuple[Fact, ...] = ()


class Shaper(Part):
    """Who took part in shaping the standard."""

    who: Line
    how: Text
    when: Line


class StandardFile(Part):
    """``standard.yaml``."""

    id: Identifier
    title: Line
    version: Line
    status: Literal["draft", "published", "withdrawn"]
    description: Text | None = None
    next_review: Day | None = None
    shaped_by: tuple[Shaper, ...] = ()
    challenge: Text | None = Field(None, description="How anyone can challenge a criterion.")
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    families: Annotated[tuple[Family, ...], Field(min_length=1)]
    scoring: Scoring = Scoring()
    params: dict[Name, Param] = {}
    references: dict[str, Reference] = {}
    cover: Cover


class Clause(Part):
    """One requirement: an expression that must be true, and what to say where it is not."""

    that: Expression = Field(description="A CEL expression of type bool.")
    say: Line = Field(description="Text for the reader; {expressions} in braces are filled in.")


class Effort(Part):
    """What the remedy costs."""

    days: Annotated[float, Field(ge=0, le=1e5)]
    per: Name | None = Field(None, description="The variable of `each`: the days are for each item that did not pass.")


class Criterion(Part):
    """One normative statement with the checks that decide it."""

    id: Identifier
    title: Line
    level: Annotated[int, Field(ge=1)]
    obligation: Obligation
    weight: Annotated[float, Field(gt=0, le=1e6)] = 1.0
    direction: Direction | None = None
    statement: Text = Field(description="Normative text, Markdown; the report prints it.")
    rationale: Text | None = Field(None, description="Why, Markdown.")
    source: Annotated[tuple[str, ...], BeforeValidator(_one_or_many)] = Field((), description="Keys into references.")
    when: Expression | None = Field(None, description="CEL, bool: whether the criterion applies.")
    each: Expression | None = Field(None, description="NAME in LIST: the clauses are checked for each item.")
    where: Expression | None = Field(None, description="CEL, bool: which items count.")
    let: dict[Name, Expression] = Field({}, description="Names for what the clauses read more than once.")
    require: tuple[Clause, ...] = ()
    review: Text | None = Field(None, description="The question for a person, where only people decide.")
    points: Expression = Field("share", description="share, all-or-nothing, or a CEL number in [0, 1].")
    remedy: Text | None = Field(None, description="What to do, in the reader's words.")
    effort: Effort | None = None

    @model_validator(mode="after")
    def _is_decidable(self) -> Criterion:
        if bool(self.require) == bool(self.review):
            raise ValueError("a criterion has either `require` (a machine decides) or `review` (a person decides)")
        if self.where and not self.each:
            raise ValueError("`where` chooses among the items of `each`, which is missing")
        if self.review and (self.each or self.let):
            raise ValueError("`review` asks one question of the whole dossier: leave out `each` and `let`")
        return self


class CriteriaFile(Part):
    """``criteria/*.yaml``: the criteria of one family."""

    family: Identifier
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Exclusion(Part):
    """A criterion left out by a profile."""

    criterion: Identifier
    why: Text


class ParamChange(Part):
    """Another value for a parameter, by a profile."""

    param: Name
    value: Scalar
    why: Text


class WeightChange(Part):
    """Another weight for a criterion, by a profile."""

    criterion: Identifier
    weight: Annotated[float, Field(gt=0, le=1e6)]
    why: Text


class ProfileFile(Part):
    """``profiles/*.yaml``: a tailoring of the standard, each change with its reason."""

    id: Identifier
    title: Line
    description: Text | None = None
    standard: Identifier = Field(description="The id of the standard that the profile tailors.")
    level: Annotated[int, Field(ge=1)] | None = Field(None, description="The level asked for under this profile.")
    exclude: tuple[Exclusion, ...] = ()
    params: tuple[ParamChange, ...] = ()
    weights: tuple[WeightChange, ...] = ()
