"""The digest of a set of files, over the canonical form of their manifest, so that their order does not matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from compliance.files.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDigest:
    """One file as it was read: its path within its folder, its length in bytes and its sha256, in hexadecimal."""

    path: str
    size: int = field(metadata={"ge": 0, "le": 10**12})
    sha256: str = field(metadata={"pattern": r"^[0-9a-f]{64}$"})


def file_digests(sources: Iterable[Source]) -> tuple[FileDigest, ...]:
    """The files sorted by path."""
    files = (FileDigest(path=one.name, size=len(one.data), sha256=one.sha256) for one in sources)
    return tuple(sorted(files, key=lambda file: file.path))


def manifest_digest(files: Iterable[FileDigest]) -> str:
    """sha256, in hexadecimal, of the RFC 8785 form of ``{"files": [{"path", "sha256", "size"}]}``, sorted by path."""
    import rfc8785

    listed = [{"path": file.path, "sha256": file.sha256, "size": file.size} for file in files]
    manifest = {"files": sorted(listed, key=lambda file: str(file["path"]))}
    return hashlib.sha256(rfc8785.dumps(manifest)).hexdigest()  # type: ignore[arg-type]  # its own recursive type
