"""The CEL specification's own vectors: every one passes, or is listed with the reason in ``known_failures.yaml``.

``pytest --cel-vectors=FILE`` runs another file of the same format. (With a space for the ``=``, pytest takes a file
outside the repository for the place of the tests; name the tests first then: ``pytest tests --cel-vectors FILE``.)
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from cel_harness import Failure, both_ways, same

from compliance.expressions.values.value_types import SECOND, Duration, Timestamp, Uint, Value, to_key

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "cel-conformance" / "vectors.jsonl"
KNOWN_FAILURES = Path(__file__).with_name("known_failures.yaml")
WANTED_SHARE = 0.97


@dataclass(frozen=True)
class Outcome:
    """One vector, run."""

    name: str
    expression: str
    wanted: Any
    got: Any

    @property
    def passes(self) -> bool:
        return same(self.got, self.wanted)

    def __str__(self) -> str:
        return f"{self.name}: {self.expression!r} gave {self.got!r}, wanted {self.wanted!r}"


def decode(tagged: dict[str, Any]) -> Value:
    """A value of the vectors' format, which tags each with its kind."""
    ((kind, raw),) = tagged.items()
    match kind:
        case "int":
            return int(raw)
        case "uint":
            return Uint(int(raw))
        case "double":
            return float(raw)
        case "bytes":
            return base64.b64decode(raw)
        case "list":
            return [decode(one) for one in raw]
        case "map":
            return {to_key(decode(key)): decode(value) for key, value in raw}
        case "timestamp" | "duration":
            ns = int(raw.get("seconds", 0)) * SECOND + int(raw.get("nanos", 0))
            return Timestamp(ns) if kind == "timestamp" else Duration(ns)
        case "string" | "bool" | "null":
            return raw
    raise ValueError(f"a value of unknown kind: {kind}")


def run_vectors(path: Path) -> Iterator[Outcome]:
    # Lines end at \n alone: expressions hold other characters that str.splitlines takes for line ends.
    for line in path.read_text("utf-8").split("\n"):
        if line:
            vector = json.loads(line)
            name = f"{vector['file']}/{vector['section']}/{vector['name']}"
            wanted = Failure(Exception("wanted")) if vector.get("error") else decode(vector["value"])
            bindings = {name: decode(value) for name, value in vector["bindings"].items()}
            yield Outcome(name, vector["expr"], wanted, both_ways(vector["expr"], bindings))


@pytest.fixture(scope="module")
def other_file(request: pytest.FixtureRequest) -> Path | None:
    """The file named on the command line, if any."""
    named = request.config.getoption("--cel-vectors")
    return Path(named) if named else None


@pytest.fixture(scope="module")
def outcomes(other_file: Path | None) -> list[Outcome]:
    path = other_file or VECTORS
    if other_file is None and not path.exists():
        pytest.skip("the conformance vectors are not here")
    assert path.is_file(), f"there is no file {path}"
    found = list(run_vectors(path))
    assert found, f"{path} has no vectors"
    return found


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """Names of the vectors that fail, each with its reason."""
    return yaml.safe_load(KNOWN_FAILURES.read_text("utf-8")) or {}


def test_every_vector_passes_or_is_known_to_fail(outcomes: list[Outcome], known: dict[str, str]) -> None:
    failing = [outcome for outcome in outcomes if not outcome.passes and outcome.name not in known]
    assert not failing, f"{len(failing)} of {len(outcomes)} vectors fail:\n" + "\n".join(map(str, failing))


def test_a_known_failure_still_fails(outcomes: list[Outcome], known: dict[str, str], other_file: Path | None) -> None:
    failing = {outcome.name for outcome in outcomes if not outcome.passes}
    there = {outcome.name for outcome in outcomes}
    stale = [name for name in known if name not in failing and (name in there or other_file is None)]
    assert not stale, f"these pass now, or are gone; take them off {KNOWN_FAILURES.name}: {stale}"
    assert all(reason.strip() for reason in known.values()), "each known failure has its reason"


def test_the_share_that_passes(outcomes: list[Outcome]) -> None:
    passing = sum(outcome.passes for outcome in outcomes)
    assert passing / len(outcomes) >= WANTED_SHARE, f"{passing} of {len(outcomes)} vectors pass"
