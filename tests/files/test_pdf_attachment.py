"""Attachments of PDFs: found by the file's own tables, unpacked to a bounded length, everything else refused."""

from __future__ import annotations

import contextlib
import random
import zlib
from collections.abc import Callable

import pytest

from compliance.errors import Cause, ComplianceError
from compliance.files.pdf_attachment import read_attachment
from compliance.files.source import Source

CONTENT = b'{"level": 1}' * 50
LIMIT = 10_000

CATALOGUE = b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>"
NAMES = b"<</Names[(a) 3 0 R]>>"
SPECIFICATION = b"<</Type/Filespec/F(assessment.json)/UF(assessment.json)/EF<</F 4 0 R>>>>"


def stream(data: bytes, extra: bytes = b"/Filter/FlateDecode", packed: bytes | None = None) -> bytes:
    held = zlib.compress(data) if packed is None else packed
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(held), held)


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of objects numbered from 1, with a table of the old kind."""
    text, starts = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d%s>>\n"
    return text + table % (len(starts) + 1, rows, len(starts) + 1, trailer) + b"startxref\n%d\n%%%%EOF\n" % len(text)


def attachment(data: bytes, limit: int = LIMIT) -> bytes:
    return read_attachment(Source("report.pdf", data, Cause.SETTING), "assessment.json", limit)


PLAIN = pdf(CATALOGUE, NAMES, SPECIFICATION, stream(CONTENT))


def test_an_attachment_is_read() -> None:
    assert attachment(PLAIN) == CONTENT
    assert attachment(pdf(CATALOGUE, NAMES, SPECIFICATION, stream(b"", b"", CONTENT))) == CONTENT


def test_what_was_appended_counts() -> None:
    changed = b"4 0 obj\n%s\nendobj\n" % stream(b"other")
    start = len(PLAIN)
    before = PLAIN.rindex(b"xref\n0 5")
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\n" % (start, before)
    appended = PLAIN + changed + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(changed))
    assert attachment(appended) == b"other"


def _ending(text: bytes, entries: bytes, described: bytes) -> bytes:
    packed = stream(entries, b"/Type/XRef/Root 1 0 R/Filter/FlateDecode" + described)
    return text + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (packed, len(text))


def _rows_only(count: int) -> bytes:
    """A PDF whose table has rows of one byte."""
    return _ending(b"%PDF-1.7\n", bytes(count), b"/W[0 1 0]/Index[0 %d]" % count)


def _groups(count: int) -> bytes:
    """A PDF whose tree of names goes through groups of objects of a megabyte each."""
    text = b"%PDF-1.7\n"
    starts = [len(text)]
    nodes = b" ".join(b"%d 0 R" % (1_000 + number) for number in range(count))
    text += b"1 0 obj\n<</Names<</EmbeddedFiles<</Kids[%s]>>>>>>\nendobj\n" % nodes
    for number in range(count):
        starts.append(len(text))
        group = stream(b"1000 0 <<>>".ljust(1_000_000), b"/Type/ObjStm/N 1/First 7/Filter/FlateDecode")
        text += b"%d 0 obj\n%s\nendobj\n" % (100 + number, group)
    rows = b"".join(b"\1" + start.to_bytes(4, "big") for start in starts)
    rows += b"".join(b"\2" + (100 + number).to_bytes(4, "big") for number in range(count))
    index = b"/W[1 4 0]/Index[1 1 100 %d 1000 %d]" % (count, count)
    return _ending(text, rows, index)


TABLE = PLAIN.rindex(b"xref\n0 5")

REFUSED: dict[str, tuple[bytes, str]] = {
    "no PDF": (b"{}", "no beginning"),
    "nothing": (b"", "no beginning"),
    "cut off": (PLAIN[:-40], "no end of a PDF"),
    "no attachment": (pdf(b"<</Type/Catalog>>"), "no attachment"),
    "another attachment": (pdf(CATALOGUE, NAMES, b"<</F(a.csv)/EF<</F 4 0 R>>>>", stream(b"")), "no attachment"),
    "two of one name": (pdf(CATALOGUE, b"<</Names[(a)3 0 R(b)3 0 R]>>", SPECIFICATION, stream(b"")), "several"),
    "encrypted": (pdf(CATALOGUE, NAMES, SPECIFICATION, stream(b""), trailer=b"/Root 1 0 R/Encrypt<<>>"), "encrypted"),
    "another filter": (pdf(CATALOGUE, NAMES, SPECIFICATION, stream(b"", b"/Filter/LZWDecode", b"x")), "filter"),
    "a bomb": (pdf(CATALOGUE, NAMES, SPECIFICATION, stream(bytes(LIMIT + 1))), "more than 10,000 bytes"),
    "a long plain one": (pdf(CATALOGUE, NAMES, SPECIFICATION, stream(b"", b"", bytes(LIMIT + 1))), "more than 10,000"),
    "no Flate": (pdf(CATALOGUE, NAMES, SPECIFICATION, stream(b"", packed=b"not packed")), "can't be unpacked"),
    "a length that is too long": (PLAIN.replace(b"/Length ", b"/Length 9"), "cut off"),
    "a table before itself": (PLAIN.replace(b"<</Size 5", b"<</Prev %d/Size 5" % TABLE), "go in a circle"),
    "a table that is nowhere": (PLAIN.replace(b"<</Size 5", b"<</Prev 99999999/Size 5"), "table is not there"),
    "references in a circle": (pdf(CATALOGUE, b"2 0 R", SPECIFICATION, stream(b"")), "go in a circle"),
    "names in a circle": (pdf(CATALOGUE, b"<</Kids[2 0 R]>>", SPECIFICATION, stream(b"")), "too many attachments"),
    "nested too deeply": (pdf(b"[" * 10_000, NAMES, SPECIFICATION, stream(b"")), "nested"),
    "a string without an end": (pdf(CATALOGUE, b"<</Names[(", SPECIFICATION, stream(b"")), ""),
    "another kind of object": (pdf(CATALOGUE, NAMES, b"[]", stream(b"")), "can be read here"),
    "a huge table": (PLAIN.replace(b"0 5\n", b"0 999999999\n"), "too many objects"),
    "a huge table that is damaged": (PLAIN.replace(b"0 5\n", b"0 1999999\n"), "damaged"),
    "two contents": (
        pdf(CATALOGUE, NAMES, SPECIFICATION.replace(b"<</F 4 0 R", b"<</F 4 0 R/UF 5 0 R"), stream(b"a"), stream(b"b")),
        "two contents",
    ),
    "a bomb of rows": (_rows_only(3_000_000), "too many objects"),
    "a bomb of groups": (_groups(60), "has more than"),
    "an object that is not there": (pdf(CATALOGUE, b"<</Names[(a) 9 0 R]>>"), "can be read here"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_report_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        attachment(data)
    assert [one.code for one in refusal.value.problems] == ["not-a-report"]
    assert said in refusal.value.problems[0].message
    assert refusal.value.problems[0].hint


def _packed_table(rows: bytes, extra: bytes) -> bytes:
    """A PDF whose objects 1 to 3 are in a group and whose table is packed."""
    parts = [CATALOGUE, NAMES, SPECIFICATION]
    heads = b" ".join(b"%d %d" % (n + 1, sum(len(one) + 1 for one in parts[:n])) for n in range(3)) + b" "
    group = stream(heads + b" ".join(parts), b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(heads))
    text = b"%PDF-1.7\n"
    four = len(text)
    text += b"4 0 obj\n%s\nendobj\n" % stream(CONTENT)
    five = len(text)
    text += b"5 0 obj\n%s\nendobj\n" % group
    entries = [(0, 0, 0), (2, 5, 0), (2, 5, 1), (2, 5, 2), (1, four, 0), (1, five, 0)]
    table = b"".join(rows + bytes([kind]) + one.to_bytes(3, "big") + bytes([two]) for kind, one, two in entries)
    described = b"/Type/XRef/W[1 3 1]/Size 6/Root 1 0 R/Filter/FlateDecode" + extra
    return text + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(table, described), len(text))


@pytest.mark.parametrize(
    "data", [_packed_table(b"", b""), _packed_table(b"\0", b"/DecodeParms<</Predictor 12/Columns 5>>")],
    ids=["plain", "predicted"],
)  # fmt: skip
def test_packed_tables_and_groups_of_objects_are_read(data: bytes) -> None:
    assert attachment(data) == CONTENT


@pytest.mark.parametrize("made", [lambda: PLAIN, lambda: _packed_table(b"", b"")], ids=["old table", "packed table"])
def test_a_damaged_file_is_read_right_or_refused(made: Callable[[], bytes]) -> None:
    source, whole = random.Random(1), made()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(source.choice((1, 3, 20))):
            data[source.randrange(len(data))] = source.choice(b"0123456789<>[]()/ Rn\xff")
        with contextlib.suppress(ComplianceError):
            assert len(attachment(bytes(data))) <= LIMIT
