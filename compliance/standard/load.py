"""A standard read from its folder: files held against their models, and every name in them against what it names."""

from __future__ import annotations

from pathlib import Path

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.manifest import manifest_digest
from compliance.files.sources import Origin, open_files
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.standard.check_names import problems_of_criteria, problems_of_standard
from compliance.standard.crosswalk import CROSSWALK, CrosswalkFile, problems_of_crosswalk
from compliance.standard.frontend import frontend_of
from compliance.standard.load_profile import OWN, load_profile
from compliance.standard.loaded import LoadedProfile, PlacedCriterion, Standard
from compliance.standard.model import CriteriaFile, StandardFile
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

SCHEMA_FILE = "dossier.schema.yaml"


def load_standard(origin: Origin) -> Standard:
    """Read the standard in a folder, or from files in memory by their path.

    Raises :class:`ComplianceError` (cause STANDARD) for whatever is wrong in a file, and for a name that names nothing.
    """
    with open_files(origin, Cause.STANDARD) as folder:
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
    problems = [*problems_of_standard(file, tree), *problems_of_criteria(file, criteria, files)]
    if crosswalk and crosswalk_tree:
        ids = [placed.criterion.id for placed in criteria]
        problems.extend(problems_of_crosswalk(crosswalk, crosswalk_tree, file, ids))
    if not criteria:
        problems.append(
            Problem(
                "no-criteria",
                "the standard has no criteria",
                Place(str(origin) if isinstance(origin, Path) else "criteria"),
                "criteria/*.yaml",
            )
        )
    problems.extend(_problems_of_schema(schema_tree))
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    criteria = tuple(sorted(criteria, key=lambda one: order[one.family]))
    digest = manifest_digest(sources)
    return Standard(file, tree, criteria, schema_tree.data, schema_tree, profiles, crosswalk, origin, digest)


def _problems_of_schema(tree: Tree) -> list[Problem]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    if not isinstance(tree.data, dict) or tree.data.get("type") != "object":
        return [
            Problem(
                "schema-not-object",
                "the dossier schema does not describe an object",
                tree.place(()),
                "type: object at the top",
            )
        ]
    try:
        Draft202012Validator.check_schema(tree.data)
    except SchemaError as error:
        return [Problem("not-a-schema", f"not a JSON Schema: {error.message}", tree.place(tuple(error.absolute_path)))]
    return []
