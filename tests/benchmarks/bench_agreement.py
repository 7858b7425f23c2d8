"""How fast agreement is against a loop over the krippendorff package, as ratios from one run.

    python tests/benchmarks/bench_agreement.py [--items 100000] [--raters 10]

The loop of the package is one alpha (the shorter of two runs) times the number of resamples; it is not run in full. The
package takes a ready matrix. Ours is timed twice: statistics only, and from the parsed table of text on, which has one
row a rating. Memory is the highest additional allocation, as a multiple of that matrix of 8-byte numbers and of the CSV
text.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np

from compliance.errors import Cause
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.source import Source
from compliance.files.table import Table
from compliance.measures.agreement.agreement import agreement
from compliance.measures.calculations.alpha import RESAMPLES, estimate
from compliance.measures.calculations.item_counts import units_of
from compliance.measures.ratings_table import SCALES, Ratings, read_ratings


class _OneTable:
    def __init__(self, table: Table) -> None:
        self._table = table

    def table(self, evidence: str) -> Table:
        return self._table


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--items", type=int, default=100_000)
    arguments.add_argument("--raters", type=int, default=10)
    arguments.add_argument("--values", type=int, nargs="+", default=[2, 5, 11])
    chosen = arguments.parse_args()
    print(f"{chosen.items} items x {chosen.raters} raters, a tenth of the cells empty, {RESAMPLES} resamples")
    print("values scale    package  statistics  with table   ratios        difference  memory / matrix, / CSV")
    for values in chosen.values:
        matrix = _matrix(chosen.items, chosen.raters, values)
        csv_text = _csv(matrix)
        tables = _OneTable(parse_csv(Source("ratings.csv", csv_text, Cause.DOSSIER)))
        for scale in SCALES:
            _compare(matrix, len(csv_text), tables, scale, values)


def _compare(matrix: Any, csv_bytes: int, tables: _OneTable, scale: str, values: int) -> None:
    ratings = Ratings("ratings", scale, order=[str(value) for value in range(values)])
    package, one = _timed(lambda: krippendorff.alpha(reliability_data=matrix, level_of_measurement=scale), runs=2)
    package *= RESAMPLES
    coded = read_ratings(ratings, tables)
    statistics, _ = _timed(lambda: estimate(units_of(coded.item, coded.value, coded.levels), scale))
    whole, found = _timed(lambda: agreement(ratings, tables=tables))
    tracemalloc.start()
    agreement(ratings, tables=tables)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.alpha is not None
    print(
        f"{values:6} {scale:8} {package:6.1f} s {statistics:9.2f} s {whole:9.2f} s   "
        f"1/{package / statistics:<5.0f} 1/{package / whole:<5.0f} {abs(found.alpha - one):10.1e} "
        f"{peak / matrix.nbytes:9.1f} {peak / csv_bytes:9.1f}"
    )


def _matrix(items: int, raters: int, values: int) -> Any:
    random = np.random.default_rng(0)
    truth = random.integers(0, values, items)
    matrix = np.where(random.random((raters, items)) < 0.6, truth, random.integers(0, values, (raters, items)))
    matrix = matrix.astype(float)
    matrix[random.random((raters, items)) < 0.1] = np.nan
    return matrix


def _csv(matrix: Any) -> bytes:
    lines = ["item,rater,kind,value"]
    for item, row in enumerate(matrix.T.tolist()):
        lines += [f"{item},{who},person,{'' if value != value else int(value)}" for who, value in enumerate(row)]
    return "\n".join(lines).encode()


def _timed(run: Callable[[], Any], runs: int = 1) -> tuple[float, Any]:
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
