"""What every test may use: the folder of shared test data, options for longer runs and for other vectors."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


# Prepared standards are kept for a run of the suite, and never in the cache of whoever runs it.
_CACHE = tempfile.TemporaryDirectory(prefix="compliance-cache-")
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = _CACHE.name


def pytest_addoption(parser: pytest.Parser) -> None:
    # A plugin that had to register the option earlier than this file is read may have done so already.
    with contextlib.suppress(ValueError):
        parser.addoption(
            "--cel-vectors",
            metavar="FILE",
            help="run the CEL conformance test on these vectors instead of ../shared/cel-conformance/vectors.jsonl",
        )

    parser.addoption(
        "--longer",
        metavar="TIMES",
        type=int,
        default=1,
        help="try so many times as many random inputs, where a test draws them; see tests/README.md",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Random inputs: the same in each run of the suite; with ``--longer`` new ones, and more of them."""
    longer = config.getoption("--longer")
    settings.register_profile("suite", deadline=None, derandomize=longer == 1, max_examples=100 * longer)
    settings.load_profile("suite")


@pytest.fixture(scope="session")
def longer(pytestconfig: pytest.Config) -> int:
    """How many times as many random inputs a test should try."""
    times: int = pytestconfig.getoption("--longer")
    return times


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data beside the repository; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the folder of shared test data is not here")
    return SHARED
