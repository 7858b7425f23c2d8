"""What many tests need and what costs time to make: the shipped standard and the samples, loaded once in a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from compliance.api import load_standard
from compliance.assess.assessment.model import Assessment
from compliance.assess.checker import Checker
from compliance.dossier.load import Dossier, load_dossier
from compliance.standard.load import Standard

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("benefits-navigator", "support-assistant", "meeting-minutes", "story-coach", "collective-constitution")
AS_OF = date(2026, 11, 23)


def checker(profile: str | None = None) -> Checker:
    """The shipped standard with a profile, compiled."""
    return _checker(profile)


@cache
def _checker(profile: str | None) -> Checker:
    return load_standard("mutual-shaping", profile=profile)._checker


def standard() -> Standard:
    """The shipped standard, as it is written."""
    return checker().tailored.standard


@cache
def loaded(name: str) -> Dossier:
    """A shipped sample."""
    return load_dossier(ROOT / "samples" / name, standard().dossier_schema)


def assessed(name: str, as_of: date = AS_OF) -> Assessment:
    """The assessment of a shipped sample."""
    return _assessed(name, as_of)


@cache
def _assessed(name: str, as_of: date) -> Assessment:
    return checker().assess(loaded(name), as_of)
