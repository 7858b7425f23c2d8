"""Commands that write reports list the forms in their help, as each form declares itself."""

from __future__ import annotations

import click


class CommandWithForms(click.Command):
    """A command whose help ends with the forms: name, endings of file names, what it is for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list; only here are the forms loaded."""
        from compliance.report.forms.registry import forms

        with formatter.section("Forms, and the endings of file names that tell them"):
            formatter.write_dl([(f"{form.name} ({', '.join(form.endings)})", form.meaning) for form in forms()])
        super().format_epilog(ctx, formatter)
