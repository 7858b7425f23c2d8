"""Commands that are imported when they are asked for, so that the help is there at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """Commands by name, each with its line of help. That of ``name`` is in the module ``prefix`` + ``name``."""

    def __init__(self, *arguments: Any, commands_by_name: Mapping[str, str], prefix: str = "", **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        self._lines, self._prefix = commands_by_name, prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(self._lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self._lines:
            return None
        command: click.Command = importlib.import_module(f"compliance.cli.{self._prefix}{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table and not from the commands themselves."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._lines.items()))
