"""Memory is asked for before a library is loaded that ends the process itself where it gets too little.

OpenBLAS, within NumPy, then prints a line and exits with 1, which is a verdict here. Where that happens all the same,
the process ends with the exit code of a system that lacks something.
"""

from __future__ import annotations

import atexit
import mmap
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import NoReturn

from compliance.exit_codes import ExitCode

ROOM = 96 * 1024 * 1024
"""Bytes; with one thread the library maps some 30 MB of code and 32 MB of buffers."""

_guards: list[object] = []
"""What the C library calls when the process exits; it is kept here, since nothing else holds it."""


class _RoomFirst:
    """Finds no module; sees to it that there is memory before others find one of those."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in ("numpy", "scipy"):
            # Mapped and never touched. Raises OSError where the process may have no more.
            mmap.mmap(-1, ROOM).close()
            _guard_exit()
        return None


def _guard_exit() -> None:
    """Let an exit that a library causes end the process with the code of a system that lacks something."""
    if _guards or sys.platform == "win32":
        return
    import ctypes

    # The C libraries of Linux and macOS have `atexit` only for programs that are linked with it; this is behind it.
    register = getattr(ctypes.CDLL(None), "__cxa_atexit", None)
    if register is not None:
        guard = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: os._exit(ExitCode.SETTING))
        _guards.append(guard)
        register(guard, None, None)


def exit_guarded(code: int) -> NoReturn:
    """End the process with ``code``; past the guard, if there is one."""
    if _guards:
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def demand_room() -> None:
    """From now on, importing NumPy or SciPy without enough memory raises OSError instead of ending the process."""
    sys.meta_path.insert(0, _RoomFirst())
