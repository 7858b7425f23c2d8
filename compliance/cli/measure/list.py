"""``compliance measure list``."""

from __future__ import annotations

import json

import click


@click.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """List the measures that rules may use, with what each tells."""
    from compliance.measures.registry import measures

    summaries = {name: one.summary for name, one in measures().items()}
    if form == "json":
        click.echo(json.dumps(summaries, ensure_ascii=False, indent=2))
        return
    width = max(map(len, summaries))
    for name, summary in summaries.items():
        click.echo(f"{name:<{width}}  {summary}")
