"""Reads numbers from text, and accepts only those that every reader reads as the same number."""

from __future__ import annotations

import math

# RFC 7493 (I-JSON), section 2.2: readers differ on integers beyond this.
MOST = 2**53 - 1
_DIGITS = {10: 16, 8: 18, 16: 14}


class NumeralError(ValueError):
    """A well-formed numeral that is not accepted; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def whole(numeral: str, base: int = 10) -> int:
    """The integer that ``numeral`` (with its sign or prefix, if any) denotes in ``base``, within plus or minus 2^53-1.

    Raises NumeralError beyond that. Checks the length first, since reading n digits takes about n squared steps.
    """
    value = MOST + 1
    if len(numeral.lstrip("+-0ox")) <= _DIGITS[base]:
        value = int(numeral, base)
    if abs(value) > MOST:
        raise NumeralError(
            f"the number {_short(numeral)} is too large to be read alike everywhere",
            f"whole numbers go to {MOST:,}; if this is an identifier, put it in quotes",
        )
    return value


def decimal(numeral: str) -> float:
    """The float nearest to ``numeral``, which must be finite. Raises NumeralError where it is not."""
    value = float(numeral)
    if not math.isfinite(value):
        raise NumeralError(
            f"the number {_short(numeral)} is too large",
            "numbers go to about 1.8e308; if this is text, put it in quotes",
        )
    return value


def _short(numeral: str) -> str:
    return numeral if len(numeral) <= 24 else f"{numeral[:12]}… ({len(numeral):,} characters)"
