"""The functions and macros that every expression may use, besides those of a standard: how to call each, what it gives.

Each comes with an example that is true; a test evaluates them, and another holds this list against what is compiled.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One function or macro. ``name`` is the one under which it is compiled, ``call`` how it is written."""

    name: str
    call: str
    gives: str
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """Functions for one purpose; ``origin`` says where their definition is: CEL, one of its extensions, or here."""

    title: str
    origin: str
    functions: tuple[BuiltIn, ...]


_F = BuiltIn

GROUPS = (
    Group(
        "Going through lists and maps",
        "CEL macros; with two variables: the extension two-var-comprehensions",
        (
            _F("all", "list.all(x, condition)", "whether the condition holds of each", "[1, 2].all(x, x > 0)"),
            _F("exists", "list.exists(x, condition)", "whether it holds of one", "[1, 2].exists(x, x > 1)"),
            _F("exists_one", "list.exists_one(x, condition)", "whether it holds of exactly one",
               "[1].exists_one(x, x > 0)"),
            _F("existsOne", "list.existsOne(i, x, condition)", "the same, with the place i",
               "[1].existsOne(i, x, i < x)"),
            _F("filter", "list.filter(x, condition)", "those of which it holds", "[1, 2].filter(x, x > 1) == [2]"),
            _F("map", "list.map(x, value)", "the value of each", "[1, 2].map(x, x * 2) == [2, 4]"),
            _F("transformList", "list.transformList(i, x, value)", "the same, with the place i",
               "[5].transformList(i, x, i + x) == [5]"),
            _F("transformMap", "map.transformMap(k, x, value)", "a map of new values",
               "{'a': 1}.transformMap(k, x, x + 1) == {'a': 2}"),
            _F("has", "has(a.b)", "whether the dossier says it", "has({'a': 1}.a)"),
            _F("size", "size(value)", "how many elements, or characters", "size([1, 2]) == 2 && 'abc'.size() == 3"),
            _F("cel.bind", "cel.bind(name, value, expression)", "the expression, with the value under a name",
               "cel.bind(x, 2, x * x) == 4"),
        ),
    ),
    Group(
        "Dates and times",
        "this program",
        (
            _F("days", "days(n)", "a duration of n days", "days(2) == duration('48h')"),
            _F("date", "date('YYYY-MM-DD')", "the beginning of a day in UTC",
               "date('2026-11-24') < date('2026-11-25')"),
        ),
    ),
    Group(
        "Parts of times",
        "CEL",
        (
            _F("timestamp", "timestamp(text)", "a moment, written as RFC 3339",
               "timestamp('2026-11-24T00:00:00Z') == date('2026-11-24')"),
            _F("duration", "duration(text)", "a duration such as 36h or 90s", "duration('36h').getHours() == 36"),
            _F("getFullYear", "time.getFullYear()", "the year", "date('2026-11-24').getFullYear() == 2026"),
            _F("getMonth", "time.getMonth()", "the month, from 0", "date('2026-11-24').getMonth() == 10"),
            _F("getDate", "time.getDate()", "the day of the month, from 1", "date('2026-11-24').getDate() == 24"),
            _F("getDayOfMonth", "time.getDayOfMonth()", "the day of the month, from 0",
               "date('2026-11-24').getDayOfMonth() == 23"),
            _F("getDayOfWeek", "time.getDayOfWeek()", "the day of the week, Sunday is 0",
               "date('2026-11-24').getDayOfWeek() == 2"),
            _F("getDayOfYear", "time.getDayOfYear()", "the day of the year, from 0",
               "date('2026-01-01').getDayOfYear() == 0"),
            _F("getHours", "time.getHours()", "the hour; the whole hours of a duration", "days(1).getHours() == 24"),
            _F("getMinutes", "time.getMinutes()", "the minute; the whole minutes of a duration",
               "duration('2h').getMinutes() == 120"),
            _F("getSeconds", "time.getSeconds()", "the second; the whole seconds of a duration",
               "duration('2m').getSeconds() == 120"),
            _F("getMilliseconds", "time.getMilliseconds()", "the milliseconds of the second",
               "duration('1.5s').getMilliseconds() == 500"),
        ),
    ),
    Group(
        "Text",
        "CEL; from charAt on: the extension strings",
        (
            _F("contains", "text.contains(part)", "whether the part is in it", "'abc'.contains('b')"),
            _F("startsWith", "text.startsWith(part)", "whether it begins so", "'abc'.startsWith('a')"),
            _F("endsWith", "text.endsWith(part)", "whether it ends so", "'abc'.endsWith('c')"),
            _F("matches", "text.matches(pattern)", "whether an RE2 pattern is found in it", "'abc'.matches('^a.c$')"),
            _F("charAt", "text.charAt(i)", "the character at place i, from 0", "'abc'.charAt(1) == 'b'"),
            _F("indexOf", "text.indexOf(part)", "where it is found first, or -1", "'abab'.indexOf('b') == 1"),
            _F("lastIndexOf", "text.lastIndexOf(part)", "where it is found last, or -1",
               "'abab'.lastIndexOf('b') == 3"),
            _F("substring", "text.substring(from, to)", "the characters from one place to before another",
               "'abcd'.substring(1, 3) == 'bc'"),
            _F("replace", "text.replace(part, other)", "the text with each part replaced",
               "'abab'.replace('b', 'c') == 'acac'"),
            _F("split", "text.split(separator)", "its parts", "'a,b'.split(',') == ['a', 'b']"),
            _F("join", "list.join(separator)", "the texts of a list as one", "['a', 'b'].join('-') == 'a-b'"),
            _F("format", "text.format(list)", "the text with values set in", "'%d of %s'.format([1, 'a']) == '1 of a'"),
            _F("strings.quote", "strings.quote(text)", "the text in quotes", "strings.quote('a') == '\"a\"'"),
            _F("lowerAscii", "text.lowerAscii()", "with small letters", "'AB'.lowerAscii() == 'ab'"),
            _F("upperAscii", "text.upperAscii()", "with capital letters", "'ab'.upperAscii() == 'AB'"),
            _F("trim", "text.trim()", "without blanks around it", "' a '.trim() == 'a'"),
            _F("reverse", "text.reverse()", "backwards", "'abc'.reverse() == 'cba'"),
        ),
    ),
    Group(
        "Numbers",
        "the extension math",
        (
            _F("math.@max", "math.greatest(a, b, ...)", "the greatest", "math.greatest(1, 2) == 2"),
            _F("math.@min", "math.least(a, b, ...)", "the least", "math.least(1, 2) == 1"),
            _F("math.ceil", "math.ceil(x)", "rounded up", "math.ceil(1.2) == 2.0"),
            _F("math.floor", "math.floor(x)", "rounded down", "math.floor(1.8) == 1.0"),
            _F("math.round", "math.round(x)", "rounded, halves away from 0", "math.round(1.5) == 2.0"),
            _F("math.trunc", "math.trunc(x)", "without its fraction", "math.trunc(-1.8) == -1.0"),
            _F("math.abs", "math.abs(x)", "its size", "math.abs(-1) == 1"),
            _F("math.sign", "math.sign(x)", "-1, 0 or 1", "math.sign(-3) == -1"),
            _F("math.sqrt", "math.sqrt(x)", "the square root", "math.sqrt(4.0) == 2.0"),
            _F("math.isNaN", "math.isNaN(x)", "whether it is no number", "!math.isNaN(1.0)"),
            _F("math.isInf", "math.isInf(x)", "whether it is infinite", "!math.isInf(1.0)"),
            _F("math.isFinite", "math.isFinite(x)", "whether it is a finite number", "math.isFinite(1.0)"),
            _F("math.bitAnd", "math.bitAnd(a, b)", "bits in both", "math.bitAnd(3, 2) == 2"),
            _F("math.bitOr", "math.bitOr(a, b)", "bits in one of them", "math.bitOr(1, 2) == 3"),
            _F("math.bitXor", "math.bitXor(a, b)", "bits in exactly one", "math.bitXor(3, 2) == 1"),
            _F("math.bitNot", "math.bitNot(a)", "the other bits", "math.bitNot(0) == -1"),
            _F("math.bitShiftLeft", "math.bitShiftLeft(a, n)", "bits moved to the left",
               "math.bitShiftLeft(1, 2) == 4"),
            _F("math.bitShiftRight", "math.bitShiftRight(a, n)", "bits moved to the right",
               "math.bitShiftRight(4, 2) == 1"),
        ),
    ),
    Group(
        "Types",
        "CEL",
        (
            _F("int", "int(x)", "a whole number", "int('3') == 3"),
            _F("uint", "uint(x)", "a whole number from 0 up", "uint(3) == 3u"),
            _F("double", "double(x)", "a decimal", "double(3) == 3.0"),
            _F("string", "string(x)", "the text that writes it", "string(3) == '3'"),
            _F("bytes", "bytes(text)", "its bytes in UTF-8", "bytes('a') == b'a'"),
            _F("bool", "bool(text)", "true or false", "bool('true')"),
            _F("type", "type(x)", "its type", "type(1) == int"),
            _F("dyn", "dyn(x)", "the value, its type left to run time", "dyn(1) == 1"),
        ),
    ),
    Group(
        "Values that may be absent",
        "the extension optional; a.?b and a[?b] give an optional",
        (
            _F("hasValue", "optional.hasValue()", "whether there is one", "optional.of(1).hasValue()"),
            _F("value", "optional.value()", "the value", "optional.of(1).value() == 1"),
            _F("orValue", "optional.orValue(other)", "the value, or the other", "optional.none().orValue(1) == 1"),
            _F("or", "optional.or(other)", "the first optional that has a value",
               "optional.none().or(optional.of(1)).value() == 1"),
            _F("optMap", "optional.optMap(x, value)", "an optional of a new value",
               "optional.of(1).optMap(x, x + 1).value() == 2"),
            _F("optFlatMap", "optional.optFlatMap(x, optional)", "the optional that it gives",
               "optional.of(1).optFlatMap(x, optional.of(x)).value() == 1"),
            _F("optional.of", "optional.of(x)", "an optional with a value", "optional.of(1).value() == 1"),
            _F("optional.none", "optional.none()", "an optional without", "!optional.none().hasValue()"),
            _F("optional.ofNonZeroValue", "optional.ofNonZeroValue(x)", "without one for 0, '' and empty lists",
               "!optional.ofNonZeroValue('').hasValue()"),
        ),
    ),
)  # fmt: skip


def names() -> frozenset[str]:
    """The names under which built-in functions and macros are compiled."""
    return frozenset(one.name for group in GROUPS for one in group.functions)
