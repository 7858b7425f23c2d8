"""Opens the drawing libraries, always the same ones, and says which they are.

WeasyPrint subsets fonts with HarfBuzz where the system has its subsetter and with fontTools elsewhere, and the bytes
differ. Here it is fontTools everywhere: it comes with the Python packages, so a machine can't lack it.
"""

from __future__ import annotations

import sys
import zlib
from importlib import import_module
from typing import Any


def open_weasyprint() -> Any:
    """The module. Raises ``OSError`` where a system library is missing, ``ModuleNotFoundError`` where WeasyPrint is."""
    if sys.platform == "linux":
        # Libraries are opened by file name. To look for another name, Python starts ldconfig, gcc and ld: a fifth of a
        # second, and whatever is called gcc in the usual places would run.
        import ctypes.util

        ctypes.util.find_library = _nothing
    weasyprint = import_module("weasyprint")
    for module, name in (
        ("weasyprint.text.ffi", "harfbuzz_subset"),
        ("weasyprint.pdf.fonts", "harfbuzz_subset"),
        # Draws fonts of coloured letters, of which we have none, where the system has it.
        ("weasyprint.pdf.fonts", "harfbuzz_vector"),
        ("weasyprint.text.fonts", "harfbuzz_vector"),
    ):
        setattr(import_module(module), name, None)
    return weasyprint


def _nothing(name: str) -> str | None:  # called with it
    return None


def libraries() -> tuple[tuple[str, str], ...]:
    """The libraries that decide which bytes are written, by name and version, in alphabetical order."""
    import fontTools
    import pydyf
    import weasyprint
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    ffi.cdef("const char *hb_version_string (void); const char *pango_version_string (void);")
    return (
        ("fontTools", fontTools.version),
        ("HarfBuzz", ffi.string(harfbuzz.hb_version_string()).decode()),
        ("Pango", ffi.string(pango.pango_version_string()).decode()),
        ("pydyf", pydyf.VERSION),
        ("WeasyPrint", weasyprint.__version__),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
    )
