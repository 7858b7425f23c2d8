"""The sandbox for templates of others: they see data and the functions for templates, and nothing with an effect."""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import escape

_MADE_IN_TEMPLATES = (dict, range, Cycler, Joiner, Namespace)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, narrowed: of our objects the data alone, no way to call text markup, no call of a class.

    Jinja's own sandbox forbids what starts with an underscore; methods of our data, of which some read files, do not.
    """

    def __init__(self, **options: Any) -> None:
        given = options["finalize"]

        def always_escaped(value: Any) -> Any:
            # Where a template switches escaping off.
            shown = given(value)
            return escape(shown) if isinstance(shown, str) else shown

        super().__init__(**options | {"finalize": always_escaped})
        del self.filters["safe"]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read ``obj.attr``: of our own objects, data."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, type | Enum) or is_dataclass(obj):
            return not callable(value)
        return True

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call ``obj``: no class but those that templates make things with."""
        if isinstance(obj, type) and obj not in _MADE_IN_TEMPLATES:
            return False
        return bool(super().is_safe_callable(obj))
