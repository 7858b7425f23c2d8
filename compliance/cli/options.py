"""Options that several commands share, and their values: a standard, a profile, a day."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

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


def cache_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--no-cache``."""
    return click.option(
        "--no-cache",
        "cache",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Prepare the standard anew and keep nothing in the user's cache folder; so does COMPLIANCE_NO_CACHE=1.",
    )(function)


def may_cache(cache: bool) -> bool:
    """Whether a prepared standard may be kept: not with ``--no-cache``, nor where the environment says no."""
    return cache and os.environ.get("COMPLIANCE_NO_CACHE", "") in ("", "0")


def profile_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--profile``."""
    return click.option(
        "--profile", metavar="NAME|FILE", help="A tailoring of the standard: one of its profiles by name, or a file."
    )(function)


class _Day(click.DateTime):
    """A day of the calendar, refused in words that people use."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"`{value}` is not a day of the calendar, written like 2026-11-24", param, ctx)


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--as-of``."""
    return click.option(
        "--as-of",
        type=_Day(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The date of the assessment. Default: today, UTC. Nothing else reads the clock.",
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
    """``--templates``: a folder that replaces parts of our templates in a report with pages."""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Your own templates, styles, logo and languages for a PDF report, in place of ours.",
    )(function)


def day(as_of: datetime | None) -> date | None:
    """The day that was asked for, if one was."""
    return as_of.date() if as_of is not None else None
