"""Writes ``docs/commands.md``, the reference of the command line, from its help: ``python tests/write_commands.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from compliance.cli.main import cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# Commands

What `--help` says of each command. This page is written by `python tests/write_commands.py`: change the help instead.
"""


def contexts(context: click.Context | None = None) -> Iterator[click.Context]:
    """The context of each command, groups before what they hold; ``command_path`` is a command's whole name."""
    context = context or click.Context(
        cli, info_name="compliance", terminal_width=100, max_content_width=100, **cli.context_settings
    )
    yield context
    group = context.command
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        command = group.get_command(context, name)
        assert command is not None
        yield from contexts(click.Context(command, info_name=name, parent=context, **command.context_settings))


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command with its whole name."""
    for context in contexts():
        yield context.command_path, context.command


def page() -> str:
    """The whole page, with lines as wide as a terminal of 100 columns."""
    parts = [HEAD]
    for context in contexts():
        parts.append(f"## {context.command_path}\n\n```text\n{context.command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
