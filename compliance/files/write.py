"""Writes a file completely or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.visible_text import show

_HINTS = {
    errno.ENOENT: "create the folder first",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "choose a folder on a disk that can be written to",
    errno.ENOSPC: "free some space, or choose another disk",
    errno.EDQUOT: "free some space, or choose another disk",
    errno.EFBIG: "the system allows no file of this size; choose another disk or raise the limit",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def write_whole(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write ``data`` to ``path``: a file beside it is written, flushed to the disk, and takes its name.

    A reader sees the old bytes or the new ones, never a part; a file that is there already is replaced with its
    permissions kept, a link is replaced by a file. A pipe, a device or a stream of the process (``/dev/stdout``) is
    written to as it is. ``mode`` are the permissions of a new file, before the user's mask.
    Raises ComplianceError with Cause.SETTING where that fails, and leaves nothing behind.
    """
    beside: Path | None = None
    try:
        if _is_stream(path):
            with path.open("ab", buffering=0) as stream:
                _write_all(stream.fileno(), data)
            return
        kept = _mode_to_keep(path)
        beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.part")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(beside, flags, mode), "wb") as file:
            file.write(data)
            file.flush()
            if kept is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), kept)
            os.fsync(file.fileno())
        beside.replace(path)
        beside = None
        _flush_folder(path.parent)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from None
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def demand_writable(path: Path) -> None:
    """Raise what :func:`write_whole` would raise for a name, a folder or permissions, before any work is done."""
    try:
        if _is_stream(path):
            return
        _mode_to_keep(path)
        if not path.parent.is_dir():
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from None


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, or will once it is written."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _refusal(path: Path, error: OSError | ValueError) -> ComplianceError:
    code = error.errno if isinstance(error, OSError) else None
    words = error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
    place, hint = Place(show(str(path))), _HINTS.get(code or 0)
    problem = Problem("cannot-write", f"the file cannot be written: {words}", place, hint=hint)
    return ComplianceError(Cause.SETTING, problem)


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is or leads to a pipe or a device, or is an open stream of the process whatever that is."""
    try:
        mode = path.stat().st_mode
        folder = str(path.parent.resolve())
    except OSError:
        return False
    open_stream = folder in ("/dev", "/dev/fd") or folder.startswith("/proc/")
    return open_stream or stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _mode_to_keep(path: Path) -> int | None:
    """Permissions of the file that is replaced. Raises OSError where ``path`` is no file that we may replace."""
    if not path.name:
        raise IsADirectoryError(errno.EISDIR, "this is a folder")
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "this is a folder")
    if stat.S_ISLNK(mode):
        return None
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "there is a pipe, socket or device")
    return stat.S_IMODE(mode)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut; where the system cannot, the file is there all the same."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
