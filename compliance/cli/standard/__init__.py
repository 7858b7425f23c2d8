"""``compliance standard``: what a policy author does with a standard."""

from __future__ import annotations

import click

from compliance.cli.lazy_group import Lazy

_COMMANDS = {"test": "Run the rule tests of a standard, and say what they leave untested."}


@click.group("standard", cls=Lazy, commands_by_name=_COMMANDS, package=__name__)
def command() -> None:
    """Work on a standard: its rules and their tests."""
