"""The template engine: every value escaped, every text made visible, every missing name an error."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from compliance.assess.model import Interval, Outcome
from compliance.files.shipped import shipped
from compliance.report import sentences, words
from compliance.report.glyphs import visible
from compliance.report.language import Language
from compliance.report.parts.method import SCORES

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=4)
def environment(language: Language) -> Environment:
    """The environment over the packaged ``templates`` folder, with the texts of ``language``."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(shipped("templates"), encoding="utf-8"),
        autoescape=True,  # by name it would miss templates called .html.j2
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.globals.update(Outcome=Outcome, language=language, emphasis=emphasis, code=code, scores=SCORES)
    made.filters.update(ticked=ticked, formula=formula, first_line=words.first_line)
    _speak(made, language)
    return made


def _speak(made: Environment, language: Language) -> None:
    """Gives the templates a language: ``_``, ``ngettext``, ``{% trans %}`` and the filters that word values."""

    def gettext(text: str, **values: Any) -> Markup:
        return _filled(language.find(text), values)

    def ngettext(one: str, many: str, number: int, **values: Any) -> Markup:
        return _filled(language.find_plural(one, many, number), {"num": number, **values})

    def obligation(key: str) -> str:
        return language.find(words.OBLIGATION.get(key, key))

    def method(key: str) -> str:
        return language.find(words.METHOD.get(key, key))

    def span(interval: Interval | None, places: int = 1) -> str:
        return words.span(interval, places, language)

    def size(count: int) -> str:
        """Bytes for people: ``18.2 kB``."""
        for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
            if count >= step:
                return f"{language.figure(f'{count / step:.1f}')} {unit}"
        return f"{count} B"

    made.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})
    # The engine then hands the values of a text to the function with it, instead of setting them in itself, which
    # would let them past _shown.
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.filters.update(
        label=lambda outcome: language.find(words.LABEL[outcome]),
        obligation=obligation,
        method=method,
        scalar=lambda value: words.scalar(value, language),
        percent=lambda share: language.gettext("%(figure)s %%", figure=language.figure(words.number(share * 100))),
        days=lambda days: sentences.person_days(days, language),
        listed=language.listed,
        span=span,
        size=size,
    )


def _filled(text: str, values: dict[str, Any]) -> Markup:
    """A text of the catalogue, which is never markup, with values set in as they would be printed."""
    return escape(text) % {name: _shown(value) for name, value in values.items()}


def emphasis(text: str) -> Markup:
    """A word of a sentence, set apart."""
    return Markup("<em>{}</em>").format(_shown(text))


def code(text: str) -> Markup:
    """A name that a machine reads, in a sentence."""
    return Markup('<span class="code">{}</span>').format(_shown(text))


def formula(text: str) -> Markup:
    """A formula in plain letters with what follows ``_`` set low and what follows ``^`` in brackets set high."""
    pieces = re.split(r"(_[^\s·|)/,.;]+|\^\([^)]*\))", text)
    made = [Markup("<{0}>{1}</{0}>").format("sub" if n == "_" else "sup", rest.strip("()")) if k % 2 else escape(piece)
            for k, piece in enumerate(pieces) for n, rest in [(piece[:1], piece[1:])]]  # fmt: skip
    return Markup("").join(made)


def ticked(text: str) -> Markup:
    """A message with what stands between backquotes set as code; nothing else in it is markup."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    pieces = [Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return Markup("").join(pieces)


def _shown(value: Any) -> Any:
    """Every printed value passes here: text is made visible before it is escaped, markup of ours is left alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)
