"""Random expressions for the differential test: a grammar of templates, one list for each kind of value.

In a template ``<kind>`` is a hole for an expression of that kind. A macro's variable is ``$``, and ``<kind $:other>``
is a hole in which that variable stands for a value of the other kind. Kinds are loose: every hole may also be filled
with ``dyn`` of anything, so that what the type checker cannot see is tried as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies as st

Thing = TypeVar("Thing")


class Choose(Protocol):
    """Takes one of several things: hypothesis in the tests, a seeded generator in a long run."""

    def __call__(self, things: Sequence[Thing], /) -> Thing: ...


VARIABLES = {
    "i": "int", "j": "int", "u": "uint", "f": "double", "g": "double", "s": "string", "w": "string",
    "raw": "bytes", "flag": "bool", "t": "timestamp", "d": "duration", "xs": "ints", "fs": "doubles", "ss": "strings",
    "ts": "timestamps", "m": "map", "any": "dyn", "rows": "rows",
    "tally": "tally", "tallies": "tallies", "nested": "nested",
}  # fmt: skip
"""The variables of every generated expression and their kinds."""

SCALARS = ("int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration", "null", "type")
LISTS = {"ints": "int", "doubles": "double", "strings": "string", "timestamps": "timestamp", "rows": "map"}
ANY = (*SCALARS, *LISTS, "map", "dyn", "mixed")

LITERALS: Mapping[str, tuple[str, ...]] = {
    "int": ("0", "1", "-1", "2", "3", "7", "-5", "63", "9223372036854775807", "-9223372036854775808", "1000000000"),
    "uint": ("0u", "1u", "2u", "3u", "18446744073709551615u", "9223372036854775808u"),
    "double": (
        "0.0", "-0.0", "1.0", "2.0", "0.1", "1.5", "-2.5", "1e300", "1e19", "9223372036854775808.0", "3.0e-5",
        "(0.0/0.0)", "(1.0/0.0)", "123456.789", "1e-7", "9007199254740993.0",
    ),
    "string": (
        "''", "'a'", "'abc'", "'ABC'", "'é'", "'日本'", "'😀x'", "' a\\t'", "'1'", "'-7'", "'1.5'", "'1e3'", "'true'",
        "'1h30m'", "'2020-02-29T23:59:59.5Z'", "'a,b,,c'", "','", "'b'", "'nan'", "'0x1F'", "'\\n'", "'+1'",
    ),
    "bytes": ("b''", "b'a'", "b'abc'", "b'\\xff'", "b'é'"),
    "bool": ("true", "false"),
    "timestamp": (
        "timestamp('2020-02-29T23:59:59.123456789Z')", "timestamp('1969-12-31T23:59:59.5Z')",
        "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59.999999999Z')",
        "timestamp('2009-02-13T23:31:30+02:30')", "timestamp(0)",
    ),
    "duration": (
        "duration('0s')", "duration('1h1m1.000000001s')", "duration('-90m')", "duration('1ms')", "duration('24h')",
        "duration('2562047h')",
    ),
    "null": ("null",),
    "type": ("int", "uint", "double", "string", "bool", "bytes", "list", "map", "null_type", "type"),
    "ints": ("[]", "[1]", "[3, 1, 2]", "[-1, 0, 9223372036854775807]"),
    "doubles": ("[]", "[0.5]", "[2.5, -1.0, 1e300]"),
    "strings": ("[]", "['a']", "['b', 'a', '']"),
    "timestamps": ("[]", "[timestamp(0)]"),
    "tally": ("{'a': 1}", "{'a': 2, 'b': 3}", "{'b': 2}"),
    "tallies": ("[]", "[{'a': 1}, {'a': 3, 'b': 2}]"),
    "nested": ("{'a': {'b': 1}}",),
    "rows": ("[]", "[{'a': 1, 'b': 'x'}]", "[{'a': 1}, {'a': 2.5, 'b': null}, {}]"),
    "map": ("{}", "{'a': 1}", "{'a': 1.5, 'b': 'x', 'c': [1, 2]}", "{'a': null, 'b': {'a': true}}"),
    "mixed": ("[1, 'a', 2.0, null]", "[1, 1u, 1.0]", "[[1], [], [1.0]]"),
    "dyn": ("dyn(1)", "dyn('a')", "dyn(null)"),
}  # fmt: skip

_ZONES = ("'UTC'", "'Europe/Berlin'", "'-08:00'", "'05:45'", "'America/New_York'", "'nowhere'")
_PARTS = ("FullYear", "Month", "DayOfMonth", "Date", "DayOfWeek", "DayOfYear", "Hours", "Minutes", "Seconds")

_RELATIONS = ("<", "<=", ">", ">=", "==", "!=")
OWN_STEPS = (
    *(f"tallies.{macro}($, $.a {op} 2)" for macro in ("all", "exists", "exists_one") for op in _RELATIONS),
    *(f"<tallies>.{macro}($, $.a {op} 1)" for macro in ("all", "exists", "exists_one") for op in _RELATIONS),
    *(f"tally.a {op} 2" for op in _RELATIONS),
    *(f"nested.a.b {op} 1" for op in _RELATIONS),
    "tallies.all($, $.a > 1 || $.b < 3)",
    "tallies.exists($, $.a == $.b)",
    "tallies.all($, $.a > <int>)",
    "(<string> in ['a', 'abc', ''])",
    "(<any> in ['a', '1'])",
    "tallies.exists($, tallies.all(x, x.a >= $.b))",
    "tallies.filter($, $.a > 1).all($, $.b < 3)",
    "has(tally.a)",
    "has(nested.a.b)",
)
"""Shapes that have a step of their own in the compiler, over maps whose values the type checker knows."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "int": (
        "tally.a", "tally.b", "nested.a.b", "nested.a.b.c", "tallies.filter($, $.a >= 1).size()", "<tallies>[0].a",
        "(<int> + <int>)", "(<int> - <int>)", "(<int> * <int>)", "(<int> / <int>)", "(<int> % <int>)", "-(<int>)",
        "size(<string>)", "<bytes>.size()", "<strings>.size()", "size(<map>)", "<list>.size()", "int(<scalar>)",
        "<string>.indexOf(<string>)", "<string>.lastIndexOf(<string>)", "<string>.indexOf(<string>, <int>)",
        "<string>.lastIndexOf(<string>, <int>)",
        "math.greatest(<int>, <int>)", "math.least(<ints>)", "math.abs(<int>)", "math.sign(<int>)",
        "math.bitAnd(<int>, <int>)", "math.bitOr(<int>, <int>)", "math.bitXor(<int>, <int>)", "math.bitNot(<int>)",
        "math.bitShiftLeft(<int>, <int>)", "math.bitShiftRight(<int>, <int>)", "<opt>.orValue(<int>)",
        "<opt>.value()", "<ints>[<int>]", "<timestamp>.getMilliseconds()", "<duration>.getMilliseconds()",
        "<duration>.getHours()", "<duration>.getMinutes()", "<duration>.getSeconds()",
        *(f"<timestamp>.get{part}()" for part in _PARTS),
        *(f"<timestamp>.get{part}({zone})" for part, zone in zip(_PARTS, _ZONES * 2, strict=False)),
    ),
    "uint": (
        "(<uint> + <uint>)", "(<uint> - <uint>)", "(<uint> * <uint>)", "(<uint> / <uint>)", "(<uint> % <uint>)",
        "uint(<scalar>)", "math.bitNot(<uint>)", "math.greatest(<uint>, <uint>)", "math.bitShiftLeft(<uint>, <int>)",
        "math.bitShiftRight(<uint>, <int>)", "math.abs(<uint>)", "math.sign(<uint>)", "math.bitXor(<uint>, <uint>)",
    ),
    "double": (
        "(<double> + <double>)", "(<double> - <double>)", "(<double> * <double>)", "(<double> / <double>)",
        "-(<double>)", "double(<scalar>)", "math.ceil(<double>)", "math.floor(<double>)", "math.round(<double>)",
        "math.trunc(<double>)", "math.abs(<double>)", "math.sign(<double>)", "math.sqrt(<number>)",
        "math.greatest(<double>, <double>)", "math.least(<doubles>)", "<doubles>[<int>]",
    ),
    "string": (
        "(<string> + <string>)", "string(<scalar>)", "<string>.charAt(<int>)", "<string>.substring(<int>)",
        "<string>.substring(<int>, <int>)", "<string>.replace(<string>, <string>)",
        "<string>.replace(<string>, <string>, <int>)", "<string>.lowerAscii()", "<string>.upperAscii()",
        "<string>.trim()", "<string>.reverse()", "<strings>.join()", "<strings>.join(<string>)",
        "strings.quote(<string>)", "<strings>[<int>]", "'%s'.format([<printable>])", "'%d'.format([<int>])",
        "'%x'.format([<int>])", "'%X'.format([<string>])", "'%b'.format([<int>])", "'%o'.format([<uint>])",
        "'%.3f'.format([<double>])", "'%s-%s'.format(<strings>)", "'%%%s'.format([<string>])",
    ),
    "bytes": ("bytes(<string>)", "(<bytes> + <bytes>)"),
    "bool": (
        *OWN_STEPS, "!(<bool>)", "(<bool> && <bool>)", "(<bool> || <bool>)", "(<bool> && <bool>)", "(<bool> || <bool>)",
        "(<any> == <any>)", "(<any> != <any>)",
        *(f"(<{kind}> {op} <{kind}>)" for kind in ("int", "double", "string", "number", "timestamp", "duration")
          for op in ("<", "<=", ">", ">=", "==", "!=")),
        "(<uint> < <uint>)", "(<bool> < <bool>)", "(<bytes> <= <bytes>)", "(<dyn> < <dyn>)", "(<dyn> >= <number>)",
        "(<list> == <list>)", "(<map> == <map>)", "(<dyn> == <dyn>)",
        "(<string> in <strings>)", "(<int> in <ints>)", "(<any> in <list>)", "(<string> in <map>)", "(<any> in <map>)",
        "(<any> in <dyn>)", "bool(<scalar>)",
        "<string>.contains(<string>)", "<string>.startsWith(<string>)", "<string>.endsWith(<string>)",
        "<string>.matches(<pattern>)", "has(<map>.a)", "has(<map>.b.a)", "has(<dyn>.k)", "has(<dyn>.k.a)",
        "math.isNaN(<double>)", "math.isInf(<double>)", "math.isFinite(<double>)", "<opt>.hasValue()",
        "<ints>.all($, <bool $:int>)", "<ints>.exists($, <bool $:int>)", "<ints>.exists_one($, <bool $:int>)",
        "<strings>.all($, <bool $:string>)", "<doubles>.exists($, <bool $:double>)", "<rows>.all($, <bool $:map>)",
        "<rows>.exists($, <bool $:map>)", "<rows>.exists_one($, <bool $:map>)", "<mixed>.all($, <bool $:dyn>)",
        "<mixed>.exists($, <bool $:dyn>)", "<map>.all($, <bool $:string>)", "<map>.exists($, <bool $:string>)",
        "<dyn>.all($, <bool $:dyn>)", "<ints>.all(k, $, <bool $:int>)", "<map>.exists(k, $, <bool $:dyn>)",
        "<mixed>.existsOne(k, $, <bool $:dyn>)", "<timestamps>.all($, <bool $:timestamp>)",
    ),
    "timestamp": (
        "(<timestamp> + <duration>)", "(<timestamp> - <duration>)", "(<duration> + <timestamp>)",
        "timestamp(<scalar>)", "<timestamps>[<int>]",
    ),
    "duration": (
        "(<timestamp> - <timestamp>)", "(<duration> + <duration>)", "(<duration> - <duration>)", "duration(<scalar>)",
    ),
    "null": ("null",),
    "type": ("type(<any>)",),
    "ints": (
        "[<int>]", "[<int>, <int>]", "(<ints> + <ints>)", "<ints>.map($, <int $:int>)",
        "<ints>.filter($, <bool $:int>)", "<strings>.map($, <int $:string>)", "[?<opt>, <int>]",
        "<ints>.map($, <bool $:int>, <int $:int>)", "<ints>.transformList(k, $, <int $:int>)",
        "<ints>.transformList(k, $, <bool $:int>, <int $:int>)",
    ),
    "doubles": ("[<double>]", "[<double>, <double>]", "<ints>.map($, <double $:int>)", "(<doubles> + <doubles>)"),
    "strings": (
        "[<string>]", "[<string>, <string>]", "<string>.split(<string>)", "<string>.split(<string>, <int>)",
        "<strings>.map($, <string $:string>)", "<strings>.filter($, <bool $:string>)",
        "<map>.map($, <string $:string>)",
    ),
    "timestamps": ("[<timestamp>]", "<ints>.map($, <timestamp $:int>)"),
    "tally": ("{'a': <int>}", "{'a': <int>, 'b': <int>}", "<tallies>[<int>]", "nested.a"),
    "tallies": ("[<tally>]", "tallies.filter($, $.b != 2)", "<ints>.map($, <tally $:int>)", "(<tallies> + <tallies>)"),
    "nested": ("{'a': <tally>}",),
    "rows": ("[<map>]", "<rows>.filter($, <bool $:map>)", "<ints>.map($, <map $:int>)"),
    "map": (
        "{'a': <any>}", "{'a': <any>, 'b': <any>}", "{<string>: <any>}", "{<string>: <int>, <string>: <int>}",
        "{'a': <map>}", "<rows>[<int>]", "{?'a': <opt>}", "{<int>: <any>}",
    ),
    "mixed": (
        "[<any>]", "[<any>, <any>]", "[<ints>, <ints>]", "<mixed>.map($, <any $:dyn>)", "(<mixed> + <mixed>)",
        "<mixed>.filter($, <bool $:dyn>)", "<map>.transformList(k, $, <any $:dyn>)",
    ),
    "dyn": (
        "dyn(<any>)", "<map>.a", "<map>.b", "<map>['a']", "<map>[<string>]", "<dyn>.k", "<dyn>[<int>]", "<dyn>[<dyn>]",
        "<mixed>[<int>]", "<map>.b.a", "<rows>[0].a", "<map>[<dyn>]", "<mixed>[<number>]", "<map>.?a.orValue(<any>)",
        "<map>[?<string>].orValue(<any>)",
    ),
    "opt": (
        "optional.of(<int>)", "optional.none()", "optional.ofNonZeroValue(<int>)", "<map>.?a", "<map>[?<string>]",
        "<ints>[?<int>]", "<map>.?b.?a", "<opt>.or(<opt>)", "<opt>.optMap($, <int $:int>)",
        "<opt>.optFlatMap($, <opt $:int>)",
    ),
    "pattern": ("'a'", "'^a.c$'", "'[0-9]+'", "'('", "'\\\\\\\\d'", "<string>"),
}  # fmt: skip

GROUPS: Mapping[str, tuple[str, ...]] = {
    "any": ANY,
    "scalar": SCALARS,
    "number": ("int", "uint", "double", "dyn"),
    "list": (*LISTS, "mixed"),
    "printable": ("int", "uint", "string", "bool", "null", "ints", "strings", "type", "timestamp", "bytes", "mixed"),
}

_HOLE = re.compile(r"<(\w+)(?: \$:(\w+))?>")
_VARIABLE = re.compile(r"\$(?!:)")
_MACRO_NAMES = ("x", "y", "i", "s", "any")


def generate(choose: Choose, kinds: Sequence[str] = ANY) -> str:
    """An expression of one of ``kinds`` over :data:`VARIABLES`."""
    return _fill(choose, choose(kinds), choose((1, 2, 3, 4)), VARIABLES)


@st.composite
def expressions(draw: st.DrawFn, kinds: Sequence[str] = ANY) -> str:
    """:func:`generate` as a strategy."""
    return generate(lambda things: draw(st.sampled_from(things)), kinds)


def _fill(choose: Choose, kind: str, depth: int, scope: Mapping[str, str]) -> str:
    if kind in GROUPS:
        kind = choose(GROUPS[kind])
    chance = choose(range(16))
    if chance == 0 and depth > 0 and kind not in ("opt", "pattern"):
        return f"dyn({_fill(choose, 'any', depth - 1, scope)})"
    if chance == 1 and depth > 0:
        condition, yes, no = (_fill(choose, part, depth - 1, scope) for part in ("bool", kind, kind))
        return f"({condition} ? {yes} : {no})"
    if chance == 2 and depth > 0 and kind != "pattern":
        value, name = choose(ANY), choose(_MACRO_NAMES)
        inner = _fill(choose, kind, depth - 1, {**scope, name: value})
        return f"cel.bind({name}, {_fill(choose, value, depth - 1, scope)}, {inner})"
    names = [name for name, known in scope.items() if known == kind]
    simple = depth <= 0 or chance < 6
    if names and simple and chance % 2:
        return choose(names)
    if simple and kind in LITERALS:
        return choose(LITERALS[kind])
    # A kind without literals ends in its first template.
    template, name = choose(TEMPLATES[kind] if depth > 0 else TEMPLATES[kind][:1]), choose(_MACRO_NAMES)

    def hole(match: re.Match[str]) -> str:
        wanted, bound = match.groups()
        return _fill(choose, wanted, depth - 1, scope if bound is None else {**scope, name: bound})

    return _HOLE.sub(hole, _VARIABLE.sub(name, template))
