"""A standard read from its folder: every file held against its model, and every name against what it names.

All problems of all files are found in one go, so that an author who mends them all is done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from compliance.errors import Cause, ComplianceError, Place, Problem, collecting, in_order
from compliance.files.manifest import file_digests, manifest_digest
from compliance.files.source import Source
from compliance.files.sources import Files, Origin, open_files
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.log import timed
from compliance.standard.check_files import (
    CRITERIA,
    OWN,
    PROFILES,
    SCHEMA_FILE,
    STANDARD_FILE,
    problems_of_files,
)
from compliance.standard.check_names import problems_of_criteria, problems_of_standard
from compliance.standard.check_profile import problems_of_profile
from compliance.standard.check_schema import problems_of_schema
from compliance.standard.crosswalk import CROSSWALK, CrosswalkFile, problems_of_crosswalk
from compliance.standard.frontend import frontend_of
from compliance.standard.load_profile import load_profile
from compliance.standard.loaded import LoadedProfile, PlacedCriterion, Standard
from compliance.standard.model import CriteriaFile, ProfileFile, StandardFile
from compliance.standard.validate import validate

__all__ = [
    "OWN",
    "SCHEMA_FILE",
    "LoadedProfile",
    "PlacedCriterion",
    "Standard",
    "frontend_of",
    "load_profile",
    "load_standard",
]

Model = TypeVar("Model")


@timed("standard", "the standard was read and its schema checked")
def load_standard(origin: Origin) -> Standard:
    """Read the standard in a folder, or from files in memory by their path.

    Raises :class:`ComplianceError` (cause STANDARD) with all that is wrong: files that are missing, that nothing reads,
    that are not YAML or say what their model does not know; names that name nothing; a schema that could not be used.
    Only what can't be known before something else is mended is left for the next time.
    """
    with open_files(origin, Cause.STANDARD) as files:
        if not files.exists(STANDARD_FILE):
            raise ComplianceError(Cause.STANDARD, _no_standard(origin))
        unread = list(problems_of_files(files))
        reading = _Reading(files, bool(unread), unread)
        standard = _read(reading, origin)
    if reading.problems or standard is None:
        raise ComplianceError(Cause.STANDARD, in_order(reading.problems))
    return standard


@dataclass(slots=True)
class _Reading:
    """Reads files and goes on where one is wrong."""

    files: Files
    unread: bool
    problems: list[Problem]
    sources: list[Source] = field(default_factory=list)

    def tree(self, name: str) -> Tree | None:
        with collecting(self.problems):
            source = self.files.read(name)
            self.sources.append(source)
            return parse_yaml(source)
        return None

    def model(self, model: type[Model], name: str) -> tuple[Tree, Model] | None:
        tree = self.tree(name)
        with collecting(self.problems):
            return (tree, validate(model, tree)) if tree is not None else None
        return None

    def all(self, model: type[Model], folder: str) -> list[tuple[Tree, Model]]:
        found = [self.model(model, name) for name in self.files.list(folder, (".yaml",))]
        return [one for one in found if one is not None]


def _no_standard(origin: Origin) -> Problem:
    place = Place(str(origin) if isinstance(origin, Path) else "the files given")
    hint = "name the folder that has it"
    return Problem("file-missing", "there is no standard here", place, STANDARD_FILE, hint)


def _read(reading: _Reading, origin: Origin) -> Standard | None:
    files, problems = reading.files, reading.problems
    main = reading.model(StandardFile, STANDARD_FILE)
    schema = reading.tree(SCHEMA_FILE)
    if schema is not None:
        problems.extend(problems_of_schema(schema))
    criteria_files = reading.all(CriteriaFile, CRITERIA)
    crosswalk = reading.model(CrosswalkFile, CROSSWALK) if files.exists(CROSSWALK) else None
    # What the standard says of itself is read when it is asked for; its digest is the standard's from the start.
    for name in (OWN, f"{OWN}/evidence", f"{OWN}/narrative"):
        with collecting(problems):
            reading.sources.extend(files.read(one) for one in files.list(name, ("",)))
    digests = file_digests(reading.sources)
    # A profile has a digest of its own, which an assessment under it tells.
    profiles = reading.all(ProfileFile, PROFILES)
    criteria = tuple(
        PlacedCriterion(criterion, content.family, tree, ("criteria", index))
        for tree, content in criteria_files
        for index, criterion in enumerate(content.criteria)
    )
    if main is None:
        return None
    main_tree, file = main
    problems.extend(problems_of_standard(file, main_tree))
    problems.extend(problems_of_criteria(file, criteria, criteria_files))
    # Where criteria could not be read, who names one of them is not to blame.
    complete = len(criteria_files) == len(files.list(CRITERIA, (".yaml",))) and not reading.unread
    ids = [one.criterion.id for one in criteria] if complete else None
    if complete and not criteria:
        place = Place(str(origin / CRITERIA) if isinstance(origin, Path) else CRITERIA)
        problems.append(Problem("no-criteria", "the standard has no criteria", place, "criteria/*.yaml"))
    if crosswalk is not None:
        problems.extend(problems_of_crosswalk(crosswalk[1], crosswalk[0], file, ids))
    for tree, profile in profiles:
        problems.extend(problems_of_profile(file, ids, profile, tree))
    if problems or schema is None:
        return None
    order = {family.id: number for number, family in enumerate(file.families)}
    return Standard(
        file=file,
        tree=main_tree,
        criteria=tuple(sorted(criteria, key=lambda one: order[one.family])),
        dossier_schema=schema.data,
        schema_tree=schema,
        profiles=tuple(tree.source.name for tree, _ in profiles),
        crosswalk=crosswalk[1] if crosswalk is not None else None,
        origin=origin,
        digest=manifest_digest(digests),
        files=digests,
        known_profiles={tree.source.name: LoadedProfile(profile, tree) for tree, profile in profiles},
    )
