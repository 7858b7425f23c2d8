"""``compliance version``."""

from __future__ import annotations

import platform

import click

from compliance import __version__
from compliance.cli import printing


@click.command("version")
def command() -> None:
    """Print the version of the program and of Python."""
    printing.out(f"compliance {__version__} (Python {platform.python_version()})")
