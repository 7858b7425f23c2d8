"""A standard read from its folder: files held against their models, and every name in them against what it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.functions import Function, declare
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import CelType, Messages, schema_messages
from compliance.files.folder import Folder
from compliance.files.manifest import manifest_digest
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.log import timed
from compliance.standard.crosswalk import CROSSWALK, CrosswalkFile, problems_of_crosswalk
from compliance.standard.model import CriteriaFile, Criterion, Family, ProfileFile, StandardFile
from compliance.standard.validate import did_you_mean, nearest_of, unknown_name, validate

SCHEMA_FILE = "dossier.schema.yaml"
OWN = "self"
"""The folder in which a standard gives account of itself: a dossier, and a profile that chooses what applies to it."""


@dataclass(frozen=True, slots=True)
class PlacedCriterion:
    """A criterion with its family and where it stands."""

    criterion: Criterion
    family: str
    tree: Tree
    path: tuple[str | int, ...]

    def place(self, *parts: str | int, key: bool = False) -> Place:
        """Where a part of the criterion stands in its file."""
        return self.tree.place((*self.path, *parts), key=key)


@dataclass(frozen=True)
class Standard:
    """A standard as loaded: what its files say, not yet compiled."""

    file: StandardFile
    tree: Tree
    criteria: tuple[PlacedCriterion, ...]
    dossier_schema: dict[str, Any]
    schema_tree: Tree
    profiles: tuple[str, ...]
    crosswalk: CrosswalkFile | None
    folder: Path
    digest: str

    @property
    def families(self) -> Mapping[str, Family]:
        """Families by id, in the standard's order."""
        return {family.id: family for family in self.file.families}

    def profile_names(self) -> list[str]:
        """The profiles that come with the standard, by name."""
        return [Path(name).stem for name in self.profiles]

    @cached_property
    def level_numbers(self) -> list[int]:
        """The standard's levels, lowest first."""
        return [level.number for level in self.file.levels]


@timed("standard", "the standard was read and its schema checked")
def load_standard(path: Path) -> Standard:
    """Read the standard in the folder ``path``.

    Raises :class:`ComplianceError` (cause STANDARD) for whatever is wrong in a file, and for a name that names nothing.
    """
    with Folder(path, Cause.STANDARD) as folder:
        sources = []

        def read(name: str) -> Tree:
            source = folder.read(name)
            sources.append(source)
            return parse_yaml(source)

        tree = read("standard.yaml")
        file = validate(StandardFile, tree)
        schema_tree = read(SCHEMA_FILE)
        names = folder.list("criteria", (".yaml",))
        files = [(tree_, validate(CriteriaFile, tree_)) for tree_ in (read(name) for name in names)]
        profiles = tuple(folder.list("profiles", (".yaml",))) if folder.exists("profiles") else ()
        crosswalk_tree = read(CROSSWALK) if folder.exists(CROSSWALK) else None
        crosswalk = validate(CrosswalkFile, crosswalk_tree) if crosswalk_tree else None
        # What the standard says of itself is read when it is asked for; its digest is the standard's from the start.
        for name in (OWN, f"{OWN}/evidence", f"{OWN}/narrative"):
            sources.extend(folder.read(one) for one in folder.list(name, ("",)))
    criteria = tuple(
        PlacedCriterion(criterion, content.family, tree_, ("criteria", index))
        for tree_, content in files
        for index, criterion in enumerate(content.criteria)
    )
    order = {family.id: number for number, family in enumerate(file.families)}
    problems = [*_problems_of_standard(file, tree), *_problems_of_names(file, criteria, files)]
    if crosswalk and crosswalk_tree:
        ids = [placed.criterion.id for placed in criteria]
        problems.extend(problems_of_crosswalk(crosswalk, crosswalk_tree, file, ids))
    if not criteria:
        problems.append(Problem("the standard has no criteria", Place(str(path)), "criteria/*.yaml"))
    problems.extend(_problems_of_schema(schema_tree))
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    criteria = tuple(sorted(criteria, key=lambda one: order[one.family]))
    digest = manifest_digest(sources)
    return Standard(file, tree, criteria, schema_tree.data, schema_tree, profiles, crosswalk, path, digest)


def frontend_of(standard: Standard, functions: Mapping[str, Callable[..., Any]]) -> tuple[Frontend, dict[str, CelType]]:
    """The front end that checks this standard's expressions, and the types of the variables every criterion has.

    ``functions`` are offered to expressions by name; their signatures are their declarations.
    """
    messages = Messages()
    place = Place(standard.schema_tree.source.name)
    dossier = schema_messages(standard.dossier_schema, "dossier", "Dossier", messages, place)
    kinds = {bool: "bool", int: "int", float: "double", str: "string"}
    params = {name: CelType(kinds[type(param.value)]) for name, param in standard.file.params.items()}
    variables = {
        "dossier": dossier,
        "params": messages.add("standard.Params", params),
        "as_of": CelType("google.protobuf.Timestamp"),
    }
    declared: dict[str, Function] = {name: declare(name, call, messages) for name, call in functions.items()}
    return Frontend(messages, declared), variables


def load_profile(standard: Standard, name_or_path: str) -> tuple[ProfileFile, Tree]:
    """A profile of the standard by name, or from a file of one's own.

    Raises :class:`ComplianceError` where there is none, or it is wrong, or it tailors another standard.
    """
    if name_or_path in standard.profile_names():
        folder_path, name = standard.folder, f"profiles/{name_or_path}.yaml"
    else:
        given = Path(name_or_path)
        if not given.is_file():
            known = standard.profile_names()
            message = f"there is no profile `{name_or_path}`"
            hint = did_you_mean(name_or_path, known) or "name a profile of the standard, or a file"
            raise ComplianceError(Cause.SETTING, Problem(message, None, nearest_of(known), hint))
        folder_path, name = given.parent, given.name
    with Folder(folder_path, Cause.STANDARD) as folder:
        tree = parse_yaml(folder.read(name))
    profile = validate(ProfileFile, tree)
    problems = _problems_of_profile(standard, profile, tree)
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return profile, tree


def _problems_of_standard(file: StandardFile, tree: Tree) -> list[Problem]:
    problems = []
    numbers = [level.number for level in file.levels]
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(Problem("levels are not numbered 1, 2, 3 in order", tree.place(("levels",))))
    seen: set[str] = set()
    for index, family in enumerate(file.families):
        if family.id in seen:
            problems.append(Problem(f"the family `{family.id}` stands twice", tree.place(("families", index, "id"))))
        seen.add(family.id)
    references = list(file.references)
    for name, param in file.params.items():
        if param.source and param.source not in file.references:
            problems.append(unknown_name("source", param.source, references, tree.place(("params", name, "source"))))
    if file.scoring.source and file.scoring.source not in file.references:
        problems.append(unknown_name("source", file.scoring.source, references, tree.place(("scoring", "source"))))
    return problems


def _problems_of_names(
    file: StandardFile, criteria: tuple[PlacedCriterion, ...], files: list[tuple[Tree, CriteriaFile]]
) -> list[Problem]:
    problems = []
    families = [family.id for family in file.families]
    levels = [level.number for level in file.levels]
    for tree, content in files:
        if content.family not in families:
            problems.append(unknown_name("family", content.family, families, tree.place(("family",))))
    seen: dict[str, PlacedCriterion] = {}
    for placed in criteria:
        criterion = placed.criterion
        if criterion.id in seen:
            problems.append(Problem(f"the criterion `{criterion.id}` stands twice", placed.place("id")))
        seen[criterion.id] = placed
        if criterion.level not in levels:
            problems.append(unknown_name("level", str(criterion.level), list(map(str, levels)), placed.place("level")))
        for index, key in enumerate(criterion.source):
            if key not in file.references:
                problems.append(unknown_name("source", key, list(file.references), placed.place("source", index)))
    return problems


def _problems_of_schema(tree: Tree) -> list[Problem]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    if not isinstance(tree.data, dict) or tree.data.get("type") != "object":
        return [Problem("the dossier schema does not describe an object", tree.place(()), "type: object at the top")]
    try:
        Draft202012Validator.check_schema(tree.data)
    except SchemaError as error:
        return [Problem(f"not a JSON Schema: {error.message}", tree.place(tuple(error.absolute_path)))]
    return []


def _problems_of_profile(standard: Standard, profile: ProfileFile, tree: Tree) -> list[Problem]:
    problems = []
    ids = [placed.criterion.id for placed in standard.criteria]
    params = standard.file.params
    if profile.standard != standard.file.id:
        problems.append(unknown_name("standard", profile.standard, [standard.file.id], tree.place(("standard",))))
    if profile.level is not None and profile.level not in standard.level_numbers:
        levels = [str(number) for number in standard.level_numbers]
        problems.append(unknown_name("level", str(profile.level), levels, tree.place(("level",))))
    named = [("exclude", index, one.criterion) for index, one in enumerate(profile.exclude)]
    named += [("weights", index, one.criterion) for index, one in enumerate(profile.weights)]
    for key, index, name in named:
        if name not in ids:
            problems.append(unknown_name("criterion", name, ids, tree.place((key, index, "criterion"))))
    for index, change in enumerate(profile.params):
        if change.param not in params:
            problems.append(
                unknown_name("parameter", change.param, list(params), tree.place(("params", index, "param")))
            )
        elif type(change.value) is not type(params[change.param].value):
            wanted = type(params[change.param].value).__name__
            place = tree.place(("params", index, "value"))
            problems.append(Problem(f"`{change.param}` is of another type", place, wanted, "write 1.0 for 1"))
    return problems
