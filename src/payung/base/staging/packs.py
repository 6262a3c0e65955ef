"""Clean rows of a list, many in one sealed and compressed block: few are ever looked at singly."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from heapq import merge
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet, Sum

from payung.base.staging.lines import Sheaf, gathered, names_in
from payung.base.staging.models import Batch, Pack, Row
from payung.base.staging.payloads import APART, FROM_NAMES, body
from payung.base.staging.registry import Incoming
from payung.base.vault.crypto import Vault, current

COLUMNS = ("verdict", "first", "last", "count", "hashes", "keys_index", "payload")
#: Fewer clean rows than this stay single: a small list is looked at row by row.
LEAST = 20
#: Verdicts that may be packed: what a row changes is looked at.
VERDICTS = frozenset({Row.Verdict.NEW, Row.Verdict.UNCHANGED})
#: How hard to compress: more costs more than the disk that it saves.
LEVEL = 1
DIGITS = 32
PAGE = 51


def packed(verdict: str, rows: Sequence[Incoming], vault: Vault) -> tuple[Any, ...] | None:
    """The database row of a pack, in the order of `COLUMNS`; None if they cannot be packed."""
    content = _closed(rows)
    if content is None:
        return None
    return (
        verdict, rows[0].number, rows[-1].number, len(rows),
        "".join([row.content_hash for row in rows]), "".join([row.key_index for row in rows]),
        vault.seal(content),
    )  # fmt: skip


def _closed(rows: Sequence[Incoming]) -> bytes | None:
    """Numbers and values, column by column; None if a value is no text or holds the marks."""
    values = [row.values for row in rows]
    names, column = names_in(values), gathered(values)
    numbers = APART.join([str(row.number) for row in rows])
    try:
        columns = [APART.join(column(name)) for name in names]
    except TypeError:
        return None
    text = FROM_NAMES.join([APART.join(names), numbers, *columns])
    marks = len(names) - 1 + (len(names) + 1) * (len(rows) - 1)
    if text.count(APART) != marks or text.count(FROM_NAMES) != len(names) + 1:
        return None
    return zlib.compress(text.encode(), LEVEL)


def opened(pack: Pack, vault: Vault | None = None) -> list[Incoming]:
    """The rows of a pack."""
    text = zlib.decompress((vault or current()).unseal(bytes(pack.payload))).decode()
    head, numbers, *columns = text.split(FROM_NAMES)
    values = [column.split(APART) for column in columns]
    sheaf = Sheaf(dict(zip(head.split(APART), values, strict=True)), pack.count)
    return list(
        map(
            Incoming, map(int, numbers.split(APART)), sheaf.lines(), _digits(pack.hashes),
            _digits(pack.keys_index),
        )
    )  # fmt: skip


def _digits(joined: str) -> list[str]:
    """Fingerprints that stand one after the other."""
    return [joined[at : at + DIGITS] for at in range(0, len(joined), DIGITS)]


def holders(batch: Batch, keys: Collection[str]) -> Iterator[Incoming]:
    """Packed rows that hold one of these key indexes; opens the packs they are in."""
    for key in keys:
        for pack in batch.packs.filter(keys_index__contains=key):
            yield from (row for row in opened(pack) if row.key_index == key)


def verdicts(batch: Batch) -> Counter[str]:
    """Packed rows by verdict; one statement."""
    found = batch.packs.order_by().values_list("verdict").annotate(n=Sum("count"))
    return Counter(dict(found))


def rows_from(
    batch: Batch, verdicts: Sequence[str], number: int, *, back: bool = False
) -> Iterator[Row]:
    """Rows after (or before) a number in their order, packed and single ones, unsaved if packed."""
    side, order = ("lt", "-number") if back else ("gt", "number")
    single = batch.rows.filter(verdict__in=verdicts, **{f"number__{side}": number})
    return merge(
        single.order_by(order).iterator(PAGE), _unpacked(batch, verdicts, number, back=back),
        key=attrgetter("number"), reverse=back,
    )  # fmt: skip


def _unpacked(batch: Batch, verdicts: Sequence[str], number: int, *, back: bool) -> Iterator[Row]:
    """The same of packed rows: one run a verdict, for the packs of a verdict do not overlap."""
    far, order = ("first__lt", "-first") if back else ("last__gt", "first")
    runs = [
        _run(batch.packs.filter(verdict=verdict, **{far: number}).order_by(order), number, back)
        for verdict in verdicts
    ]
    return merge(*runs, key=attrgetter("number"), reverse=back)


def _run(packs: QuerySet[Pack], number: int, back: bool) -> Iterator[Row]:
    for pack in packs.iterator(1):
        rows = opened(pack)
        for row in reversed(rows) if back else rows:
            if row.number < number if back else row.number > number:
                yield _shown(pack, row)


def _shown(pack: Pack, row: Incoming) -> Row:
    """A packed row as a page reads it; it has no primary key and is never saved."""
    return Row(
        batch_id=pack.batch_id, number=row.number, verdict=pack.verdict, applied=pack.applied,
        content_hash=row.content_hash, key_index=row.key_index,
        payload=current().seal(body(row.values)),
    )  # fmt: skip
