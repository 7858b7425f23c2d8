"""Options that several commands share, and what they stand for: a standard, a profile, a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from compliance.assess.checker import Checker
    from compliance.errors import ComplianceError
    from compliance.report.forms.registry import Look
    from compliance.standard.load import Standard

DEFAULT_STANDARD = "mutual-shaping"


def standard_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--standard``: a folder, or the name of a standard that comes with the program."""
    return click.option(
        "--standard",
        default=DEFAULT_STANDARD,
        show_default=True,
        metavar="FOLDER|NAME",
        help="The standard: a folder of rule files, or the name of one that comes with the program.",
    )(function)


def profile_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--profile``."""
    return click.option(
        "--profile", metavar="NAME|FILE", help="A tailoring of the standard: one of its profiles by name, or a file."
    )(function)


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--as-of``."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The day the assessment speaks of. Default: today, UTC. Nothing else reads the clock.",
    )(function)


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--language``: the language of a report with pages."""
    return click.option(
        "--language",
        default="en",
        show_default=True,
        metavar="CODE",
        help="The language of a PDF or HTML report. Texts of the standard and the dossier stay as they are.",
    )(function)


def templates_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--templates``: a folder with what stands in place of ours in a report with pages."""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Your own templates, styles, logo and languages for a PDF report, in place of ours.",
    )(function)


def look(language: str, templates: Path | None) -> Look:
    """How reports with pages look. Raises :class:`ComplianceError` for a language or a folder that can't be used."""
    from compliance.report.document.overrides import NONE, load_overrides
    from compliance.report.forms.registry import Look
    from compliance.report.wording.translations import load_language

    overrides = load_overrides(templates) if templates is not None else NONE
    return Look(load_language(language, overrides), overrides)


def day(as_of: datetime | None) -> date:
    """The day that was asked for, or today in UTC."""
    return as_of.date() if as_of is not None else datetime.now(UTC).date()


def find_standard(given: str) -> Standard:
    """The standard in a folder, or the shipped one of that name.

    Raises :class:`ComplianceError` where there is none, or it is wrong.
    """
    from compliance.errors import Cause, ComplianceError, Problem
    from compliance.files.shipped import shipped
    from compliance.standard.load import load_standard

    path = Path(given)
    if not path.is_dir():
        path = shipped("standards") / given
        if not (path / "standard.yaml").is_file():
            known = sorted(one.name for one in shipped("standards").iterdir() if (one / "standard.yaml").is_file())
            problem = Problem(
                f"there is no standard `{given}`",
                expected=f"a folder, or one of {', '.join(known)}",
                hint="see --standard",
            )
            raise ComplianceError(Cause.SETTING, problem)
    return load_standard(path)


def prepare(standard: str, profile: str | None) -> Checker:
    """A standard, tailored by a profile if one is named, with every expression checked."""
    from compliance.assess.checker import Checker
    from compliance.measures.registry import measures
    from compliance.standard.load import load_profile
    from compliance.standard.prepared import prepare as prepare_standard
    from compliance.standard.profile import tailor

    found = find_standard(standard)
    prepared = prepare_standard(found, {f"measure.{name}": one.function for name, one in measures().items()})
    return Checker(prepared, tailor(found, prepared.facts, *(load_profile(found, profile) if profile else ())))


def find_level(standard: Standard, given: str) -> int:
    """A level by its number or name. Raises :class:`ComplianceError` where there is none."""
    from compliance.errors import Cause, ComplianceError, Problem

    for level in standard.file.levels:
        if given.lower() in (str(level.number), level.name.lower()):
            return level.number
    names = ", ".join(f"{level.number} ({level.name})" for level in standard.file.levels)
    raise ComplianceError(Cause.SETTING, Problem(f"the standard has no level `{given}`", expected=f"one of {names}"))


def unknown_criterion(given: str, known: list[str]) -> ComplianceError:
    """The error to raise for a criterion that the standard does not have."""
    from compliance.errors import Cause, ComplianceError, Problem
    from compliance.standard.validate import did_you_mean, nearest_of

    problem = Problem(f"there is no criterion `{given}`", None, nearest_of(known), did_you_mean(given, known))
    return ComplianceError(Cause.SETTING, problem)
