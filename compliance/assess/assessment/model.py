"""The assessment: what a check returns, frozen and free of behaviour.

The JSON form of :class:`Assessment` is the project's published interchange form; ``compliance schema assessment``
prints its JSON Schema. Fields are only added within a schema version, never renamed or given another meaning.
:mod:`compliance.assess.assessment.data` writes it, :mod:`compliance.assess.assessment.read` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from compliance.assess.assessment.annexes import Correspondence as Correspondence
from compliance.assess.assessment.annexes import Determination, Plan, Robustness, Waiver
from compliance.assess.assessment.annexes import HeldToItself as HeldToItself
from compliance.assess.assessment.annexes import OwnResult as OwnResult
from compliance.assess.assessment.annexes import Parameter as Parameter
from compliance.assess.assessment.outcome import Counts as Counts
from compliance.assess.assessment.outcome import Outcome as Outcome
from compliance.assess.assessment.parts import COUNT, DATE, FROM_ONE, LEVEL, SHA256, SHARE, WEIGHT, about
from compliance.assess.assessment.parts import Interval as Interval
from compliance.assess.assessment.parts import Scalar as Scalar
from compliance.files.manifest import FileDigest as FileDigest

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Result = DataclassInstance | Mapping[str, Any]
else:
    # Which dataclass it is depends on the name of the measure; the reader sees to that.
    Result = Any

#: What this version writes. Of the same major version it reads older ones, and newer ones without what they added.
SCHEMA_VERSION = "1.1"
#: What assessments of version 1.0, which does not say it, were scored with.
FLOOR_OF_1_0 = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A place in a file of the dossier or the standard; lines and columns count from 1."""

    file: str
    line: int | None = field(default=None, metadata=FROM_ONE)
    column: int | None = field(default=None, metadata=FROM_ONE)
    path: str = field(
        default="", metadata=about("Path in the data as expressions write it, for example judges[0].name.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value that an expression read, and its place."""

    path: str
    value: Scalar
    at: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an item, or a finding as a whole, did not pass."""

    outcome: Outcome
    clause: str = field(metadata=about("The expression that decided, as the rule file writes it."))
    message: str = field(metadata=about("The author's message with its values, or ours where the data is missing."))
    at: At = field(metadata=about("The place of the deciding value in the dossier, or where it is missing."))
    rule: At = field(metadata=about("The place of the clause in the standard."))
    found: Scalar = None
    wanted: str = ""
    would_pass: Scalar = field(
        default=None, metadata=about("The nearest value that would pass, where the clause is a comparison.")
    )
    read: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a criterion with ``each`` looks at."""

    path: str = field(metadata=about("For example judges[0]."))
    name: str = field(metadata=about("A name for people: the item's name, title or id where it has one."))
    outcome: Outcome
    points: float = field(metadata=SHARE)
    points_high: float = field(metadata=SHARE)
    at: At
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A criterion's outcome on a dossier, with its points, its items and its explanation."""

    criterion: str
    title: str
    family: str
    level: int = field(metadata=about("The level that the criterion belongs to.", FROM_ONE))
    obligation: Literal["must", "should", "may"]
    direction: str | None = None
    weight: float = field(metadata=WEIGHT)
    statement: str = field(metadata=about("Normative text, Markdown."))
    rationale: str = field(default="", metadata=about("Why, Markdown."))
    sources: tuple[str, ...] = field(default=(), metadata=about("Keys into the assessment's references."))
    outcome: Outcome
    points: float = field(metadata=about("In [0, 1]; unassessed parts count as failed.", SHARE))
    points_high: float = field(metadata=about("In [0, 1]; unassessed parts count as passed.", SHARE))
    points_rule: str = field(
        default="", metadata=about("How points are earned: share, all-or-nothing, or the rule's expression.")
    )
    condition: str = field(
        default="", metadata=about("The condition that decided, where the criterion does not apply.")
    )
    question: str = field(default="", metadata=about("The question for a person, where a person has to decide."))
    items: tuple[Item, ...] = ()
    reasons: tuple[Reason, ...] = field(
        default=(),
        metadata=about("All reasons that are explained in full, those of the items included, in item order."),
    )
    remedy: str = field(default="", metadata=about("What to do, Markdown."))
    effort_days: float | None = field(
        default=None, metadata=about("Person-days for what has not passed.", {"ge": 0, "le": 1e8})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyResult:
    """A family's score over its applicable criteria; None where none applies."""

    id: str
    title: str
    description: str = ""
    weight: float = field(metadata=WEIGHT)
    score: Interval | None
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of the standard's levels."""

    number: int = field(metadata=FROM_ONE)
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaper:
    """Who took part in shaping the standard, how and when."""

    who: str
    how: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardIdentity:
    """Which standard was used, who shaped it, and how to challenge it."""

    id: str
    title: str
    version: str
    status: str
    levels: tuple[Level, ...]
    shaped_by: tuple[Shaper, ...] = ()
    next_review: str = field(
        default="", metadata=about("The day by which the standard is looked at again, YYYY-MM-DD.")
    )
    challenge: str = field(default="", metadata=about("How anyone can challenge a criterion, Markdown."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileIdentity:
    """Which tailoring of the standard was used, what it changed, and where it asks for less."""

    id: str
    title: str
    changes: tuple[str, ...] = ()
    weakens: tuple[str, ...] = field(
        default=(), metadata=about("Each way in which a `must` is weaker than in the standard.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the cover: a label and what the dossier says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One evidence file as it was read."""

    id: str
    path: str
    title: str = ""
    method: str = ""
    collected_by: str = ""
    collected_on: str = ""
    valid_until: str = ""
    size: int = field(metadata=COUNT)
    sha256: str = field(metadata=SHA256)
    used_by: tuple[str, ...] = field(default=(), metadata=about("Ids of the criteria whose evaluation read the file."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """One Markdown file of the dossier, as submitted."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One computation of a measure: its arguments as the rule writes them and its result, field by field."""

    measure: str
    expression: str
    criteria: tuple[str, ...]
    subject: str = field(default="", metadata=about("Name of the item it was computed for, where there is one."))
    result: Result = field(
        metadata=about("The result of the measure of this name; of a measure that is not known here, plain data.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """sha256 over the canonical form of each input."""

    dossier: str = field(metadata=SHA256)
    standard: str = field(metadata=SHA256)
    profile: str | None = field(default=None, metadata=SHA256)
    dossier_files: tuple[FileDigest, ...] = field(
        default=(), metadata=about("Every file of the dossier that was read; `dossier` is over their manifest.")
    )
    standard_files: tuple[FileDigest, ...] = field(
        default=(), metadata=about("Every file of the standard; `standard` is over their manifest.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What made the assessment."""

    name: str = "compliance"
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All findings, score, level, inputs' digests, engine version and as-of date."""

    schema_version: str = SCHEMA_VERSION
    engine: Engine
    standard: StandardIdentity
    profile: ProfileIdentity | None = None
    as_of: str = field(metadata=about("The date of the assessment, YYYY-MM-DD, UTC.", DATE))
    title: str = field(metadata=about("The name of what is assessed."))
    facts: tuple[Fact, ...] = ()
    level: int = field(metadata=about("Highest level reached; 0 is none.", LEVEL))
    level_name: str = ""
    level_high: int = field(
        metadata=about("Highest level that could be reached if all that is unassessed passed.", LEVEL)
    )
    score: Interval
    scoring_model: str
    scoring_floor: float = field(
        default=FLOOR_OF_1_0,
        metadata=about("What a geometric mean adds to each score and takes off again.", {"gt": 0, "lt": 1}),
    )
    counts: Counts
    digests: Digests
    families: tuple[FamilyResult, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measured, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    narrative: tuple[Narrative, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    params: dict[str, Scalar] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    crosswalk: tuple[Correspondence, ...] = ()
    held_to_itself: HeldToItself | None = None
    robustness: Robustness | None = None
    plan: Plan | None = None
    determinations: tuple[Determination, ...] = ()
    waivers: tuple[Waiver, ...] = ()
