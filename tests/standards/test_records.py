"""Rule files by the fast way and by pydantic: where the fast way says yes, both give the same."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from compliance.authoring.rule_cases import CasesFile
from compliance.errors import Cause
from compliance.files.folder import Folder
from compliance.files.yaml_text import parse_yaml
from compliance.standard.constraints import Day, Identifier, Keys, Limits, Part
from compliance.standard.crosswalk import CrosswalkFile
from compliance.standard.model import CriteriaFile, ProfileFile, StandardFile
from compliance.standard.records import from_plain, to_plain

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = [ROOT / "standards" / "mutual-shaping", ROOT / "tests" / "standards" / "playground"]
MODELS: dict[str, type[Any]] = {"criteria": CriteriaFile, "profiles": ProfileFile, "tests": CasesFile}


def files() -> Iterator[tuple[type[Any], Any]]:
    for path in STANDARDS:
        with Folder(path, Cause.STANDARD) as folder:
            for name, model in (("standard.yaml", StandardFile), ("crosswalk.yaml", CrosswalkFile)):
                if folder.exists(name):
                    yield model, parse_yaml(folder.read(name)).data
            for below, model in MODELS.items():
                for name in folder.list(below, (".yaml",)) if folder.exists(below) else ():
                    yield model, parse_yaml(folder.read(name)).data


FILES = list(files())
ADAPTERS = {model: TypeAdapter(model) for model, _ in FILES}


def test_every_file_of_a_valid_standard_goes_the_fast_way_and_comes_back() -> None:
    assert len(FILES) > 20
    for model, data in FILES:
        record = from_plain(model, data)
        assert record == ADAPTERS[model].validate_python(data)
        if model is not CasesFile:
            assert from_plain(model, to_plain(record)) == record


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in some data, as what holds it and its key or index."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, (dict, list)):
            yield from places(value)


VALUES: tuple[Any, ...] = (
    None, True, "a", 0, 1, -1, 1.0, 0.5, 1e7, float("nan"), float("inf"), 10**400,
    "", "x", "a b", "Ä", "\ud800", "x\n", "1", "2026-02-30", "2026-11-27", "20261127", "must", "true", "x" * 501,
    [], ["x"], [1], {}, {"x": 1}, {"value": True},
)  # fmt: skip


@given(chosen=st.data())
def test_a_changed_file_is_never_taken_the_fast_way_where_pydantic_refuses_it(chosen: st.DataObject) -> None:
    model, data = chosen.draw(st.sampled_from(FILES))
    changed = copy.deepcopy(data)
    holder, key = chosen.draw(st.sampled_from(list(places(changed))))
    what = chosen.draw(st.sampled_from(["value", "another key", "nothing"]))
    if what == "nothing":
        del holder[key]
    elif what == "another key" and isinstance(holder, dict):
        holder[chosen.draw(st.sampled_from(["x", "weight", "Id", "id"]))] = holder.pop(key)
    else:
        holder[key] = chosen.draw(st.sampled_from(VALUES))
    try:
        fast = from_plain(model, changed)
    except ValueError:
        return
    # Compared as text, since what is no number is not equal to itself; 1 and True and 1.0 differ there too.
    assert repr(fast) == repr(ADAPTERS[model].validate_python(changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Small(Part):
    """One field of each kind."""

    id: Identifier = "x"
    number: Annotated[float, Limits(gt=0, le=5)] = 1.0
    whole: Annotated[int, Limits(ge=1, lt=5)] | None = None
    keys: Keys = ()
    day: Day = date(2026, 1, 1)
    kind: Literal["a", "b"] = "a"
    scalar: bool | int | float | str = 0
    texts: Annotated[tuple[Annotated[str, Limits(max_length=2)], ...], Limits(min_length=1)] = ("x",)
    named: dict[Identifier, bool] = field(default_factory=dict)


SMALL = TypeAdapter(Small)


@pytest.mark.parametrize("name", Small.__slots__)
def test_each_kind_of_field_takes_the_same_values_or_fewer(name: str) -> None:
    taken = 0
    for value in (*VALUES, *([one] for one in VALUES), *({"x": one} for one in VALUES)):
        try:
            fast = from_plain(Small, {name: value})
        except ValueError:
            continue
        taken += 1
        assert repr(fast) == repr(SMALL.validate_python({name: value}))
    assert taken
    with pytest.raises(ValidationError):
        SMALL.validate_python({name: object()})
