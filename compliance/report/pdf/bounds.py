"""Bounds on this process, where the platform can say them; elsewhere the wall clock alone bounds it."""

from __future__ import annotations

import sys


def bound(cpu_seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Sets the bounds for what comes next. They can be raised later up to what the environment allows."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_CPU": cpu_seconds, "RLIMIT_AS": memory_bytes, "RLIMIT_FSIZE": file_bytes, "RLIMIT_CORE": 0}
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):
            continue


def allowed_memory() -> int | None:
    """The bytes of memory that the environment allows a process, None where it says nothing."""
    try:
        import resource
    except ImportError:
        return None
    kind = getattr(resource, "RLIMIT_AS", None)
    if kind is None:
        return None
    _, hard = resource.getrlimit(kind)
    return None if hard == resource.RLIM_INFINITY else hard


def end_with(parent: int) -> None:
    """From now on this process ends when the process ``parent`` does, on Linux; at once where that is gone already."""
    if sys.platform != "linux":
        return
    import ctypes
    import os
    import signal

    death_signal = 1  # PR_SET_PDEATHSIG, linux/prctl.h
    ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
