"""Memory is asked for before a library is loaded that ends the process itself where it gets too little.

OpenBLAS, within NumPy and SciPy, then prints a line and exits with 1, which is a verdict here.
"""

from __future__ import annotations

import mmap
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

ROOM = 96 * 1024 * 1024
"""Bytes; with one thread either library maps some 30 MB of code and 32 MB of buffers."""


class _RoomFirst:
    """Finds no module; sees to it that there is memory before others find one of those."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in ("numpy", "scipy"):
            # Mapped and never touched. Raises OSError where the process may have no more.
            mmap.mmap(-1, ROOM).close()
        return None


def demand_room() -> None:
    """From now on, importing NumPy or SciPy without enough memory raises OSError instead of ending the process."""
    sys.meta_path.insert(0, _RoomFirst())
