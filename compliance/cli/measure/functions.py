"""What ``compliance explain functions`` prints."""

from __future__ import annotations

import click


def print_functions() -> None:
    """Print all functions that authors may use in expressions, by purpose."""
    from compliance.authoring.functions import available_functions

    for group in available_functions():
        click.echo(f"{group.title} ({group.origin})")
        width = max(len(one.call) for one in group.functions)
        for one in group.functions:
            example = f"   e.g. {one.example}" if one.example else ""
            click.echo(f"  {one.call:<{width}}  {one.gives}{example}")
        click.echo()
