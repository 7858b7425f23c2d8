"""Files that the program keeps for itself in the user's cache folder: only a gain of time, never needed.

A file is believed only where nobody else can have written it: a regular file with one name, of the user who runs the
program, closed to everybody else, in a folder of which the same holds. Whatever is otherwise is as if nothing were
there, and nothing here raises: no home, no space and no permission are no errors of a check.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from compliance.errors import ComplianceError
from compliance.files.write import write_whole

MAX_BYTES = 32 * 1024 * 1024
"""Size of one file, at most."""
MAX_FILES = 8
"""Files of one kind; the oldest are removed."""

_ONLY_OURS = 0o077
_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def cache_folder() -> Path | None:
    """The folder for the program's cache: ``$XDG_CACHE_HOME/compliance`` or ``~/.cache/compliance``.

    On Windows it is ``%LOCALAPPDATA%\\compliance\\cache``. None where there is no such place.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local, "compliance", "cache") if local else None
    given = os.environ.get("XDG_CACHE_HOME", "")
    # The specification (XDG Base Directory 0.8) has relative paths ignored.
    if given.startswith("/"):
        return Path(given, "compliance")
    try:
        return Path.home() / ".cache" / "compliance"
    except RuntimeError:
        return None


def read_cached(kind: str, name: str) -> bytes | None:
    """What was kept under a name; None where there is nothing, or nothing that can be believed."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        if not _is_private(os.lstat(folder), stat.S_ISDIR) or not _is_private(os.lstat(folder / kind), stat.S_ISDIR):
            return None
        descriptor = os.open(folder / kind / name, os.O_RDONLY | _FOLLOW_NO_LINK | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not _is_private(found, stat.S_ISREG) or found.st_nlink != 1 or found.st_size > MAX_BYTES:
                return None
            data = file.read(MAX_BYTES + 1)
            return data if len(data) <= MAX_BYTES else None
    except (OSError, ValueError):
        return None


def keep(kind: str, name: str, data: bytes) -> None:
    """Keep ``data`` under a name, if that can be done."""
    folder = cache_folder()
    if folder is None or len(data) > MAX_BYTES:
        return
    with contextlib.suppress(OSError, ValueError, ComplianceError):
        place = folder / kind
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for one in (folder, place):
            one.mkdir(mode=0o700, exist_ok=True)
            if not _is_private(os.lstat(one), stat.S_ISDIR):
                return
        write_whole(place / name, data, mode=0o600)
        files = sorted(place.iterdir(), key=lambda path: path.lstat().st_mtime_ns, reverse=True)
        for old in files[MAX_FILES:]:
            old.unlink(missing_ok=True)


def _is_private(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    if not is_kind(found.st_mode):
        return False
    # Windows has other permissions; there the folder of the user's own data is closed to others by itself.
    return sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & _ONLY_OURS)
