"""A profile read from its file, and every name in it held against the standard that it tailors."""

from __future__ import annotations

from pathlib import Path

from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.sources import Origin, open_files
from compliance.files.tree import Tree
from compliance.files.yaml_text import parse_yaml
from compliance.standard.loaded import LoadedProfile, Standard
from compliance.standard.model import ProfileFile
from compliance.standard.validate import did_you_mean, nearest_of, unknown_name, validate

OWN = "self"
"""The folder in which a standard gives account of itself: a dossier, and a profile that chooses what applies to it."""


def load_profile(standard: Standard, name_or_path: str) -> LoadedProfile:
    """A profile of the standard by name, or from a file of one's own.

    Raises :class:`ComplianceError` where there is none, or it is wrong, or it tailors another standard.
    """
    if name_or_path in standard.profile_names():
        return _read(standard, standard.origin, f"profiles/{name_or_path}.yaml")
    given = Path(name_or_path)
    if not given.is_file():
        known = standard.profile_names()
        message = f"there is no profile `{name_or_path}`"
        hint = did_you_mean(name_or_path, known) or "name a profile of the standard, or a file"
        raise ComplianceError(Cause.SETTING, Problem("unknown-name", message, None, nearest_of(known), hint))
    return _read(standard, given.parent, given.name)


def load_own_profile(standard: Standard) -> LoadedProfile:
    """The profile by which the standard is judged by its own criteria. Raises as :func:`load_profile`."""
    return _read(standard, standard.part(OWN), "profile.yaml")


def _read(standard: Standard, origin: Origin, name: str) -> LoadedProfile:
    with open_files(origin, Cause.STANDARD) as files:
        tree = parse_yaml(files.read(name))
    profile = validate(ProfileFile, tree)
    problems = problems_of_profile(standard, profile, tree)
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return LoadedProfile(profile, tree)


def problems_of_profile(standard: Standard, profile: ProfileFile, tree: Tree) -> list[Problem]:
    """Names in a profile that name nothing, and values of another type than the parameter's."""
    problems = []
    ids = [placed.criterion.id for placed in standard.criteria]
    params = standard.file.params
    if profile.standard != standard.file.id:
        problems.append(unknown_name("standard", profile.standard, [standard.file.id], tree.place(("standard",))))
    if profile.level is not None and profile.level not in standard.level_numbers:
        levels = [str(number) for number in standard.level_numbers]
        problems.append(unknown_name("level", str(profile.level), levels, tree.place(("level",))))
    named = [("exclude", index, one.criterion) for index, one in enumerate(profile.exclude)]
    named += [("weights", index, one.criterion) for index, one in enumerate(profile.weights)]
    for key, index, name in named:
        if name not in ids:
            problems.append(unknown_name("criterion", name, ids, tree.place((key, index, "criterion"))))
    for index, change in enumerate(profile.params):
        if change.param not in params:
            problems.append(
                unknown_name("parameter", change.param, list(params), tree.place(("params", index, "param")))
            )
        elif type(change.value) is not type(params[change.param].value):
            wanted = type(params[change.param].value).__name__
            place = tree.place(("params", index, "value"))
            problems.append(
                Problem("parameter-type", f"`{change.param}` is of another type", place, wanted, "write 1.0 for 1")
            )
    return problems
