"""The paths that a dossier or a standard may use: those that name one file inside the folder, on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.folding import folded
from compliance.files.limits import DEFAULT, Limits
from compliance.files.visible_text import quote, show

_EXPECTED = "a path inside the folder, such as evidence/ratings.csv"
_MARKS = frozenset("._-+,() ")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Windows reads these as devices, in any folder and with any suffix.
_WINDOWS_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)))
)
# Harmless when opened inside the folder, but there is no honest use of it.
_UNIX_DEVICE = re.compile(r"(?:dev/(?:std(?:in|out|err)|null|zero|full|u?random|tty|fd)|proc/(?:self|[0-9]+))(?:/|$)")
_PART_BYTES = 200


def check_relative_path(text: str, at: Place, cause: Cause, limits: Limits = DEFAULT) -> str:
    """``text`` itself, if it is an accepted path: parts separated by ``/``, relative to the folder that mentions it.

    A part is made of letters and digits of any script, in composed form, and of ``. _ - + , ( )`` and spaces; it
    starts with a letter, a digit or an underscore, and does not end with a point or a space. Raises ComplianceError
    at ``at``, the place that mentions the path, and says what to write instead.
    """

    def refuse(message: str, hint: str | None = None) -> NoReturn:
        raise ComplianceError(cause, Problem("path-not-allowed", message, at, _EXPECTED, hint))

    shown = f"the path {quote(text)}"
    if not text:
        refuse("the path is empty")
    if len(text) > limits.path_chars:
        refuse(f"{shown} has {len(text):,} characters", f"use at most {limits.path_chars} (limit path_chars)")
    if show(text) != text:
        refuse(f"{shown} holds characters that cannot be seen", "type the path again")
    if text.startswith(("/", "~")):
        refuse(f"{shown} starts outside the folder", "copy the file into the folder, and write its path from there")
    if "\\" in text:
        refuse(f"{shown} holds a backslash", "separate folders with /")
    if _SCHEME.match(text):
        refuse(f"{shown} is an address or a drive", "copy the file into the folder; nothing is fetched")
    parts = text.split("/")
    if ".." in parts:
        refuse(
            f"{shown} climbs out of a folder with ..", "copy the file into the folder, and write its path from there"
        )
    if "." in parts or "" in parts:
        refuse(f"{shown} has an empty part, or one that is a single point", "write folders and file with one / between")
    if len(parts) > limits.path_parts:
        refuse(f"{shown} goes {len(parts)} folders deep", f"use at most {limits.path_parts} (limit path_parts)")
    if _UNIX_DEVICE.match(text):
        refuse(f"{shown} reads like a device of the system", "rename the folder")
    for part in parts:
        fault = _fault(part)
        if fault:
            refuse(f"{shown}: {fault}", "rename the file or folder")
    return text


def _fault(part: str) -> str | None:
    """What is wrong with the name ``part``, or None."""
    for character in part:
        if character.isascii():
            if not character.isalnum() and character not in _MARKS:
                return f"{quote(character)} is not allowed in a name"
        elif unicodedata.category(character)[0] not in "LMN":
            return f"{quote(character)} (U+{ord(character):04X}) is neither a letter nor a digit"
    if unicodedata.normalize("NFKC", part) != part:
        return f"the letters of {quote(part)} are not in composed form (NFKC), so systems may disagree on the name"
    if not (part[0].isalnum() or part[0] == "_"):
        return f"{quote(part)} does not start with a letter, a digit or an underscore"
    if part[-1] in ". ":
        return f"{quote(part)} ends with a point or a space, which Windows drops"
    if part.split(".")[0].strip().lower() in _WINDOWS_DEVICES:
        return f"{quote(part)} is the name of a device on Windows"
    if len(part.encode()) > _PART_BYTES:
        return f"{quote(part)} is too long for a file name"
    return None


def check_twins(paths: Iterable[tuple[str, Place]], cause: Cause) -> None:
    """Raise ComplianceError if two different ``paths`` would be one file where case or composition does not count.

    The same path may be repeated: it is the same file on every system.
    """
    first: dict[str, tuple[str, Place]] = {}
    for path, at in paths:
        known, known_at = first.setdefault(folded(path), (path, at))
        if known != path:
            raise ComplianceError(
                cause,
                Problem(
                    "paths-collide",
                    f"the paths {quote(known)} ({known_at}) and {quote(path)} are one file on some systems",
                    at,
                    "names that differ in more than letter case or the encoding of letters",
                    "rename one of the two",
                ),
            )
