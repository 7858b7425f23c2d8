"""The program, as ``python -m compliance`` and as the installed command: whatever happens, the exit code says what.

Python and many libraries end with 1 when they break, and 1 is the verdict "does not conform" here. So everything else
is imported and run inside the net below, and the standard streams are made safe to print on first.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys

# Of compliance.exit_codes; written here because importing anything may be what fails.
SETTING, BUG, INTERRUPTED, BROKEN_PIPE = 2, 70, 130, 141


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        _prepare()
        from compliance.cli.main import run
        from compliance.cli.room_for_libraries import demand_room
        from compliance.cli.signals import ending_on_signals

        demand_room()
        with ending_on_signals():
            code = run(sys.argv[1:])
    except BaseException as error:
        code = _last_words(error)
    code = _flushed(code)
    # Python looks for cycles once more when it ends, of which nothing comes: the system takes the memory back anyhow.
    gc.freeze()
    guarded = sys.modules.get("compliance.cli.room_for_libraries")
    if guarded is not None:
        guarded.exit_guarded(code)
    sys.exit(code)


def _prepare() -> None:
    # One thread for linear algebra: no result here is large, and each thread reserves memory for itself, which under
    # a limit ends the process inside the library, with 1.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # No plugin of another package takes part in a check, and none is looked for among all installed packages.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A run is short and most of what it makes lasts: looking for cycles every 700 objects takes a sixth of its time.
    gc.set_threshold(200_000, 20, 20)
    # A closed stream's number would go to the next file that is opened, and what is printed would go there. In place
    # of standard output stands a descriptor that refuses to be written to: a lost result is an error, a lost message
    # is not.
    for number, flags in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # open until the end
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    # What the console's encoding lacks is written out, never an error.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _last_words(error: BaseException) -> int:
    """Say what broke the command line itself, with as little as possible, and give the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    cause = error
    while isinstance(cause.__cause__, ImportError):
        cause = cause.__cause__
    if isinstance(error, MemoryError):
        code, words = SETTING, "the memory is not enough to start; allow the process more"
    elif isinstance(error, (ImportError, OSError)):
        code, words = SETTING, f"the program cannot be loaded: {str(cause)[:500]}"
    else:
        code, words = BUG, f"a bug of ours ({type(error).__name__}): {str(error)[:500]}"
    with contextlib.suppress(OSError):
        os.write(2, f"compliance: {words}\n".encode("ascii", "backslashreplace"))
    return code


def _flushed(code: int) -> int:
    """The exit code once all is written. Python would end with 120 where its own last flush fails."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except BaseException as error:
            if number == 1 and code in (0, 1):
                code = BROKEN_PIPE if isinstance(error, BrokenPipeError) else SETTING
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    return code


if __name__ == "__main__":
    main()
