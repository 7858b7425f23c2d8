"""How words, names and formulas within a sentence are set."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from compliance.report.wording.visible import visible


def emphasis(text: str) -> Markup:
    """A word of a sentence, set apart."""
    return Markup("<em>{}</em>").format(visible(text))


def code(text: str) -> Markup:
    """A name that a machine reads, in a sentence."""
    return Markup('<span class="code">{}</span>').format(visible(text))


def formula(text: str) -> Markup:
    """A formula in plain letters with what follows ``_`` set low and what follows ``^`` in brackets set high."""
    pieces = re.split(r"(_[^\s·|)/,.;]+|\^\([^)]*\))", text)
    made = [Markup("<{0}>{1}</{0}>").format("sub" if n == "_" else "sup", rest.strip("()")) if k % 2 else escape(piece)
            for k, piece in enumerate(pieces) for n, rest in [(piece[:1], piece[1:])]]  # fmt: skip
    return Markup("").join(made)


def ticked(text: str) -> Markup:
    """A message with text between backquotes set as code; nothing else in it is markup."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    pieces = [Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return Markup("").join(pieces)
