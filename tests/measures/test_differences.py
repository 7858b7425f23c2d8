"""No measure lies further from an independent library than its results are rounded, on data with missing cells."""

from __future__ import annotations

import warnings

import pytest
from differences import comparisons

ROUNDING = 1e-9
NAMES = [what for what, _, _ in comparisons()]


@pytest.mark.parametrize("what", NAMES)
def test_a_measure_gives_what_an_independent_library_gives(what: str) -> None:
    pairs = next(pairs for name, _, pairs in comparisons() if name == what)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(pairs)
    assert found
    for ours, theirs in found:
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or abs(ours - theirs) <= ROUNDING
