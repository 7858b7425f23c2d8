"""Opens files inside a folder part by part, so that no link in it and no race with it leads outside.

Each part of a path is opened from its parent's descriptor, without following links. Systems without such calls
(Windows) look at each part, resolve the whole, and compare with the folder; there, someone who can write to the folder
during the check could win a race.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

BY_DESCRIPTOR = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
_CLOSE = getattr(os, "O_CLOEXEC", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | _CLOSE | getattr(os, "O_DIRECTORY", 0)
# Non-blocking: opening a pipe without a writer would block.
_FILE = os.O_RDONLY | _CLOSE | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotPlainError(Exception):
    """There is something else than a plain file (or a folder, where one is needed); the message says what."""

    def __init__(self, path: str, what: str) -> None:
        self.path = path
        self.what = what
        super().__init__(f"{path} {what}")


class ContainedFolder:
    """An open folder. Paths are relative, separated by ``/``, and already checked for their grammar.

    Every method raises NotPlainError, FileNotFoundError, or another OSError where the system refuses.
    """

    def __init__(self, path: Path, *, by_descriptor: bool = BY_DESCRIPTOR) -> None:
        self._path = path
        self._by_descriptor = by_descriptor
        self._root = os.open(path, _FOLDER) if by_descriptor else -1

    def close(self) -> None:
        """Give the descriptor back."""
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def open_file(self, relative: str) -> int:
        """A descriptor of the regular file at ``relative``; the caller closes it."""
        if not self._by_descriptor:
            return self._open_by_path(relative)
        folder, _, name = relative.rpartition("/")
        parent = self._open_folder(folder)
        try:
            _demand(os.stat(name, dir_fd=parent, follow_symlinks=False), relative, stat.S_ISREG)
            descriptor = os.open(name, _FILE, dir_fd=parent)
        finally:
            os.close(parent)
        try:
            _demand(os.fstat(descriptor), relative, stat.S_ISREG)
        except NotPlainError:
            os.close(descriptor)
            raise
        return descriptor

    def kind(self, relative: str) -> int:
        """The mode of the entry at ``relative``; a link is not followed."""
        if not self._by_descriptor:
            return self._locate(relative).lstat().st_mode
        folder, _, name = relative.rpartition("/")
        parent = self._open_folder(folder)
        try:
            return os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
        finally:
            os.close(parent)

    def entries(self, relative: str, most: int) -> list[tuple[str, int]]:
        """Names and modes in the folder at ``relative`` ("" is the folder itself), in no order; at most ``most``."""
        if not self._by_descriptor:
            return self._entries(self._locate(relative) if relative else self._path, most)
        descriptor = self._open_folder(relative)
        try:
            return self._entries(descriptor, most)
        finally:
            os.close(descriptor)

    def _entries(self, folder: int | Path, most: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                found.append((entry.name, entry.stat(follow_symlinks=False).st_mode))
                if len(found) >= most:
                    break
        return found

    def _open_folder(self, relative: str) -> int:
        descriptor = os.dup(self._root)
        walked = ""
        for part in relative.split("/") if relative else ():
            walked += f"/{part}" if walked else part
            try:
                _demand(os.stat(part, dir_fd=descriptor, follow_symlinks=False), walked, stat.S_ISDIR)
                following = os.open(part, _FOLDER | _NO_FOLLOW, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = following
        return descriptor

    def _locate(self, relative: str) -> Path:
        """The absolute path of ``relative``, after each folder in it was checked; the last part may be anything."""
        path = self._path
        parts = relative.split("/")
        for number, part in enumerate(parts, 1):
            path = path / part
            if number < len(parts):
                _demand(path.lstat(), "/".join(parts[:number]), stat.S_ISDIR)
        return path

    def _open_by_path(self, relative: str) -> int:
        path = self._locate(relative)
        _demand(path.lstat(), relative, stat.S_ISREG)
        if not path.resolve(strict=True).is_relative_to(self._path.resolve(strict=True)):
            raise NotPlainError(relative, "leads out of the folder")
        descriptor = os.open(path, _FILE)
        try:
            _demand(os.fstat(descriptor), relative, stat.S_ISREG)
        except NotPlainError:
            os.close(descriptor)
            raise
        return descriptor


def read_all(descriptor: int, most: int) -> bytes:
    """The bytes of an open file, at most ``most`` + 1: the extra byte shows the caller that there are more."""
    chunks: list[bytes] = []
    left = most + 1
    while left > 0 and (chunk := os.read(descriptor, min(left, 1024 * 1024))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _demand(status: os.stat_result, path: str, wanted: Callable[[int], bool]) -> None:
    mode = status.st_mode
    # Windows has folders that lead elsewhere (junctions) without being links.
    if stat.S_ISLNK(mode) or bool(getattr(status, "st_reparse_tag", 0)):
        raise NotPlainError(path, "is a link")
    if wanted is stat.S_ISREG and not stat.S_ISREG(mode):
        raise NotPlainError(path, "is a folder" if stat.S_ISDIR(mode) else "is a pipe, a socket or a device")
    if wanted is stat.S_ISDIR and not stat.S_ISDIR(mode):
        raise NotPlainError(path, "is not a folder")
