"""The command line's door: the commands by name, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys

import click

from compliance import __version__
from compliance.cli.lazy_group import Lazy

EPILOG = """\b
Exit codes
  0   the dossier conforms to the level asked for
  1   it does not
  2   wrong use, or a standard, profile or setting that is wrong
  3   the dossier was rejected
  4   it could not be decided: a rule or measure broke, or a limit was hit
  5   verification failed
  70  a bug of ours
"""

_COMMANDS = {
    "check": "Check a dossier against a standard.",
    "report": "Write the report of an assessment again, in another form.",
    "explain": "Explain a criterion, and what decides it on a dossier.",
    "crosswalk": "Print of which clauses of another framework an assessment gives evidence.",
    "standard": "Test a standard's rules.",
    "measure": "Look up measures, and try one on a table.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "version": "Print the version.",
}

BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141


@click.group(
    cls=Lazy, commands_by_name=_COMMANDS, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="compliance")
def cli() -> None:
    """Check AI safety evaluations against mutual-shaping standards.

    A dossier is a folder with dossier.yaml, narrative/ and evidence/. A standard is a folder of rule files; the
    Mutual-Shaping Safety Standard comes with the program.

    \b
    Try:  compliance check samples/benefits-navigator --report audit.pdf
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; whatever goes wrong ends in words, never in a traceback."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code."""
    try:
        code = cli.main(arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        from compliance.cli.error_output import tell

        return tell(error)
