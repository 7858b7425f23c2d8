"""The template engine: every value escaped, every text made visible, every missing name an error."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compliance.assess.assessment.model import Outcome
from compliance.files.shipped import shipped
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.document.parts.method import SCORES
from compliance.report.document.template_fault import refusal_of
from compliance.report.document.typesetting import code, emphasis
from compliance.report.document.values import give_values, shown
from compliance.report.wording.locale import Language

if TYPE_CHECKING:
    from jinja2 import Environment

#: Addresses of styles, fonts and pictures begin with it; no other address is served.
BASE = "report:/"


class TooLong(Exception):
    """The templates gave more characters than were allowed."""


def render(
    name: str, language: Language, overrides: Overrides = NONE, most: int | None = None, /, **values: Any
) -> str:
    """The template ``name`` filled with ``values``.

    Raises
    ------
    ComplianceError
        ``SETTING``: a template of ``overrides`` is wrong, with its line. In a template of ours that is our bug, and is
        raised as it is.
    TooLong
        There are more than ``most`` characters.
    """
    try:
        return _filled(name, language, overrides, most, values)
    except (TooLong, MemoryError):
        raise
    except Exception as error:
        if not overrides.templates or _fails_without(name, language, most, values):
            raise
        raise refusal_of(error, overrides) from None


def _filled(name: str, language: Language, overrides: Overrides, most: int | None, values: dict[str, Any]) -> str:
    """The text, put together piece by piece, so that a template that prints without end is stopped early."""
    pieces, length = [], 0
    for piece in environment(language, overrides).get_template(name).generate(**values):
        pieces.append(piece)
        length += len(piece)
        if most is not None and length > most:
            raise TooLong
    return "".join(pieces)


def _fails_without(name: str, language: Language, most: int | None, values: dict[str, Any]) -> bool:
    """Whether our own templates fail too: then the fault is ours, whatever else was put in their place."""
    try:
        _filled(name, language, NONE, most, values | {"house": NONE})
    except Exception:  # any fault at all is the answer
        return True
    return False


@lru_cache(maxsize=4)
def environment(language: Language, overrides: Overrides = NONE) -> Environment:
    """The environment over the packaged ``templates`` folder, with the texts of ``language``.

    A template of the same path in ``overrides`` comes first; ours are there as ``base/PATH`` too, so that it can extend
    what it replaces. All run in the sandbox, ours too: what it forbids, a template of ours can't come to need.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, PrefixLoader, StrictUndefined

    from compliance.report.document.sandbox import Sandbox

    def theirs(name: str) -> tuple[str, str, None] | None:
        # With a file name, by which an error finds its template.
        return (overrides.templates[name], name, None) if name in overrides.templates else None

    ours = FileSystemLoader(shipped("templates"), encoding="utf-8")
    made = Sandbox(
        loader=ChoiceLoader([FunctionLoader(theirs), PrefixLoader({"base": ours}), ours]),
        autoescape=True,  # by name it would miss templates called .html.j2
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.globals.update(
        Outcome=Outcome, language=language, house=overrides, emphasis=emphasis, code=code, scores=SCORES, base=BASE
    )
    give_values(made, language)
    return made
