"""Reads files of one folder: nothing outside it is read, no link in it is followed, and each file is read once.

The bytes that were read are the bytes that are hashed and parsed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.contained import ContainedFolder, NotPlainError, read_all
from compliance.files.folding import folded
from compliance.files.limits import DEFAULT, Limits, sizes
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.source import Source
from compliance.files.visible_text import quote, show

_COPY = "put the file itself there; links, pipes and devices are never followed"


class Folder:
    """A folder that was given to us, and what may be read from it.

    The folder itself may be reached through links, since the person who started the program named it; nothing in it
    may be one. Use it as a context manager; it holds one descriptor. ``cause`` is the cause of errors.
    Raises ComplianceError if the folder is missing, is not a folder, or may not be read.
    """

    def __init__(self, path: Path, cause: Cause, limits: Limits = DEFAULT) -> None:
        self.path = path
        self.cause = cause
        self._limits = limits
        self._digests: dict[str, str] = {}
        self._bytes = 0
        name = show(str(path), 200)
        try:
            if not path.is_dir():
                found = "is not a folder" if path.exists() else "does not exist"
                raise self._refusal("folder-missing", f"the folder {found}", Place(name), "check the path", "a folder")
            self._contained = ContainedFolder(path)
        except (OSError, ValueError) as error:
            raise self._refusal("unreadable", f"the folder cannot be read: {reason(error)}", Place(name)) from None

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the descriptor back. Nothing can be read afterwards."""
        self._contained.close()

    def read(self, relative: str, *, at: Place | None = None) -> Source:
        """The file at ``relative``; ``at`` is the place that mentions it and is put in errors.

        Raises ComplianceError for a path that :func:`check_relative_path` refuses, a file that is missing, a link or
        anything else than a regular file, a file beyond ``file_bytes``, more than ``folder_bytes`` or
        ``folder_files`` in all, and a file that is not what it was when it was read before.
        """
        place = at or Place(show(relative, 200))
        check_relative_path(relative, place, self.cause, self._limits)
        known = self._digests.get(relative)
        if known is None and len(self._digests) >= self._limits.folder_files:
            most = f"at most {self._limits.folder_files:,} files (limit folder_files)"
            raise self._refusal("limit", f"the file {quote(relative)} is one too many", place, "use fewer files", most)
        try:
            descriptor = self._contained.open_file(relative)
            try:
                # A file that is too large is not read at all, however little of the disk it takes.
                size = os.fstat(descriptor).st_size
                left = self._limits.folder_bytes - (self._bytes if known is None else 0)
                data = (
                    b"" if size > min(self._limits.file_bytes, left) else read_all(descriptor, self._limits.file_bytes)
                )
                size = max(size, len(data))
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            raise self._refusal(
                "file-missing", f"the file {quote(relative)} does not exist", place, self._similar(relative)
            ) from None
        except NotPlainError as error:
            raise self._refusal(
                "not-a-plain-file", f"{quote(error.path)} {error.what}", place, _COPY, "a regular file"
            ) from None
        except OSError as error:
            raise self._refusal(
                "unreadable", f"the file {quote(relative)} cannot be read: {reason(error)}", place
            ) from None
        if size > self._limits.file_bytes:
            has, most = sizes(size, self._limits.file_bytes)
            expected = f"at most {most} (limit file_bytes)"
            raise self._refusal("limit", f"the file {quote(relative)} has {has}", place, "split it", expected)
        if size > left:
            has, most = sizes(self._limits.folder_bytes - left + size, self._limits.folder_bytes)
            message = f"with the file {quote(relative)} the folder has {has} in the files that are read"
            expected = f"at most {most} in all files (limit folder_bytes)"
            raise self._refusal("limit", message, place, "leave out what is not needed", expected)
        source = Source(relative, data, self.cause)
        if known is None:
            self._bytes += size
            self._digests[relative] = source.sha256
        elif known != source.sha256:
            hint = "run the check again when nothing writes to the folder"
            raise self._refusal("file-changed", f"the file {quote(relative)} changed during the check", place, hint)
        return source

    def exists(self, relative: str) -> bool:
        """Whether there is anything at ``relative``. Reading it may still be refused, with the reason."""
        check_relative_path(relative, Place(show(relative, 200)), self.cause, self._limits)
        try:
            self._contained.kind(relative)
        except FileNotFoundError:
            return False
        except (NotPlainError, OSError):
            return True
        return True

    def list(self, subfolder: str, suffixes: tuple[str, ...]) -> list[str]:
        """Paths of the files in ``subfolder`` ("" for the folder itself) whose names end so, sorted by code point.

        Names that start with a point are left out; folders below are not entered; a subfolder that does not exist is
        empty. Raises ComplianceError for a link or another file that is not regular, for a name that no path could
        mention, and for names that differ only in letter case or Unicode form.
        """
        entries = self._entries(subfolder)
        found: list[str] = []
        for name, mode in entries:
            path = f"{subfolder}/{name}" if subfolder else name
            if name.startswith("."):
                continue
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                what = "is a link" if stat.S_ISLNK(mode) else "is a pipe, a socket or a device"
                raise self._refusal(
                    "not-a-plain-file", f"{quote(name)} {what}", Place(show(path, 200)), _COPY, "a regular file"
                )
            if stat.S_ISREG(mode) and name.endswith(suffixes):
                found.append(check_relative_path(path, Place(show(path, 200)), self.cause, self._limits))
        check_twins([(path, Place(path)) for path in found], self.cause)
        return found

    def folders(self, subfolder: str) -> tuple[str, ...]:
        """Names of the folders in ``subfolder``, sorted, none that starts with a point. Raises as :meth:`list`."""
        names = [name for name, mode in self._entries(subfolder) if stat.S_ISDIR(mode) and not name.startswith(".")]
        return tuple(check_relative_path(name, Place(show(name, 200)), self.cause, self._limits) for name in names)

    def _entries(self, subfolder: str) -> Sequence[tuple[str, int]]:
        """Names and modes in ``subfolder``, sorted by name."""
        if subfolder:
            check_relative_path(subfolder, Place(show(subfolder, 200)), self.cause, self._limits)
        place = Place(subfolder or ".")
        most = self._limits.folder_files
        try:
            entries = self._contained.entries(subfolder, most + 1)
        except FileNotFoundError:
            return []
        except NotPlainError as error:
            raise self._refusal(
                "not-a-plain-file", f"{quote(error.path)} {error.what}", place, _COPY, "a folder"
            ) from None
        except OSError as error:
            raise self._refusal("unreadable", f"the folder cannot be read: {reason(error)}", place) from None
        if len(entries) > most:
            bound = f"at most {most:,} (limit folder_files)"
            raise self._refusal(
                "limit", f"the folder holds more than {most:,} entries", place, "use fewer files", bound
            )
        return sorted(entries)

    def _similar(self, relative: str) -> str:
        """What to do about a file that does not exist."""
        folder, _, name = relative.rpartition("/")
        try:
            names = [found for found, _ in self._contained.entries(folder, self._limits.folder_files)]
        except (NotPlainError, OSError):
            return f"there is no folder {quote(folder)} either; paths start from the top of the folder"
        for other in sorted(names):
            if folded(other) == folded(name):
                return f"there is {quote(other)}, which differs in letter case or in how letters are encoded"
        return "add the file, or correct the path; paths start from the top of the folder"

    def _refusal(
        self, code: str, message: str, at: Place, hint: str | None = None, expected: str | None = None
    ) -> ComplianceError:
        return ComplianceError(self.cause, Problem(code, message, at, expected, hint))


def reason(error: Exception) -> str:
    """What the system says, without the path and the number."""
    return error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
