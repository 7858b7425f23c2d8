"""What the exit codes of the program mean: the one table that the help, refusals and verdicts read."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """An exit code and, as :attr:`meaning`, what it says.

    1 is a verdict. Whatever breaks ends in another code, since Python and many libraries end with 1 when they break
    (:mod:`compliance.__main__`). 70 is ``EX_SOFTWARE`` of BSD's sysexits; codes above 128 are 128 and
    the number of a signal.
    """

    meaning: str

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        """One member of the table."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    CONFORMS = 0, "the dossier conforms to the level asked for"
    DOES_NOT_CONFORM = 1, "it does not"
    SETTING = 2, "wrong use; a standard, profile or setting that is wrong; or the system lacks something"
    DOSSIER = 3, "the dossier was rejected"
    UNDECIDED = 4, "it could not be decided: a rule or measure broke, or a limit was hit"
    VERIFICATION = 5, "verification failed"
    BUG = 70, "a bug of ours"
    HANGUP = 129, "ended by SIGHUP"
    INTERRUPTED = 130, "ended by Ctrl-C (SIGINT)"
    BROKEN_PIPE = 141, "the reader of the output has gone (SIGPIPE)"
    TERMINATED = 143, "ended by SIGTERM"


def table() -> str:
    """The codes with their meanings, one a line, for the help."""
    return "\n".join(f"{code.value:<4} {code.meaning}" for code in ExitCode)
