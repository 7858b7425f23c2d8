"""A prepared standard kept between runs: read back, it needs no YAML, no validation and no type checker.

Kept is data only, as JSON: what its files say, checked expressions as trees, where parts of the rules stand. No verdict
and nothing that could be run is in it. The name of a file in the cache is a digest of everything that it depends on:
all files of the standard, and the versions of engine, Python and type checker. Whatever is off, the standard is
prepared anew, in silence.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from compliance import __version__
from compliance.errors import Cause, ComplianceError
from compliance.files.source import Source
from compliance.files.sources import Files, open_files
from compliance.files.user_cache import keep, read_cached
from compliance.standard.check_files import CRITERIA, OWN, PROFILES, problems_of_files
from compliance.standard.prepared import PreparedStandard
from compliance.standard.stored_standard import restore, store

_KIND = "standards"
_FORMAT = "1"
"""Counts changes of what is stored that no version of the engine tells."""

Find = Callable[[str], Callable[..., Any]]
"""The Python function that expressions call by a name; a function of a module."""


def prepared_from_cache(
    origin: Path, names: tuple[str, ...], find: Find, make: Callable[[], PreparedStandard]
) -> PreparedStandard:
    """The prepared standard in a folder, from the cache or by ``make``; then it is kept for the next run.

    ``names`` are the functions that its expressions may call, ``find`` gives each of them. Raises what ``make`` raises.
    """
    sources = _sources(origin)
    if sources is None:
        return make()
    key = _key(sources, names)
    data = read_cached(_KIND, f"{key}.json")
    found = _read(data, key, origin, sources, names, find) if data is not None else None
    if found is not None:
        return found
    made = make()
    # A file that changed in between belongs to another key.
    if all(sources.get(one.path) and sources[one.path].sha256 == one.sha256 for one in made.standard.files):
        _keep(made, key)
    return made


def _keep(prepared: PreparedStandard, key: str) -> None:
    try:
        body = json.dumps(store(prepared), ensure_ascii=False, separators=(",", ":")).encode()
    except (ComplianceError, RecursionError, ValueError):
        # What the standard says of itself may be wrong, which whoever checks a dossier is told; half a character is no
        # text that a file could hold.
        return
    keep(_KIND, f"{key}.json", f"{key} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


def _read(
    data: bytes, key: str, origin: Path, sources: dict[str, Source], names: tuple[str, ...], find: Find
) -> PreparedStandard | None:
    head, _, body = data.partition(b"\n")
    if head.decode("ascii", "replace") != f"{key} {hashlib.sha256(body).hexdigest()}":
        return None
    try:
        return restore(json.loads(body), origin, sources, names, find)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        return None


def _sources(origin: Path) -> dict[str, Source] | None:
    """Every file of the standard that decides how it is prepared, by path; None where one of them can't be read."""
    try:
        with open_files(origin, Cause.STANDARD) as files:
            if any(problems_of_files(files)):
                return None
            return {name: files.read(name) for name in _names(files)}
    except ComplianceError:
        return None


def _names(files: Files) -> Iterator[str]:
    yield from files.list("", (".yaml",))
    for folder in (CRITERIA, PROFILES):
        yield from files.list(folder, (".yaml",))
    for folder in (OWN, f"{OWN}/evidence", f"{OWN}/narrative"):
        yield from files.list(folder, ("",))


def _key(sources: dict[str, Source], names: tuple[str, ...]) -> str:
    files = [[name, source.sha256] for name, source in sorted(sources.items())]
    about = [_FORMAT, __version__, sys.version, sorted(names), files, list(_installed())]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def _installed() -> Iterator[str]:
    """Name, size and time of the installed files that decide what is stored: ours, and those of the type checker."""
    folders = [Path(__file__).parents[1] / name for name in ("expressions", "standard", "measures")]
    checker = importlib.util.find_spec("cel_expr_python")
    folders += [Path(one) for one in (checker.submodule_search_locations or ()) if checker] if checker else []
    for folder in folders:
        yield from _files(str(folder))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.name.endswith((".py", ".so", ".pyd")):
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
