"""A name in a file that names nothing: the problem, with the nearest right name and, where there is one, the fix."""

from __future__ import annotations

from collections.abc import Collection

from compliance.errors import Place, Problem, did_you_mean, nearest, one_of
from compliance.files.tree import Tree


def misspelt(code: str, message: str, name: object, known: Collection[str], tree: Tree, place: Place) -> Problem:
    """The problem of ``name``, which is all of the text at ``place`` and is none of ``known``."""
    near = nearest(str(name), known)
    # Only a text that stands there itself is replaced; a place without an end is that of something around it.
    fixable = near is not None and near != name and isinstance(name, str) and place.end_line is not None
    fix = tree.written(near) if near is not None and fixable else None
    return Problem(code, message, place, one_of(known), did_you_mean(str(name), known), fix=fix)
