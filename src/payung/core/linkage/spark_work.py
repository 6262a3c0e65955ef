"""What Spark's workers do with batches of rows: clean, count, key and score, by the one kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from payung.core.linkage import layout
from payung.core.linkage.blocking import CAP, MOST_KEYS, keys_of, refined
from payung.core.linkage.compiled import compiled
from payung.core.linkage.encode import encode, token_counts, with_bits
from payung.core.linkage.kernel import COMPARISONS, NIK, levels_of_pairs
from payung.core.linkage.nik_relation import EQUAL_CONFLICT
from payung.core.linkage.points import Points
from payung.core.linkage.record import FIELDS
from payung.core.linkage.text import Integers, Texts

Rule = tuple[int, bool, bool]
Batches = Iterable[Any]
__all__ = ["CAP", "COMPARISONS", "clean", "finish", "keys", "score", "tokens"]


def clean(batches: Batches) -> Iterator[Any]:
    """Columns as typed to cleaned rows."""
    import pyarrow as pa

    for batch in batches:
        columns = {
            name: _texts(batch.column(name)) for name in FIELDS if name in batch.schema.names
        }
        rows = encode(columns, batch.num_rows)
        yield _batch(place=batch.column("place"), row=_binary(pa, rows))


def tokens(batches: Batches) -> Iterator[Any]:
    """The tokens of people's names in each batch, counted."""
    import pyarrow as pa

    for batch in batches:
        found, counts = token_counts(matrix(batch.column("row"), layout.WIDTH))
        yield _batch(token=pa.array(found), count=pa.array(counts))


def finish(rarity: Any) -> Callable[[Batches], Iterator[Any]]:
    """Rows with the bits of names, and the mark of those whose NIK their list has twice."""

    def run(batches: Batches) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            rows = with_bits(matrix(batch.column("row"), layout.WIDTH).copy(), rarity.value)
            sharing = batch.column("sharing").to_numpy(zero_copy_only=False)
            shared = (sharing > 1) & (rows[:, layout.NIK] > 0)
            rows[:, layout.FLAGS] |= shared * layout.FLAG_NIK_SHARED
            yield _batch(place=batch.column("place"), row=_binary(pa, rows))

    return run


def keys(batches: Batches) -> Iterator[Any]:
    """Every key of every row, with the narrowed key beside it."""
    import pyarrow as pa

    for batch in batches:
        rows = matrix(batch.column("row"), layout.WIDTH)
        found, fine, owners = _all_keys(rows)
        places = batch.column("place").to_numpy(zero_copy_only=False)[owners]
        yield _batch(key=pa.array(found), fine=pa.array(fine), place=pa.array(places))


@compiled
def _all_keys(rows: Any) -> Any:
    total = 0
    buffer = np.empty(MOST_KEYS, np.int64)
    for row in range(len(rows)):
        total += keys_of(rows[row], buffer)
    found, fine = np.empty(total, np.int64), np.empty(total, np.int64)
    owners = np.empty(total, np.int64)
    total = 0
    for row in range(len(rows)):
        for index in range(keys_of(rows[row], buffer)):
            found[total], owners[total] = buffer[index], row
            fine[total] = refined(buffer[index], rows[row])
            total += 1
    return found, fine, owners


def score(points: Points, rule: Rule) -> Callable[[Batches], Iterator[Any]]:
    """Pairs of rows to pairs of at least the floor, as the local engine keeps them."""
    table, intercept, (floor, same, conflicts) = points.table, points.intercept, rule

    def run(batches: Batches) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            left = matrix(batch.column("a"), layout.WIDTH)
            right = matrix(batch.column("b"), layout.WIDTH)
            places = np.arange(batch.num_rows)
            levels = levels_of_pairs(left, right, places, places, same)
            hard, levels = levels[:, COMPARISONS], levels[:, :COMPARISONS]
            total = intercept + sum(table[c, levels[:, c]] for c in range(COMPARISONS))
            keep = (total >= floor) | (conflicts & (levels[:, NIK] == EQUAL_CONFLICT))
            kept = pa.array(keep)
            yield _batch(
                l=batch.column("l").filter(kept), r=batch.column("r").filter(kept),
                total=pa.array(total[keep]), hard=pa.array(hard[keep]),
                levels=_binary(pa, np.ascontiguousarray(levels[keep])),
            )  # fmt: skip

    return run


def matrix(column: Any, width: int) -> Integers:
    """Rows of whole numbers from a column of binaries of one length."""
    import pyarrow as pa

    column = column.cast(pa.large_binary())
    joined = b"".join(column.to_pylist())
    return np.frombuffer(joined, np.int64).reshape(-1, width)


def _binary(pa: Any, rows: Integers) -> Any:
    size = rows.shape[1] * 8
    whole = pa.Array.from_buffers(pa.binary(size), len(rows), [None, pa.py_buffer(rows.tobytes())])
    return whole.cast(pa.binary())


def _texts(column: Any) -> Texts:
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pc.fill_null(column.cast(pa.large_utf8()), "")
    values = [text.encode() for text in filled.to_pylist()]
    ends = np.zeros(len(values) + 1, np.int64)
    np.cumsum([len(value) for value in values], out=ends[1:])
    return Texts(np.frombuffer(b"".join(values) or b"\0", np.uint8), ends)


def _batch(**columns: Any) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(columns)
