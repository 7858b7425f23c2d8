"""Reads a dossier from its folder, validates it against the standard's schema and converts its types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.dossier.evidence import EvidenceItem, read_evidence
from compliance.dossier.schema_problems import schema_problems
from compliance.dossier.typed import Typing
from compliance.errors import Cause, ComplianceError, Place, Problem, collecting, in_order
from compliance.files.json_text import parse_json
from compliance.files.limits import DEFAULT
from compliance.files.manifest import FileDigest, file_digests, manifest_digest
from compliance.files.source import Source
from compliance.files.sources import Files, Origin, open_files
from compliance.files.text import decode
from compliance.files.tree import Tree
from compliance.files.visible_text import show
from compliance.files.yaml_text import parse_yaml
from compliance.log import timed

NARRATIVE = "narrative"
MAIN_FILES = ("dossier.yaml", "dossier.json")


@dataclass(frozen=True, slots=True)
class Narrative:
    """One Markdown file of a dossier, as submitted."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as loaded. ``data`` is typed, ``tree`` is as written and knows the place of everything."""

    data: Mapping[str, Any]
    tree: Tree
    evidence: tuple[EvidenceItem, ...]
    narrative: tuple[Narrative, ...]
    digest: str
    files: tuple[FileDigest, ...] = ()


@timed("dossier", "the dossier was read")
def load_dossier(origin: Origin, schema: Mapping[str, Any]) -> Dossier:
    """Read the dossier in a folder, or from files in memory by their path; its ``dossier.yaml`` itself may be named.

    Raises :class:`ComplianceError`: cause SETTING where there is no such folder or the file is no dossier's, cause
    DOSSIER for whatever is wrong with it.
    """
    root = _folder(origin) if isinstance(origin, Path) else origin
    with open_files(root, Cause.DOSSIER) as files:
        tree = _main_file(files, Place(str(root) if isinstance(root, Path) else "the files given"))
        problems: list[Problem] = []
        data: Mapping[str, Any] = {}
        evidence: list[EvidenceItem] = []
        narrative: list[Narrative] = []
        texts: list[Source] = []
        with collecting(problems):
            data = typed_data(tree, schema)
        with collecting(problems, but=Cause.SETTING):
            evidence = read_evidence(files, tree)
        with collecting(problems):
            texts = [files.read(name) for name in files.list(NARRATIVE, (".md",))]
    for source in texts:
        with collecting(problems):
            narrative.append(Narrative(source.name, decode(source, DEFAULT.text_file_bytes, "text_file_bytes")))
    if problems:
        raise ComplianceError(Cause.DOSSIER, in_order(problems))
    digests = file_digests([tree.source, *(item.source for item in evidence), *texts])
    return Dossier(data, tree, tuple(evidence), tuple(narrative), manifest_digest(digests), digests)


def typed_data(tree: Tree, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of a dossier's main file, validated against the schema and with its types converted.

    Raises :class:`ComplianceError` (cause DOSSIER) for what the schema refuses, dates that are none, references that
    lead nowhere, and repeated ids.
    """
    wrong = schema_problems(tree, schema)
    # Where a section is misspelt, everything that refers to it would seem wrong.
    typing = Typing(schema, tree, absent_lists_count=not wrong)
    data: Mapping[str, Any] = typing.run()
    problems = [*wrong, *typing.problems, *typing.duplicate_ids()]
    if problems:
        raise ComplianceError(Cause.DOSSIER, in_order(problems))
    return data


def _folder(given: Path) -> Path:
    if not given.exists():
        message = "there is no such folder or file"
        raise ComplianceError(
            Cause.SETTING, Problem("folder-missing", message, Place(show(str(given), 200)), "a dossier's folder")
        )
    if given.is_dir():
        return given
    if given.name not in MAIN_FILES:
        problem = Problem(
            "not-a-dossier-file",
            "this file is not the main file of a dossier",
            Place(show(str(given), 200)),
            f"a folder, or a file with the name {' or '.join(MAIN_FILES)}",
            "name the folder; the file that is meant stands in it under that name",
        )
        raise ComplianceError(Cause.SETTING, problem)
    return given.parent


def _main_file(files: Files, root: Place) -> Tree:
    found = [name for name in MAIN_FILES if files.exists(name)]
    if not found:
        raise ComplianceError(
            Cause.DOSSIER,
            Problem(
                "dossier-missing",
                "there is no dossier here",
                root,
                "dossier.yaml or dossier.json",
                "name the folder that has it",
            ),
        )
    if len(found) > 1:
        message = "there is both a dossier.yaml and a dossier.json"
        raise ComplianceError(Cause.DOSSIER, Problem("two-dossiers", message, root, hint="keep the one that is meant"))
    source = files.read(found[0])
    return parse_yaml(source) if found[0].endswith(".yaml") else parse_json(source)
