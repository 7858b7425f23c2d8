"""Codes of expressions: what the front end refuses, and limits of their evaluation."""

from __future__ import annotations

from compliance.codes.code import Code

CODES = (
    Code(
        "argument-shape",
        "An argument of a measure lacks fields that the measure needs.",
        "The measure could not compute anything of it.",
        "measure.loops(dossier.groups)   # groups have no steps",
        "measure.loops(dossier.provenance)",
    ),
    Code(
        "each-form",
        "`each` does not choose from a list.",
        "A criterion is checked for each item of a list, under a name.",
        "each: dossier.groups",
        "each: group in dossier.groups",
    ),
    Code(
        "expression-refused",
        "The front end refuses the expression.",
        "The message is its own.",
        "has(dossier)",
        "has(dossier.groups)",
    ),
    Code(
        "expression-syntax",
        "The expression is not CEL.",
        "It can't be read. Habits from other languages are told as such.",
        "a = 1 and b",
        "a == 1 && b",
    ),
    Code(
        "expression-too-deep",
        "The expression is nested too deeply.",
        "That is a limit of the front end.",
        "((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))",
        "let:\n  part: a + b\nrequire:\n  - that: part + c > 0",
    ),
    Code(
        "expression-too-long",
        "The expression has too many characters.",
        "Every input is bounded.",
        "(an expression of 20,000 characters)",
        "(parts of it named under `let`)",
    ),
    Code(
        "expression-type",
        "The expression is of another type than is wanted here.",
        "A clause is true or false; points are a number.",
        "that: dossier.groups.size()",
        "that: dossier.groups.size() > 0",
    ),
    Code(
        "name-taken",
        "A name under `let` or `each` is already the name of something else.",
        "It would hide what it is named after.",
        "let: {dossier: '...'}",
        "let: {sections: '...'}",
    ),
    Code(
        "no-such-field",
        "A field is read that the dossier schema, or the result of a measure, does not have.",
        "It would never be there.",
        "group.nam",
        "group.name",
    ),
    Code(
        "unknown-function",
        "A function is called that does not exist.",
        "`compliance explain functions` lists what may be called.",
        "measure.agrement(ratings)",
        "measure.agreement(ratings)",
    ),
    Code(
        "unknown-variable",
        "A name is read that stands for nothing here.",
        "Rules read `dossier`, `params`, `as_of`, the variable of `each` and the names under `let`.",
        "dosier.groups",
        "dossier.groups",
    ),
    Code(
        "wrong-arguments",
        "A function is called with more or fewer arguments than it takes.",
        "The message tells which are missing.",
        "measure.representation_from_table(dossier.groups, dossier.register)",
        "measure.representation_from_table(dossier.groups, dossier.register, params.min_share)",
    ),
    Code(
        "wrong-operands",
        "An operator or a function does not take values of these types.",
        "CEL converts nothing by itself: 1 is no 1.0, and a text is no day.",
        "dossier.released_on > '2026-01-31'",
        "dossier.released_on > date('2026-01-31')",
    ),
)
