"""The command line: the commands by name, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence

import click

from compliance import __version__
from compliance.cli import printing
from compliance.cli.asked import Asked
from compliance.cli.lazy_group import COMMON, Lazy
from compliance.cli.signals import PIPE, Stopped
from compliance.exit_codes import ExitCode, table
from compliance.log import start_log

EPILOG = "\b\nExit codes\n" + textwrap.indent(table(), "  ")

_COMMANDS = {
    "check": "Check a dossier against a standard.",
    "report": "Write the report of an assessment again, in another form.",
    "verify": "Verify an assessment or a PDF report: recompute it, compare files, check again.",
    "explain": "Explain a criterion, and what decides it on a dossier.",
    "crosswalk": "Print of which clauses of another framework an assessment gives evidence.",
    "standard": "Test a standard's rules.",
    "measure": "Look up measures, and try one on a table.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "version": "Print the version.",
}


@click.group(
    cls=Lazy,
    commands_by_name=_COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=list(COMMON),
)
@click.version_option(__version__, prog_name="compliance")
def cli() -> None:
    """Check AI safety evaluations against mutual-shaping standards.

    A dossier is a folder with dossier.yaml, narrative/ and evidence/. A standard is a folder of rule files; the
    Mutual-Shaping Safety Standard comes with the program.

    \b
    Try:  compliance check samples/benefits-navigator --report audit.pdf
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, with this process's arguments unless others are given; its exit code.

    Whatever goes wrong ends in words and a code, never in an exception, except what no code here can be sure to
    survive: no memory to tell of an error.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = Asked.of(given, os.environ)
    try:
        if asked.log:
            start_log(asked.log)
        code = cli.main(given, prog_name="compliance", standalone_mode=False)
        return code if isinstance(code, int) else ExitCode.CONFORMS
    except click.Abort:
        printing.err("interrupted")
        return ExitCode.INTERRUPTED
    except Stopped as stopped:
        if stopped.number != PIPE:
            printing.err("ended by a signal")
        return stopped.exit_code
    except SystemExit as end:
        # The library behind the command line ends so after completing words for a shell, with 0, and with 1 where
        # whoever read its help has gone.
        return ExitCode.CONFORMS if end.code == 0 else ExitCode.BROKEN_PIPE
    except Exception as error:
        from compliance.cli.error_output import tell

        return tell(error, asked)
