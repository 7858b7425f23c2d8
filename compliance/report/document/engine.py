"""The template engine: every value escaped, every text made visible, every missing name an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup, escape

from compliance.assess.assessment.model import Interval, Outcome
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.shipped import shipped
from compliance.files.visible_text import show
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.document.parts.method import SCORES
from compliance.report.wording import sentences, words
from compliance.report.wording.glyphs import columns, cut, isolated, visible
from compliance.report.wording.locale import Language

if TYPE_CHECKING:
    from jinja2 import Environment


#: Addresses of styles, fonts and pictures begin with it; no other address is served.
BASE = "report:/"


def render(name: str, language: Language, overrides: Overrides = NONE, **values: Any) -> str:
    """The template ``name`` filled with ``values``.

    Raises
    ------
    ComplianceError
        ``SETTING``: a template of ``overrides`` is wrong, with its line. In a template of ours that is our bug, and is
        raised as it is.
    """
    from jinja2 import TemplateSyntaxError

    try:
        return environment(language, overrides).get_template(name).render(**values)
    except Exception as error:
        if not overrides.templates:
            raise
        file, line = _place(error, overrides)
        if isinstance(error, TemplateSyntaxError):
            file, line = error.name or name, error.lineno
        what = show(str(error) or type(error).__name__, 300)
        hint = "ours can be extended, one block at a time: {% extends 'base/" + file.removeprefix("base/") + "' %}"
        problem = Problem("template", f"the template cannot be used: {what}", Place(file, line), None, hint)
        raise ComplianceError(Cause.SETTING, problem) from None


def _place(error: Exception, overrides: Overrides) -> tuple[str, int | None]:
    """The template and line that an error came through last, theirs rather than ours."""
    found: tuple[str, int | None] = ("report.html.j2", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in overrides.templates:
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


@lru_cache(maxsize=4)
def environment(language: Language, overrides: Overrides = NONE) -> Environment:
    """The environment over the packaged ``templates`` folder, with the texts of ``language``.

    A template of the same path in ``overrides`` comes first; ours are there as ``base/PATH`` too, so that it can extend
    what it replaces. Where there are any, all run in a sandbox.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, PrefixLoader, StrictUndefined

    from compliance.report.document.sandbox import Sandbox

    def theirs(name: str) -> tuple[str, str, None] | None:
        # With a file name, by which an error finds its template.
        return (overrides.templates[name], name, None) if name in overrides.templates else None

    ours = FileSystemLoader(shipped("templates"), encoding="utf-8")
    kind = Sandbox if overrides.templates else Environment
    made = kind(
        loader=ChoiceLoader([FunctionLoader(theirs), PrefixLoader({"base": ours}), ours]),
        autoescape=True,  # by name it would miss templates called .html.j2
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.globals.update(
        Outcome=Outcome, language=language, house=overrides, emphasis=emphasis, code=code, scores=SCORES, base=BASE
    )
    made.filters.update(ticked=ticked, formula=formula, first_line=words.first_line, columns=columns, cut=cut)
    _speak(made, language)
    return made


def _speak(made: Environment, language: Language) -> None:
    """Gives the templates a language: ``_``, ``ngettext``, ``{% trans %}`` and the filters that word values."""

    def gettext(text: str, **values: Any) -> Markup:
        return _filled(language.find(text), values, language)

    def ngettext(one: str, many: str, number: int, **values: Any) -> Markup:
        return _filled(language.find_plural(one, many, number), {"num": number, **values}, language)

    def listed(names: Iterable[str]) -> Markup:
        return escape(language.gettext(", ")).join(_shown(name, language.direction) for name in names)

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
        label=lambda outcome: language.find(outcome.label),
        obligation=obligation,
        method=method,
        scalar=lambda value: words.scalar(value, language),
        percent=lambda share: language.gettext("%(figure)s %%", figure=language.figure(words.number(share * 100))),
        days=lambda days: sentences.person_days(days, language),
        listed=listed,
        span=span,
        size=size,
    )


def _filled(text: str, values: dict[str, Any], language: Language) -> Markup:
    """A text of the catalogue, which is never markup, with values set in as they would be printed."""
    return escape(text) % {name: _shown(value, language.direction) for name, value in values.items()}


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
    """A message with what stands between backquotes set as code; nothing else in it is markup."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    pieces = [Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return Markup("").join(pieces)


def _shown(value: Any, around: Literal["ltr", "rtl"] = "ltr") -> Any:
    """Every printed value passes here: text is made visible before it is escaped, markup of ours is left alone.

    Text from right to left is set apart from what is around it, wherever it is printed; in a sentence of a language
    that runs so itself, text from left to right is.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return isolated(visible(value), around)
