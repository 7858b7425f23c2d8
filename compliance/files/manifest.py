"""The digest of a set of files, over the canonical form of their manifest, so that their order does not matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from compliance.files.source import Source


def manifest_digest(sources: Iterable[Source]) -> str:
    """sha256, in hexadecimal, of the RFC 8785 form of ``{"files": [{"path", "sha256", "size"}]}``, sorted by path."""
    import rfc8785

    files = [{"path": source.name, "sha256": source.sha256, "size": len(source.data)} for source in sources]
    manifest = {"files": sorted(files, key=lambda file: str(file["path"]))}
    return hashlib.sha256(rfc8785.dumps(manifest)).hexdigest()  # type: ignore[arg-type]  # its own recursive type
