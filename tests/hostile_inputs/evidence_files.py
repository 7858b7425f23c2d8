"""Evidence that is no table and no document: archives, bombs, links in archives, Parquet that lies about itself."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable

from hostile_inputs.case import Input, Refused

_KIND = "is not read"
_WHERE = (4, 11)
"""Where the dossier of the tests names the file."""


def _zip(entries: Iterable[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries:
            # An entry made here has the day 1980-01-01, so that the bytes are the same on every day.
            archive.writestr(zipfile.ZipInfo(entry) if isinstance(entry, str) else entry, data)
    return out.getvalue()


def _link() -> bytes:
    entry = zipfile.ZipInfo("ratings.csv")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return _zip([(entry, b"/etc/hostname")])


def _nested(levels: int) -> bytes:
    """Ten copies of an archive of ten copies of an archive ..."""
    data = _zip([("zeros.csv", b"0" * 10_000)])
    for _ in range(levels):
        data = _zip((f"{n}.zip", data) for n in range(10))
    return data


def _repeated(name: str, contents: list[bytes]) -> bytes:
    """Several entries of one name: readers take the first or the last."""
    placeholders = [f"{n}".ljust(len(name), "_") for n in range(len(contents))]
    data = _zip(zip(placeholders, contents, strict=True))
    for placeholder in placeholders:
        data = data.replace(placeholder.encode(), name.encode())
    return data


def _encrypted() -> bytes:
    data = bytearray(_zip([("ratings.csv", b"a\n1\n")]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, kind, target in (
            ("../up.csv", tarfile.REGTYPE, ""),
            ("ln", tarfile.SYMTYPE, "/etc"),
            ("p", tarfile.FIFOTYPE, ""),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
    return out.getvalue()


ARCHIVES = [
    Input("link.zip", _link, Refused("evidence-kind", *_WHERE, _KIND), "an entry that is a link"),
    Input("nested.zip", lambda: _nested(3), Refused("evidence-kind", *_WHERE, _KIND), "archives in archives"),
    Input(
        "repeated.zip",
        lambda: _repeated("ratings.csv", [b"a\n1\n", b"a\n2\n"]),
        Refused("evidence-kind", *_WHERE, _KIND),
        "two entries, one name",
    ),
    Input(
        "up.zip", lambda: _zip([("../../up.csv", b"a\n")]), Refused("evidence-kind", *_WHERE, _KIND), "an entry outside"
    ),
    Input("encrypted.zip", _encrypted, Refused("evidence-kind", *_WHERE, _KIND), "would ask for a password"),
    Input(
        "polyglot.zip",
        lambda: b"a,b\n1,2\n" + _zip([("x", b"")]) + b"end",
        Refused("evidence-kind", *_WHERE, _KIND),
        "two kinds of file in one",
    ),
    Input("up.tar.gz", _tar, Refused("evidence-kind", *_WHERE, _KIND), "links and pipes in an archive"),
    Input(
        "zeros.csv.gz",
        lambda: gzip.compress(b"a\n" + b"0\n" * 5_000_000),
        Refused("evidence-kind", *_WHERE, _KIND),
        "10 MB in 10 KB",
    ),
    Input("program.exe", b"MZ\x90\0", Refused("evidence-kind", *_WHERE, _KIND), "a program"),
    Input("pickle.pkl", b"cos\nsystem\n(S'id'\ntR.", Refused("evidence-kind", *_WHERE, _KIND), "runs where it is read"),
    Input("noending", b"a\n1\n", Refused("evidence-kind", *_WHERE, _KIND), "no kind at all"),
]
DISGUISED = [
    Input(
        "zip.csv", lambda: _zip([("x", b"1")]), Refused("not-utf8", 1, 15, "is not UTF-8"), "an archive called a table"
    ),
    Input(
        "gzip.csv",
        lambda: gzip.compress(b"a\n1\n", mtime=0),
        Refused("not-utf8", 1, 2, "byte 0x8b"),
        "an archive called a table",
    ),
    Input("png.csv", b"\x89PNG\r\n\x1a\n\0", Refused("not-utf8", 1, 1, "byte 0x89"), "a picture called a table"),
    Input("empty.md", " \n", Refused("evidence-empty", *_WHERE, "is empty"), "a document with nothing in it"),
]
INPUTS = [*ARCHIVES, *DISGUISED]
