"""The values of an expression that plain Python lacks: unsigned integers, instants, spans, optionals, types.

Everything else is Python's own: ``bool``, ``int`` (CEL int), ``float`` (double), ``str``, ``bytes``, ``None``,
``list`` and ``dict`` (maps and messages alike; the keys true and false are held as :class:`BoolKey`, because Python's
``True`` and ``1`` are one key).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from compliance.expressions.values.failures import EvaluationError

Value = Any

INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1
UINT_MAX: Final = 2**64 - 1
SECOND: Final = 1_000_000_000
DAY: Final = 86_400 * SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = -62_135_596_800 * SECOND
_LAST = 253_402_300_800 * SECOND - 1


class Uint(int):
    """An unsigned 64-bit integer; equal to the int of the same value, as CEL's numbers are."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{int(self)}u"


@dataclass(frozen=True, slots=True, order=True)
class Timestamp:
    """An instant, as nanoseconds since 1970-01-01T00:00:00Z; years 1 to 9999."""

    ns: int

    def __post_init__(self) -> None:
        if not _FIRST <= self.ns <= _LAST:
            raise EvaluationError("timestamp out of range: years 1 to 9999 are allowed")

    def moment(self) -> datetime:
        """The instant in UTC, cut to whole microseconds."""
        return _EPOCH + timedelta(microseconds=self.ns // 1000)

    def __str__(self) -> str:
        """RFC 3339; a midnight in UTC is written as the date alone."""
        return self.rfc3339() if self.ns % DAY else self.moment().strftime("%Y-%m-%d").zfill(10)

    def rfc3339(self) -> str:
        """The full form with a trailing Z; fractions in groups of three digits, as few as hold the value."""
        seconds, nanos = divmod(self.ns, SECOND)
        whole = (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S").zfill(19)
        return whole + _fraction(nanos) + "Z"


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A span of time in nanoseconds, as many as 64 bits hold with a sign: about 292 years either way."""

    ns: int

    def __post_init__(self) -> None:
        if not INT_MIN <= self.ns <= INT_MAX:
            raise EvaluationError("duration out of range")

    def __str__(self) -> str:
        sign = "-" if self.ns < 0 else ""
        seconds, nanos = divmod(abs(self.ns), SECOND)
        return f"{sign}{seconds}{_fraction(nanos)}s"


def _fraction(nanos: int) -> str:
    if not nanos:
        return ""
    digits = f"{nanos:09d}".rstrip("0")
    return "." + digits.ljust(-(-len(digits) // 3) * 3, "0")


@dataclass(frozen=True, slots=True)
class BoolKey:
    """A boolean as the key of a map."""

    value: bool


@dataclass(frozen=True, slots=True)
class Type:
    """A type as a value: what ``type(x)`` gives."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Optional:
    """An optional value; ``NONE`` is the absent one."""

    value: Value
    present: bool = True


NONE: Final = Optional(None, present=False)

_TYPE_NAMES: dict[type, str] = {
    bool: "bool",
    int: "int",
    Uint: "uint",
    float: "double",
    str: "string",
    bytes: "bytes",
    type(None): "null_type",
    list: "list",
    dict: "map",
    Timestamp: "google.protobuf.Timestamp",
    Duration: "google.protobuf.Duration",
    Type: "type",
    Optional: "optional_type",
}


def type_name(value: Value) -> str:
    """CEL's name for the type of a value."""
    return _TYPE_NAMES[type(value)]


def to_key(value: Value) -> Value:
    """A value as the key of a map: numbers equal across types share a key.

    Raises :class:`EvaluationError` for a value that cannot be a key.
    """
    kind = type(value)
    if kind is str or kind is int or kind is Uint:
        return value
    if kind is bool:
        return BoolKey(value)
    if kind is float and value.is_integer():
        return int(value)
    raise EvaluationError(f"unsupported key type: {type_name(value)}")


def from_key(key: Value) -> Value:
    """The value of a map's key."""
    return key.value if type(key) is BoolKey else key
