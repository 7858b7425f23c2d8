"""Files attached to a PDF: the catalogue's list of embedded files, unpacked to a bounded length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from compliance.files.pdf_objects import NotPdf
from compliance.files.pdf_table import PdfFile
from compliance.files.source import Source

PDF_BYTES = 200_000_000
TREE_NODES = 1_000
"""Nodes of the tree of names, at most."""

Unpack = Callable[[int], bytes]
"""Gives the bytes of an attachment, given how many they may be."""


def read_attachment(source: Source, name: str, limit: int) -> bytes:
    """The bytes of the attachment called ``name``.

    Raises
    ------
    ComplianceError
        With the source's cause: not a PDF that is read here, no such attachment, two of them, or one that has more than
        ``limit`` bytes.
    """
    if len(source.data) > PDF_BYTES:
        raise source.refusal("not-a-report", "the PDF is too long", expected=f"at most {PDF_BYTES:,} bytes")
    try:
        file = PdfFile.of(source.data)
        found = [unpack for key, unpack in _attachments(file) if key == name]
        if len(found) == 1:
            return found[0](limit)
    except (NotPdf, KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        detail = f": {error}" if isinstance(error, NotPdf) else ""
        hint = f"take `{name}` out of it with a PDF reader, and name that file"
        raise source.refusal("not-a-report", f"not a PDF that can be read here{detail}", hint=hint) from None
    several = "several attachments" if found else "no attachment"
    hint = "a report of this program carries its assessment as an attachment; name such a file, or the JSON itself"
    raise source.refusal("not-a-report", f"the PDF has {several} `{name}`", hint=hint)


def _attachments(file: PdfFile) -> Iterator[tuple[str, Unpack]]:
    """The embedded files by the names that viewers show."""
    names = file.resolved(file.catalogue.get("Names"))
    root = file.resolved(names.get("EmbeddedFiles")) if isinstance(names, dict) else None
    for specification in _leaves(file, root):
        described = file.resolved(specification)
        embedded = file.resolved(described["EF"])
        shown = file.resolved(described.get("UF") or described["F"])
        stream = embedded.get("UF") or embedded["F"]
        if embedded.get("F", stream) != stream:
            # Viewers differ in which of the two they show.
            raise NotPdf("an attachment has two contents")
        yield _text(shown), lambda limit, stream=stream: file.stream(stream, limit)  # type: ignore[misc]


def _leaves(file: PdfFile, root: Any) -> Iterator[Any]:
    """The values of a tree of names (ISO 32000-2, 7.9.6)."""
    waiting, seen = [root], 0
    while waiting:
        node = file.resolved(waiting.pop())
        seen += 1
        if seen > TREE_NODES:
            raise NotPdf("it has too many attachments")
        if isinstance(node, dict):
            yield from file.resolved(node.get("Names", []))[1::2]
            waiting.extend(file.resolved(node.get("Kids", [])))


def _text(data: bytes) -> str:
    """A text string: UTF-16 or UTF-8 by its mark, else letters of one byte."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
