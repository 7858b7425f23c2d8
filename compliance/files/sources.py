"""Where files are read from: a folder on disk, or files that are held in memory. Readers need not know which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.folder import Folder
from compliance.files.folding import folded
from compliance.files.limits import DEFAULT, Limits, sizes
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.source import Source
from compliance.files.visible_text import quote, show

Origin = Path | Mapping[str, bytes]
"""What a caller may give: a folder, or the bytes of files by their path in one (``{"dossier.yaml": b"..."}``)."""


class Files(Protocol):
    """Files by their path, separated by ``/``, from the top of a folder or of files in memory."""

    cause: Cause

    def read(self, relative: str, *, at: Place | None = None) -> Source:
        """The file at ``relative``; ``at`` is the place that mentions it. Raises ComplianceError where it can't be."""
        ...

    def exists(self, relative: str) -> bool:
        """Whether there is a file or a folder at ``relative``; reading it may still be refused."""
        ...

    def list(self, subfolder: str, suffixes: tuple[str, ...]) -> list[str]:
        """Paths of the files in ``subfolder`` ("" for the top) whose names end so, sorted by code point."""
        ...

    def folders(self, subfolder: str) -> tuple[str, ...]:
        """Names of the folders in ``subfolder``, sorted."""
        ...

    def __enter__(self) -> Files: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_files(origin: Origin, cause: Cause) -> Files:
    """The files of ``origin``, to be used as a context manager; ``cause`` is what a refusal is blamed on."""
    return Folder(origin, cause) if isinstance(origin, Path) else MemoryFiles(origin, cause)


def subfolder_of(origin: Origin, name: str) -> Origin:
    """The folder ``name`` of ``origin``, as an origin of its own; it may hold nothing."""
    if isinstance(origin, Path):
        return origin / name
    start = f"{name}/"
    return {path.removeprefix(start): data for path, data in origin.items() if path.startswith(start)}


class MemoryFiles:
    """Files in memory, with the same grammar of paths and the same limits as a folder on disk."""

    def __init__(self, files: Mapping[str, bytes], cause: Cause, limits: Limits = DEFAULT) -> None:
        self.cause = cause
        self._files = files
        self._limits = limits
        if len(files) > limits.folder_files:
            most = f"at most {limits.folder_files:,} files (limit folder_files)"
            raise self._refusal("limit", f"there are {len(files):,} files", Place("."), most, "use fewer files")
        for path, data in files.items():
            if not isinstance(path, str) or not isinstance(data, (bytes, bytearray, memoryview)):
                kinds = f"{type(path).__name__} with a content of type {type(data).__name__}"
                raise TypeError(f"files in memory are bytes by their paths, not {kinds}; encode text as UTF-8")
            check_relative_path(path, Place(show(path, 200)), cause, limits)
            self._check_size(path, len(data), limits.file_bytes, "file_bytes")
        self._check_size("all files together", sum(map(len, files.values())), limits.folder_bytes, "folder_bytes")
        check_twins([(path, Place(path)) for path in files], cause)

    def __enter__(self) -> MemoryFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def read(self, relative: str, *, at: Place | None = None) -> Source:
        """The file at ``relative``; ``at`` is the place that mentions it. Raises ComplianceError if there is none."""
        place = at or Place(show(relative, 200))
        check_relative_path(relative, place, self.cause, self._limits)
        data = self._files.get(relative)
        if data is None:
            near = next((path for path in self._files if folded(path) == folded(relative)), None)
            hint = (
                f"there is {quote(near)}, which differs in letter case" if near else "add the file, or correct the path"
            )
            raise self._refusal("file-missing", f"the file {quote(relative)} does not exist", place, None, hint)
        return Source(relative, bytes(data), self.cause)

    def exists(self, relative: str) -> bool:
        """Whether there is a file or a folder at ``relative``."""
        return relative in self._files or any(path.startswith(f"{relative}/") for path in self._files)

    def list(self, subfolder: str, suffixes: tuple[str, ...]) -> list[str]:
        """Paths of the files in ``subfolder`` ("" for the top) whose names end so, sorted by code point."""
        return sorted(path for path in self._files if path.rpartition("/")[0] == subfolder and path.endswith(suffixes))

    def folders(self, subfolder: str) -> tuple[str, ...]:
        """Names of the folders in ``subfolder``, sorted."""
        start = f"{subfolder}/" if subfolder else ""
        below = (path.removeprefix(start) for path in self._files if path.startswith(start))
        return tuple(sorted({path.partition("/")[0] for path in below if "/" in path}))

    def _check_size(self, what: str, size: int, most: int, limit: str) -> None:
        if size > most:
            has, allowed = sizes(size, most)
            expected = f"at most {allowed} (limit {limit})"
            raise self._refusal("limit", f"{what} has {has}", Place(show(what, 200)), expected, "split it")

    def _refusal(self, code: str, message: str, at: Place, expected: str | None, hint: str) -> ComplianceError:
        return ComplianceError(self.cause, Problem(code, message, at, expected, hint))
