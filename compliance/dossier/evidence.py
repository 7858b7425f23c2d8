"""Evidence: read once through one door, digested, and given to measures as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Protocol

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.values.failures import NotEvidenced
from compliance.files.csv_text import parse_csv
from compliance.files.jsonl_text import parse_jsonl
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.source import Source
from compliance.files.table import Table
from compliance.files.tree import Tree

EVIDENCE = "evidence"
"""The dossier's top-level list of evidence: items with at least ``id`` and ``path``."""

_TABLES: dict[str, Callable[[Source], Table]] = {".csv": parse_csv, ".jsonl": parse_jsonl}
_DOCUMENTS = frozenset({".md", ".txt", ".pdf"})


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence: what the dossier says of it, and its bytes as they were read."""

    id: str
    said: Mapping[str, Any]
    index: int
    source: Source
    digest: str
    table: Table | None


@dataclass(slots=True)
class Evidence:
    """The evidence as measures are given it. ``opened`` are the ids of what was opened, in order."""

    items: Mapping[str, EvidenceItem]
    opened: list[str] = field(default_factory=list)

    def table(self, evidence: str) -> Table:
        """The table with this id in the dossier's ``evidence``.

        Raises :class:`NotEvidenced` where there is none, or the file is a document.
        """
        item = self.items.get(evidence)
        if item is None:
            raise NotEvidenced(f"no item of `{EVIDENCE}` has the id `{evidence}`", (EVIDENCE,))
        self.opened.append(evidence)
        if item.table is None:
            message = f"`{item.source.name}` is a document; a table is wanted ({', '.join(_TABLES)})"
            raise NotEvidenced(message, (EVIDENCE, item.index, "path"))
        return item.table


class Files(Protocol):
    """Where evidence is read from: a folder, or files that are held in memory."""

    def read(self, relative: str, *, at: Place | None = None) -> Source:
        """The file at ``relative``; ``at`` is the place that mentions it."""
        ...


def read_evidence(folder: Files, tree: Tree) -> list[EvidenceItem]:
    """Read every file that the dossier's ``evidence`` names.

    Raises :class:`ComplianceError` (cause DOSSIER) for a path that leaves the folder, a missing file, a file of a kind
    that is not known, a digest that does not match, a table that cannot be read, an empty document, two files that
    hold the same bytes; all of them at once.
    """
    listed = tree.data.get(EVIDENCE) if isinstance(tree.data, dict) else None
    items: list[EvidenceItem] = []
    problems: list[Problem] = []
    for index, said in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(said, dict) or not isinstance(said.get("path"), str) or not isinstance(said.get("id"), str):
            continue
        try:
            items.append(_read(folder, tree, index, said))
        except ComplianceError as error:
            problems.extend(error.problems)
    if not problems:
        check_twins(((item.source.name, tree.place((EVIDENCE, item.index, "path"))) for item in items), Cause.DOSSIER)
        problems.extend(_copies(tree, items))
    if problems:
        raise ComplianceError(Cause.DOSSIER, problems)
    return items


def _read(folder: Files, tree: Tree, index: int, said: Mapping[str, Any]) -> EvidenceItem:
    place = tree.place((EVIDENCE, index, "path"))
    name = check_relative_path(said["path"], place, Cause.DOSSIER)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _TABLES and suffix not in _DOCUMENTS:
        kinds = ", ".join([*_TABLES, *sorted(_DOCUMENTS)])
        message = f"evidence of the kind `{suffix or name}` is not read"
        raise ComplianceError(Cause.DOSSIER, Problem(message, place, kinds))
    source = folder.read(name, at=place)
    digest = source.sha256
    stated = said.get("sha256")
    if isinstance(stated, str) and stated.lower() != digest:
        raise ComplianceError(Cause.DOSSIER, _mismatch(tree, index, name, stated, digest))
    if suffix in _DOCUMENTS and not source.data.strip():
        message = f"`{name}` is empty"
        raise ComplianceError(Cause.DOSSIER, Problem(message, place, hint="put the document in, or take the piece out"))
    # Tables are parsed here whether or not a measure will read them: evidence that nobody can read is none.
    table = _TABLES[suffix](source) if suffix in _TABLES else None
    return EvidenceItem(said["id"], said, index, source, digest, table)


def _copies(tree: Tree, items: list[EvidenceItem]) -> Iterator[Problem]:
    """Files that would count as evidence of two things and are one."""
    seen: dict[str, EvidenceItem] = {}
    for item in items:
        first = seen.setdefault(item.digest, item)
        if first is not item:
            message = f"`{item.source.name}` holds the same bytes as `{first.source.name}`"
            hint = f"list the file once and refer to `{first.id}` from both places"
            yield Problem(message, tree.place((EVIDENCE, item.index, "path")), hint=hint)


def _mismatch(tree: Tree, index: int, name: str, stated: str, digest: str) -> Problem:
    place: Place = tree.place((EVIDENCE, index, "sha256"))
    return Problem(
        f"`{name}` is not the file that was described: its sha256 is {digest}",
        place,
        f"the stated {stated}",
        "put the original file back, or state the digest of this one",
    )
