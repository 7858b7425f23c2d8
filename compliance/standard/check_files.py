"""Files in a standard's folder that nothing would read: a misspelt name must not drop a family unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from compliance.errors import Place, Problem, did_you_mean, nearest, one_of
from compliance.files.sources import Files
from compliance.standard.crosswalk import CROSSWALK

STANDARD_FILE = "standard.yaml"
SCHEMA_FILE = "dossier.schema.yaml"
CRITERIA, PROFILES, TESTS, OWN = "criteria", "profiles", "tests", "self"

_TOP = (STANDARD_FILE, SCHEMA_FILE, CROSSWALK)
_DOCUMENTS = ("README", "LICENSE", "CHANGELOG", "NOTICE")
# Of each folder: the folders in it that are read by themselves. What is in a dossier's own folder is the dossier's.
_FOLDERS: dict[str, tuple[str, ...]] = {CRITERIA: (), PROFILES: (), TESTS: ("base",)}


def problems_of_files(files: Files) -> Iterator[Problem]:
    """A problem for each file and folder of a standard that is neither read nor a document beside the rules."""
    for name in files.list("", ("",)):
        path = PurePosixPath(name)
        document = path.suffix == ".md" or path.name.startswith(_DOCUMENTS)
        if name not in _TOP and not document:
            yield _unknown_file(name, _TOP)
    known = (*_FOLDERS, OWN)
    for folder in files.folders(""):
        if folder not in known:
            yield _unknown_folder(folder, known)
    for folder, inner in _FOLDERS.items():
        for name in files.list(folder, ("",)):
            if not name.endswith(".yaml"):
                yield _unknown_file(name, ())
        for below in files.folders(folder):
            if below not in inner:
                yield _unknown_folder(f"{folder}/{below}", inner)


def _unknown_file(name: str, known: Sequence[str]) -> Problem:
    hint = did_you_mean(name, known)
    path = PurePosixPath(name)
    if path.suffix.lower() in (".yml", ".yaml"):
        hint = f"name it {path.with_suffix('.yaml')}" if path.suffix != ".yaml" and not known else hint
    hint = hint or "move it out of the folder; text for readers belongs at the top, in a file that ends in .md"
    expected = one_of(known) or "files that end in .yaml"
    return Problem("unknown-file", "nothing reads this file", Place(name), expected, hint)


def _unknown_folder(name: str, known: Sequence[str]) -> Problem:
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else "move it out of the folder, or its files to where they are read"
    return Problem("unknown-file", "nothing in this folder is read", Place(f"{name}/"), one_of(known), hint)
