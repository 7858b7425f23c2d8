"""Reading a table of ratings: one row a rating, who gave it, of which item, with which value.

Text is turned into small integers once, so that everything after this file is arithmetic. Whatever can't be used is
counted, by rater, and never left out in silence.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.files.table import parse_number
from compliance.measures.declaration import Column, Means
from compliance.measures.evidence_columns import Tables, at, column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compliance.files.table import Table

    Codes = NDArray[np.signedinteger[Any]]
    Numbers = NDArray[np.float64]

SCALES = ("nominal", "ordinal", "interval", "ratio")
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Ratings:
    """Where ratings are and how to read them.

    The scale is never guessed: another scale is another statistic. A table in which every rater is a person may say so
    with an empty ``kind``; a column that is merely absent is not taken for that.
    """

    evidence: Annotated[str, Means("the id of a table with one row a rating")]
    scale: Annotated[
        str,
        Means(
            "what may be done with the values: `nominal` (equal or not), `ordinal` (`order` lists them), `interval`"
            " (numbers whose differences mean something), `ratio` (numbers from zero up whose proportions mean"
            " something)"
        ),
    ]
    item: Annotated[str, Column("what was rated")] = "item"
    rater: Annotated[str, Column("who rated")] = "rater"
    value: Annotated[str, Column("the rating; empty where it is missing")] = "value"
    kind: Annotated[
        str,
        Column(
            "`person` where the rater is a person, anything else where it is not; `kind` is empty if all are people"
        ),
    ] = "kind"
    group: Annotated[str, Column("the group to which the rater belongs; read where groups are compared")] = "group"
    order: Annotated[list[str], Means("the values of an ordinal scale, each once, lowest first")] = field(
        default_factory=list
    )


@dataclass(frozen=True, slots=True)
class Coded:
    """Ratings as integers: rating i is of item ``item[i]`` by ``rater[i]`` with value ``value[i]``.

    ``items``, ``raters`` and ``values`` are the texts that the codes stand for, in the order of the file (``values`` in
    rising order unless nominal); ``levels`` are the numbers behind the values (on the nominal and ordinal scale their
    position). ``person`` says of each rater whether it is a person. ``missing`` and ``unreadable`` count, per rater,
    the empty cells and the cells that hold no value of the scale; rows without an item or a rater are counted in
    ``nameless``.
    """

    scale: str
    items: list[str]
    raters: list[str]
    values: list[str]
    levels: Numbers
    item: Codes
    rater: Codes
    value: Codes
    person: NDArray[np.bool_]
    missing: NDArray[np.int64]
    unreadable: NDArray[np.int64]
    nameless: int


def read_ratings(ratings: Ratings, tables: Tables) -> Coded:
    """The ratings of a table as integers.

    Raises :class:`NotEvidenced` where a column is absent, nobody is a person, a rater is sometimes a person and
    sometimes not, or one rater rated one item twice (which of the two to believe is not for a program to say);
    :class:`EvaluationError` where the scale is none of the four.
    """
    import numpy as np

    if ratings.scale not in SCALES:
        raise EvaluationError(f"`{ratings.scale}` is no scale; there are {', '.join(SCALES)}")
    table = tables.table(ratings.evidence)
    items, item = _codes(column(table, ratings.item))
    raters, rater = _codes(column(table, ratings.rater))
    texts, text = _codes(column(table, ratings.value))
    values, levels, value_of_text = _scale(texts, ratings)
    person = _persons(table, ratings, raters, rater)
    named = (item >= 0) & (rater >= 0)
    value = _narrow(np.append(value_of_text, -1), len(values))[text]
    empty, readable = named & (text < 0), named & (value >= 0)
    coded = Coded(
        scale=ratings.scale,
        items=items,
        raters=raters,
        values=values,
        levels=levels,
        item=item[readable],
        rater=rater[readable],
        value=value[readable],
        person=person,
        missing=np.bincount(rater[empty], minlength=len(raters)),
        unreadable=np.bincount(rater[named & ~empty & ~readable], minlength=len(raters)),
        nameless=int(len(item) - named.sum()),
    )
    _refuse_twice(table, ratings, coded, item, rater, readable)
    return coded


def groups_of_raters(ratings: Ratings, coded: Coded, tables: Tables) -> list[str | None]:
    """The group of each rater in ``coded``, None where the table doesn't say.

    Raises :class:`NotEvidenced` where there is no such column or a rater is in two groups.
    """
    table = tables.table(ratings.evidence)
    number = {rater: code for code, rater in enumerate(coded.raters)}
    groups: list[str | None] = [None] * len(coded.raters)
    pairs = dict.fromkeys(zip(column(table, ratings.rater), column(table, ratings.group), strict=True))
    for rater, group in pairs:
        if rater is None or group is None:
            continue
        if groups[number[rater]] not in (None, group):
            raise NotEvidenced(f"the rater `{rater}` is in two groups", at=table.source.name)
        groups[number[rater]] = group
    return groups


def _codes(cells: list[str | None]) -> tuple[list[str], Codes]:
    """The distinct texts of a column in order of appearance, and for each cell its text's number; -1 is empty."""
    import numpy as np

    number: defaultdict[str | None, int] = defaultdict(itertools.count().__next__)
    codes = np.fromiter(map(number.__getitem__, cells), dtype=np.int32, count=len(cells))
    if None in number:
        empty = number.pop(None)
        codes[codes == empty] = -1
        codes[codes > empty] -= 1
    return [text for text in number if text is not None], _narrow(codes, len(number))


def _narrow(codes: Codes, count: int) -> Codes:
    """Codes below ``count`` in the smallest integers that hold them: tables are long, and raters and values few."""
    import numpy as np

    return codes.astype(next(kind for kind in (np.int8, np.int16, np.int32) if count <= np.iinfo(kind).max), copy=False)


def _scale(texts: list[str], ratings: Ratings) -> tuple[list[str], Numbers, Codes]:
    """Names and levels of the values, and for each distinct text the value it stands for; -1 is unreadable."""
    import numpy as np

    if ratings.scale == "nominal":
        return texts, np.arange(len(texts), dtype=np.float64), np.arange(len(texts), dtype=np.int32)
    if ratings.scale == "ordinal":
        if len(set(ratings.order)) != len(ratings.order) or len(ratings.order) < 2:
            raise NotEvidenced("an ordinal scale needs `order`: its values, each once, lowest first", ("order",))
        rank = {text: code for code, text in enumerate(ratings.order)}
        ranks = np.array([rank.get(text, -1) for text in texts], dtype=np.int32)
        return list(ratings.order), np.arange(len(ratings.order), dtype=np.float64), ranks
    parsed = [parse_number(text) for text in texts]
    usable = [number is not None and (ratings.scale == "interval" or number >= 0) for number in parsed]
    numbers = np.array([n for n, use in zip(parsed, usable, strict=True) if use], dtype=np.float64)
    levels, position = np.unique(numbers, return_inverse=True)
    codes = np.full(len(texts), -1, dtype=np.int32)
    codes[np.array(usable, dtype=bool)] = position
    return [f"{level:g}" for level in levels], levels, codes


def _persons(table: Table, ratings: Ratings, raters: list[str], rater: Codes) -> NDArray[np.bool_]:
    """Of each rater, whether it is a person."""
    import numpy as np

    if not ratings.kind:
        return np.ones(len(raters), dtype=bool)
    kinds, kind = _codes(column(table, ratings.kind))
    known = (rater >= 0) & (kind >= 0)
    is_person = np.array([text == PERSON for text in kinds] + [False])[kind]
    yes = np.bincount(rater[known & is_person], minlength=len(raters)) > 0
    no = np.bincount(rater[(rater >= 0) & ~is_person], minlength=len(raters)) > 0
    if (yes & no).any():
        name = int(np.flatnonzero(yes & no)[0])
        row = int(np.flatnonzero((rater == name) & ~is_person)[0])
        raise NotEvidenced(
            f"the rater `{raters[name]}` is a {PERSON} in some rows and not in others", at=at(table, row, ratings.kind)
        )
    if raters and not yes.any():
        found = ", ".join(f"`{text}`" for text in kinds[:5]) or "only empty cells"
        raise NotEvidenced(
            f"the column `{ratings.kind}` says `{PERSON}` of no rater; it has {found}", at=table.source.name
        )
    return yes


def _refuse_twice(
    table: Table, ratings: Ratings, coded: Coded, item: Codes, rater: Codes, readable: NDArray[np.bool_]
) -> None:
    import numpy as np

    cell: NDArray[Any] = coded.item.astype(np.int64)
    cell *= max(len(coded.raters), 1)
    cell += coded.rater
    cell.sort()
    twice = np.flatnonzero(cell[1:] == cell[:-1])
    if not len(twice):
        return
    which, who = divmod(int(cell[twice[0]]), len(coded.raters))
    row = int(np.flatnonzero((item == which) & (rater == who) & readable)[1])
    raise NotEvidenced(
        f"the rater `{coded.raters[who]}` rated the item `{coded.items[which]}` more than once",
        at=at(table, row, ratings.item),
    )
