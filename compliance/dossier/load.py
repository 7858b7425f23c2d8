"""A dossier read from its folder, held against the standard's schema, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.dossier.evidence import EvidenceItem, read_evidence
from compliance.dossier.schema import schema_problems
from compliance.dossier.typed import Typing
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.folder import Folder
from compliance.files.json_text import parse_json
from compliance.files.limits import DEFAULT
from compliance.files.manifest import manifest_digest
from compliance.files.source import Source
from compliance.files.text import decode
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.log import timed

NARRATIVE = "narrative"


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


@timed("dossier", "the dossier was read")
def load_dossier(path: Path, schema: Mapping[str, Any]) -> Dossier:
    """Read the dossier in the folder ``path`` (or in the folder of the file ``path``).

    Raises :class:`ComplianceError` (cause DOSSIER) for whatever is wrong with it.
    """
    root = path.parent if path.is_file() else path
    with Folder(root, Cause.DOSSIER) as folder:
        tree = _main_file(folder, root)
        data = typed_data(tree, schema)
        evidence = read_evidence(folder, tree)
        names = folder.list(NARRATIVE, (".md",)) if folder.exists(NARRATIVE) else []
        texts = [folder.read(name) for name in names]
    narrative = tuple(Narrative(source.name, _text(source)) for source in texts)
    digest = manifest_digest([tree.source, *(item.source for item in evidence), *texts])
    return Dossier(data, tree, tuple(evidence), narrative, digest)


def typed_data(tree: Tree, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a dossier's main file says, held against the schema and typed.

    Raises :class:`ComplianceError` (cause DOSSIER) for what the schema refuses, dates that are none, references that
    lead nowhere, and ids that stand twice.
    """
    problems = schema_problems(tree, schema)
    if problems:
        raise ComplianceError(Cause.DOSSIER, problems)
    typing = Typing(schema, tree)
    data: Mapping[str, Any] = typing.run()
    problems = [*typing.problems, *typing.duplicate_ids()]
    if problems:
        raise ComplianceError(Cause.DOSSIER, problems)
    return data


def _main_file(folder: Folder, root: Path) -> Tree:
    found = [name for name in ("dossier.yaml", "dossier.json") if folder.exists(name)]
    if not found:
        raise ComplianceError(
            Cause.DOSSIER,
            Problem(
                "there is no dossier here",
                Place(str(root)),
                "dossier.yaml or dossier.json",
                "name the folder that has it",
            ),
        )
    if len(found) > 1:
        message = "there is both a dossier.yaml and a dossier.json"
        raise ComplianceError(Cause.DOSSIER, Problem(message, Place(str(root)), hint="keep the one that is meant"))
    source = folder.read(found[0])
    return parse_yaml(source) if found[0].endswith(".yaml") else parse_json(source)


def _text(source: Source) -> str:
    return decode(source, DEFAULT.text_file_bytes, "text_file_bytes")
