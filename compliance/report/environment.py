"""The template engine: every value escaped, every text made visible, every missing name an error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from compliance.assess.model import Outcome
from compliance.files.shipped import shipped
from compliance.report import words
from compliance.report.glyphs import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_ENGLISH = {"tag": "en", "direction": "ltr"}


@cache
def environment() -> Environment:
    """The environment over the packaged ``templates`` folder."""
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
    _english(made)
    made.globals.update(Outcome=Outcome, words=words)
    made.filters.update(label=words.LABEL.__getitem__, breakable=breakable, ticked=ticked, size=size)
    return made


def _english(made: Environment) -> None:
    """The texts of the templates as they are written; the place where catalogues of other languages come in."""

    def gettext(text: str, **values: Any) -> Markup:
        return escape(text) % {name: _shown(value) for name, value in values.items()}

    def ngettext(one: str, many: str, num: int, **values: Any) -> Markup:
        return gettext(one if num == 1 else many, num=num, **values)

    made.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext, "language": _ENGLISH})
    made.filters["span"] = words.span
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # values then come to us and pass _shown


def breakable(text: str) -> Markup:
    """An expression, a path or a digest with places where a line may break, which copying does not pick up."""
    pieces = visible(text).replace("/", "/\0").replace(".", ".\0").replace("_", "_\0").split("\0")
    return Markup("<wbr>").join(pieces)


def ticked(text: str) -> Markup:
    """A message with what stands between backquotes set as code; nothing else in it is markup."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    pieces = [Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return Markup("").join(pieces)


def size(count: int) -> str:
    """Bytes for people: ``18.2 kB``."""
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} B"


def _shown(value: Any) -> Any:
    """Every printed value passes here: text is made visible before it is escaped, markup of ours is left alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)
