"""Rule tests: what a standard's ``tests/*.yaml`` may say, and how they are read.

A case is a small change of a base dossier, ``tests/base/``, and what one criterion must say of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from compliance.assess.assessment.outcome import Outcome
from compliance.errors import Cause, ComplianceError, Problem, collecting, in_order
from compliance.files.sources import open_files
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.standard.constraints import EMPTY, Day, Identifier, Limits, Line, Name, Part, about
from compliance.standard.loaded import Standard
from compliance.standard.model import Scalar
from compliance.standard.validate import other_type, unknown_name, validate

TESTS = "tests"

DossierPath = Annotated[str, Limits(min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Part):
    """One test of one criterion: the base dossier with a change, and the finding that it must have."""

    criterion: Identifier
    name: Line = field(metadata=about("What the case is, as a policy author would say it."))
    expect: Outcome = field(metadata=about("The finding's outcome."))
    edge: Name | None = field(
        default=None,
        metadata=about("The parameter at whose threshold the case stands: one step of it changes what is found."),
    )
    only: tuple[Name, ...] | None = field(
        default=None,
        metadata=about("The sections of the base that are kept, where not all are; the changes come after that."),
    )
    set: dict[DossierPath, Any] = field(
        default_factory=dict,
        metadata=EMPTY
        | about("Paths in the dossier, as expressions write them or with an id in brackets, and new values."),
    )
    remove: tuple[DossierPath, ...] = field(default=(), metadata=about("Paths that are taken out of the dossier."))
    tables: dict[Identifier, str] = field(
        default_factory=dict,
        metadata=EMPTY | about("CSV text in place of the base's file, by the id of the evidence."),
    )
    rows: dict[Identifier, Annotated[int, Limits(ge=0)]] = field(
        default_factory=dict,
        metadata=EMPTY | about("How many of a table's first rows are kept, by the id of the evidence."),
    )
    params: dict[Name, Scalar] = field(default_factory=dict, metadata=EMPTY | about("Other values for parameters."))
    says: tuple[Line, ...] | None = field(default=None, metadata=about("The messages of all reasons, in order."))
    at: tuple[str, ...] | None = field(default=None, metadata=about("The dossier paths of all reasons, in order."))
    points: Annotated[float, Limits(ge=0, le=1)] | None = field(
        default=None, metadata=about("The finding's points, low end.")
    )

    def __post_init__(self) -> None:
        if both := sorted(self.tables.keys() & self.rows.keys()):
            raise ValueError(f"`{both[0]}` stands under both `tables` and `rows`")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesFile(Part):
    """``tests/*.yaml``: the cases of one family."""

    family: Identifier
    as_of: Day = field(metadata=about("The day of all assessments in the file."))
    cases: Annotated[tuple[Case, ...], Limits(min_length=1)]


@dataclass(frozen=True, slots=True)
class PlacedCase:
    """A case with its day and its place."""

    case: Case
    as_of: Day
    tree: Tree
    index: int


def load_cases(standard: Standard) -> list[PlacedCase]:
    """The standard's cases in the order of its files.

    Raises :class:`ComplianceError` (cause STANDARD) for a file that is wrong, and for an unknown name.
    """
    with open_files(standard.origin, Cause.STANDARD) as files:
        problems: list[Problem] = []
        read: list[tuple[Tree, CasesFile]] = []
        for name in files.list(TESTS, (".yaml",)):
            with collecting(problems):
                tree = parse_yaml(files.read(name))
                read.append((tree, validate(CasesFile, tree)))
    problems.extend(problem for tree, file in read for problem in _problems(standard, tree, file))
    if problems:
        raise ComplianceError(Cause.STANDARD, in_order(problems))
    return [PlacedCase(case, file.as_of, tree, i) for tree, file in read for i, case in enumerate(file.cases)]


def _problems(standard: Standard, tree: Tree, file: CasesFile) -> list[Problem]:
    problems = []
    own = [placed.criterion.id for placed in standard.criteria if placed.family == file.family]
    params = standard.file.params
    if file.family not in standard.families:
        known = list(standard.families)
        problems.append(unknown_name("family", file.family, known, tree, ("family",)))
    for index, case in enumerate(file.cases):
        if case.criterion not in own:
            problems.append(unknown_name("criterion", case.criterion, own, tree, ("cases", index, "criterion")))
        if case.edge is not None and case.edge not in params:
            problems.append(unknown_name("parameter", case.edge, list(params), tree, ("cases", index, "edge")))
        for name, value in case.params.items():
            if name not in params:
                path = ("cases", index, "params", name)
                problems.append(unknown_name("parameter", name, list(params), tree, path, key=True))
            elif type(value) is not type(params[name].value):
                place = tree.place(("cases", index, "params", name))
                problems.append(other_type(name, value, params[name].value, place))
    return problems
