"""Rules that would never end: regular expressions, and dates that are none."""

from __future__ import annotations

PATTERNS = {
    "nested repetition": "^(x+)+$",
    "the same twice": "^(x|x)*y$",
    "optional blanks": r"^(\w+\s?)*\z",
    "repeated anything": "(.*)*=(.*)*;",
    "counted repetition": "(x{1,500}){1,500}",
    "overlapping classes": r"^([a-z]|[a-w]|\w)*$",
    "many optional letters": "x?" * 30 + "x" * 30,
    "backward reference": r"^(x+)\1+$",
    "looking ahead": "^(?=(x+))+y",
    "unbalanced": "((((",
}
SUBJECTS = ["x" * 40 + "!", "x" * 40_000 + "!", "word " * 8_000 + "\0", "=" * 20_000, "a" + "\u0301" * 10_000]

DAYS = {
    "2026-11-23": True,
    "2024-02-29": True,
    "2026-02-29": False,
    "2026-11-31": False,
    "2026-1-2": False,
    "23.11.2026": False,
    "11/23/2026": False,
    "20261123": False,
    "2026-W48-1": False,
    "2026-327": False,
    "2026-11-23T10:00:00": False,
    "2026-11-23T10:00:60Z": False,
    "0000-01-01": False,
    "10000-01-01": False,
    "-2026-11-23": False,
    "\uff12026-11-23": False,
    "2026\u201011\u201023": False,
    " 2026-11-23": False,
    "2026-11-23\n": False,
    "1e10": False,
    "now": False,
    "": False,
}
"""Texts in a field that wants a day, and whether each is one."""
