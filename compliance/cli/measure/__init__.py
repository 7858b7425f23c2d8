"""``compliance measure``: what can be computed from evidence, and trying it on a table."""

from __future__ import annotations

import click

from compliance.cli.lazy_group import Lazy

_COMMANDS = {
    "list": "List the measures that rules may use.",
    "show": "Show one measure: arguments, columns, result, formula, sources, failure modes.",
    "run": "Run one measure on a table file.",
}


@click.group("measure", cls=Lazy, commands_by_name=_COMMANDS, package=__name__)
def command() -> None:
    """Look up measures, and try one on a table."""
