"""The assessment: what a check returns, frozen and free of behaviour.

The JSON form of :class:`Assessment` is the project's published interchange form; ``compliance schema assessment``
prints its JSON Schema. Fields are only added within a schema version, never renamed or given another meaning.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from compliance.assess.assessment.annexes import Correspondence as Correspondence
from compliance.assess.assessment.annexes import Determination, Plan, Robustness, Waiver
from compliance.assess.assessment.annexes import HeldToItself as HeldToItself
from compliance.assess.assessment.annexes import OwnResult as OwnResult
from compliance.assess.assessment.annexes import Parameter as Parameter
from compliance.assess.assessment.parts import Counts as Counts
from compliance.assess.assessment.parts import Interval as Interval
from compliance.assess.assessment.parts import Outcome as Outcome
from compliance.assess.assessment.parts import Record as Record
from compliance.assess.assessment.parts import Scalar as Scalar

SCHEMA_VERSION = "1.0"


class At(Record):
    """A place in a file of the dossier or the standard; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    path: str = Field("", description="Path in the data as expressions write it, for example judges[0].name.")


class Reading(Record):
    """One value that an expression read, and where it stands."""

    path: str
    value: Scalar
    at: At | None = None


class Reason(Record):
    """Why an item, or a finding as a whole, did not pass."""

    outcome: Outcome
    clause: str = Field(description="The expression that decided, as the rule file writes it.")
    message: str = Field(description="The author's message with its values, or ours where the data is missing.")
    at: At = Field(description="Where in the dossier the deciding value stands, or would stand.")
    rule: At = Field(description="Where the clause stands in the standard.")
    found: Scalar = None
    wanted: str = ""
    would_pass: Scalar = Field(None, description="The nearest value that would pass, where the clause is a comparison.")
    read: tuple[Reading, ...] = ()


class Item(Record):
    """One thing that a criterion with ``each`` looks at."""

    path: str = Field(description="For example judges[0].")
    name: str = Field(description="A name for people: the item's name, title or id where it has one.")
    outcome: Outcome
    points: float
    points_high: float
    at: At
    reasons: tuple[Reason, ...] = ()


class Finding(Record):
    """A criterion's outcome on a dossier, with its points, its items and its explanation."""

    criterion: str
    title: str
    family: str
    level: int
    obligation: Literal["must", "should", "may"]
    direction: str | None = None
    weight: float
    statement: str = Field(description="Normative text, Markdown.")
    rationale: str = Field("", description="Why, Markdown.")
    sources: tuple[str, ...] = Field((), description="Keys into the assessment's references.")
    outcome: Outcome
    points: float = Field(description="In [0, 1]; unassessed parts count as failed.")
    points_high: float = Field(description="In [0, 1]; unassessed parts count as passed.")
    condition: str = Field("", description="The condition that decided, where the criterion does not apply.")
    question: str = Field("", description="The question for a person, where a person has to decide.")
    items: tuple[Item, ...] = ()
    reasons: tuple[Reason, ...] = Field(
        (), description="All reasons that are explained in full, those of the items included, in item order."
    )
    remedy: str = Field("", description="What to do, Markdown.")
    effort_days: float | None = Field(None, description="Person-days for what has not passed.")


class FamilyResult(Record):
    """A family's score over its applicable criteria; None where none applies."""

    id: str
    title: str
    description: str = ""
    weight: float
    score: Interval | None
    counts: Counts


class Level(Record):
    """One of the standard's levels."""

    number: int
    name: str
    description: str = ""


class Shaper(Record):
    """Who took part in shaping the standard, how and when."""

    who: str
    how: str
    when: str


class StandardIdentity(Record):
    """Which standard was used, who shaped it, and how to challenge it."""

    id: str
    title: str
    version: str
    status: str
    levels: tuple[Level, ...]
    shaped_by: tuple[Shaper, ...] = ()
    next_review: str = Field("", description="The day by which the standard is looked at again, YYYY-MM-DD.")
    challenge: str = Field("", description="How anyone can challenge a criterion, Markdown.")


class ProfileIdentity(Record):
    """Which tailoring of the standard was used, what it changed, and where it asks for less."""

    id: str
    title: str
    changes: tuple[str, ...] = ()
    weakens: tuple[str, ...] = Field((), description="Each way in which a `must` is weaker than in the standard.")


class Fact(Record):
    """One line of the cover: a label and what the dossier says."""

    label: str
    value: str


class EvidenceFile(Record):
    """One evidence file as it was read."""

    id: str
    path: str
    title: str = ""
    method: str = ""
    collected_by: str = ""
    collected_on: str = ""
    valid_until: str = ""
    size: int
    sha256: str
    used_by: tuple[str, ...] = Field((), description="Ids of the criteria whose evaluation read the file.")


class Narrative(Record):
    """One Markdown file of the dossier, as submitted."""

    path: str
    text: str


class Measured(Record):
    """One computation of a measure: its arguments as the rule writes them and its result, field by field."""

    measure: str
    expression: str
    criteria: tuple[str, ...]
    subject: str = Field("", description="Name of the item it was computed for, where there is one.")
    result: dict[str, Any]


class Digests(Record):
    """sha256 over the canonical form of each input."""

    dossier: str
    standard: str
    profile: str | None = None


class Engine(Record):
    """What made the assessment."""

    name: str = "compliance"
    version: str


class Assessment(Record):
    """All findings, score, level, inputs' digests, engine version and as-of date."""

    schema_version: str = SCHEMA_VERSION
    engine: Engine
    standard: StandardIdentity
    profile: ProfileIdentity | None = None
    as_of: str = Field(description="The date the assessment speaks of, YYYY-MM-DD, UTC.")
    title: str = Field(description="The name of what is assessed.")
    facts: tuple[Fact, ...] = ()
    level: int = Field(description="Highest level reached; 0 is none.")
    level_name: str = ""
    level_high: int = Field(description="Highest level that could be reached if all that is unassessed passed.")
    score: Interval
    scoring_model: str
    counts: Counts
    digests: Digests
    families: tuple[FamilyResult, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measured, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    narrative: tuple[Narrative, ...] = ()
    references: dict[str, str] = Field(default_factory=dict)
    params: dict[str, Scalar] = Field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    crosswalk: tuple[Correspondence, ...] = ()
    held_to_itself: HeldToItself | None = None
    robustness: Robustness | None = None
    plan: Plan | None = None
    determinations: tuple[Determination, ...] = ()
    waivers: tuple[Waiver, ...] = ()
