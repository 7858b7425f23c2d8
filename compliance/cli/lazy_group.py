"""Commands that are imported when they are asked for, so that the help is there at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """Commands by name, each with its line of help.

    That of ``some-name`` is in the module ``some_name`` of ``package``; a group of commands is a folder there.
    """

    def __init__(
        self, *arguments: Any, commands_by_name: Mapping[str, str], package: str = "compliance.cli", **rest: Any
    ) -> None:
        super().__init__(*arguments, **rest)
        self._lines, self._package = commands_by_name, package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(self._lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self._lines:
            return None
        module = importlib.import_module(f"{self._package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        for option in COMMON:
            if option not in command.params:
                command.params.append(option)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names. Raises :class:`click.UsageError` with the nearest ones."""
        name = str(args[0])
        if name not in self._lines and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(name, possibilities=self._lines, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table and not from the commands themselves."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._lines.items()))


# Read by compliance.cli.asked before the command is known; here they get their place in the help.
COMMON = (
    click.Option(
        ["--traceback"], is_flag=True, expose_value=False, help="Show the traceback of a bug. COMPLIANCE_TRACEBACK=1"
    ),
    click.Option(
        ["--log-level"],
        type=click.Choice(["debug", "info", "warning"]),
        expose_value=False,
        help="Print to standard error what is done and how long it takes. COMPLIANCE_LOG=debug",
    ),
)
