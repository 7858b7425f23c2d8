"""A profile read from its file, and every name in it held against the standard that it tailors."""

from __future__ import annotations

from pathlib import Path

from compliance.errors import Cause, ComplianceError, Problem, did_you_mean, in_order, one_of
from compliance.files.sources import Origin, open_files
from compliance.standard.check_files import OWN
from compliance.standard.loaded import LoadedProfile, Standard
from compliance.standard.model import ProfileFile

OWN_PROFILE = f"{OWN}/profile.yaml"


def load_profile(standard: Standard, name_or_path: str) -> LoadedProfile:
    """A profile of the standard by name, or from a file of one's own.

    Raises :class:`ComplianceError` where there is none, or it is wrong, or it tailors another standard.
    """
    if name_or_path in standard.profile_names():
        path = f"profiles/{name_or_path}.yaml"
        return standard.known_profiles.get(path) or _read(standard, standard.origin, path)
    given = Path(name_or_path)
    if not given.is_file():
        known = standard.profile_names()
        message = f"there is no profile `{name_or_path}`"
        hint = did_you_mean(name_or_path, known) or "name a profile of the standard, or a file"
        raise ComplianceError(Cause.SETTING, Problem("unknown-name", message, None, one_of(known), hint))
    return _read(standard, given.parent, given.name)


def load_own_profile(standard: Standard) -> LoadedProfile:
    """The profile by which the standard is judged by its own criteria. Raises as :func:`load_profile`."""
    return standard.known_profiles.get(OWN_PROFILE) or _read(standard, standard.part(OWN), "profile.yaml")


def _read(standard: Standard, origin: Origin, name: str) -> LoadedProfile:
    from compliance.files.yaml_text import parse_yaml
    from compliance.standard.check_profile import problems_of_profile
    from compliance.standard.validate import validate

    with open_files(origin, Cause.STANDARD) as files:
        tree = parse_yaml(files.read(name))
    profile = validate(ProfileFile, tree)
    ids = [placed.criterion.id for placed in standard.criteria]
    problems = problems_of_profile(standard.file, ids, profile, tree)
    if problems:
        raise ComplianceError(Cause.STANDARD, in_order(problems))
    return LoadedProfile(profile, tree)
