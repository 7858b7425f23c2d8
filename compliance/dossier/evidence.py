"""Evidence: each file is read once, its digest is computed, and measures get it as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem, collecting, in_order
from compliance.expressions.values.failures import NotEvidenced
from compliance.files.folding import folded
from compliance.files.limits import DEFAULT
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.source import Source
from compliance.files.sources import Files
from compliance.files.table import Table
from compliance.files.table_formats import format_of, read_table, table_endings
from compliance.files.text import decode
from compliance.files.tree import Tree

EVIDENCE = "evidence"
"""The dossier's top-level list of evidence: items with at least ``id`` and ``path``."""


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
            message = f"`{item.source.name}` is a document; a table is wanted ({', '.join(table_endings())})"
            raise NotEvidenced(message, (EVIDENCE, item.index, "path"))
        return item.table


_MENTION = Place("")
"""Stands for the place that mentions a file, which is looked for only where something is wrong with the file."""


def read_evidence(files: Files, tree: Tree) -> list[EvidenceItem]:
    """Read every file that the dossier's ``evidence`` names.

    Raises :class:`ComplianceError` (cause DOSSIER) for a path that leaves the folder, a missing file, a file of a kind
    that is not known, a digest that does not match, a table that cannot be read, a document that is empty or no
    document, two files that hold the same bytes; all of them at once.
    """
    listed = tree.data.get(EVIDENCE) if isinstance(tree.data, dict) else None
    items: list[EvidenceItem] = []
    problems: list[Problem] = []
    for index, said in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(said, dict) or not isinstance(said.get("path"), str) or not isinstance(said.get("id"), str):
            continue
        try:
            items.append(_read(files, index, said))
        except ComplianceError as error:
            if error.cause is Cause.SETTING:
                raise  # what is missing here is a library, and no fault of the dossier
            problems.extend(_placed(problem, tree, index) for problem in error.problems)
    problems.extend(_copies(tree, items))
    names = {item.source.name for item in items}
    if len({folded(name) for name in names}) < len(names):
        with collecting(problems):
            places = ((item.source.name, tree.place((EVIDENCE, item.index, "path"))) for item in items)
            check_twins(places, Cause.DOSSIER)
    if problems:
        raise ComplianceError(Cause.DOSSIER, in_order(problems))
    return items


def _placed(problem: Problem, tree: Tree, index: int) -> Problem:
    if problem.place is not _MENTION:
        return problem
    part = "sha256" if problem.code == "digest-differs" else "path"
    return replace(problem, place=tree.place((EVIDENCE, index, part)))


def _read(files: Files, index: int, said: Mapping[str, Any]) -> EvidenceItem:
    name = check_relative_path(said["path"], _MENTION, Cause.DOSSIER)
    suffix = PurePosixPath(name).suffix.lower()
    is_table = format_of(name) is not None
    if not is_table and suffix not in _DOCUMENTS:
        kinds = ", ".join([*table_endings(), *_DOCUMENTS])
        message = f"evidence of the kind `{suffix or name}` is not read"
        raise ComplianceError(Cause.DOSSIER, Problem("evidence-kind", message, _MENTION, kinds))
    source = files.read(name, at=_MENTION)
    digest = source.sha256
    stated = said.get("sha256")
    if isinstance(stated, str) and stated.lower() != digest:
        raise ComplianceError(Cause.DOSSIER, _mismatch(name, stated, digest))
    # Everything is opened here, whether or not a measure will read it: evidence that nobody can read is none.
    if suffix in _DOCUMENTS:
        _DOCUMENTS[suffix](source)
    table = read_table(source) if is_table else None
    return EvidenceItem(said["id"], said, index, source, digest, table)


def _text_document(source: Source) -> None:
    if not decode(source, DEFAULT.file_bytes, "file_bytes").strip():
        raise ComplianceError(source.cause, _empty(source))


def _pdf_document(source: Source) -> None:
    if not source.data.strip():
        raise ComplianceError(source.cause, _empty(source))
    if not source.data.startswith(b"%PDF-"):
        message = f"`{source.name}` is not a PDF document, whatever its name says"
        hint = "save it as PDF, or give the file the ending of what it is"
        problem = Problem("evidence-unreadable", message, _MENTION, "a file that starts with %PDF-", hint)
        raise ComplianceError(source.cause, problem)


def _empty(source: Source) -> Problem:
    hint = "put the document in, or take the piece out"
    return Problem("evidence-empty", f"`{source.name}` is empty", _MENTION, hint=hint)


_DOCUMENTS: dict[str, Callable[[Source], None]] = {
    ".md": _text_document,
    ".pdf": _pdf_document,
    ".txt": _text_document,
}


def _copies(tree: Tree, items: list[EvidenceItem]) -> Iterator[Problem]:
    """Files that would count as evidence of two things and are one."""
    seen: dict[str, EvidenceItem] = {}
    for item in items:
        first = seen.setdefault(item.digest, item)
        if first is not item:
            message = f"`{item.source.name}` holds the same bytes as `{first.source.name}`"
            hint = f"list the file once and refer to `{first.id}` from both places"
            yield Problem("evidence-copy", message, tree.place((EVIDENCE, item.index, "path")), hint=hint)


def _mismatch(name: str, stated: str, digest: str) -> Problem:
    message = f"`{name}` is not the file that was described: its sha256 is {digest}"
    hint = "put the original file back, or state the digest of this one"
    return Problem("digest-differs", message, _MENTION, f"the stated {stated}", hint)
