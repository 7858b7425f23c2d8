"""Which parameters a criterion reads."""

from __future__ import annotations

import re

from compliance.standard.model import Criterion

_PARAM = re.compile(r"\bparams\.([a-z][a-z0-9_]*)")


def params_of(criterion: Criterion) -> list[str]:
    """The parameters that decide a criterion's outcome or points, by name, in the order in which it reads them.

    Those that only its messages print are left out.
    """
    texts = [criterion.when, criterion.each, criterion.where, *criterion.let.values()]
    texts += [clause.that for clause in criterion.require] + [criterion.points]
    found = (name for text in texts if text for name in _PARAM.findall(text))
    return list(dict.fromkeys(found))
