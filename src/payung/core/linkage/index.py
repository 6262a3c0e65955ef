"""The online engine: one new record against all known ones, while the clerk still types."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from payung.core.linkage.encode import (
    columns_of,
    encode,
    encode_records,
    token_counts,
    with_bits,
)
from payung.core.linkage.kernel import levels_of_pairs
from payung.core.linkage.points import Points, default_points
from payung.core.linkage.probe import MOST_CANDIDATES, probe
from payung.core.linkage.rarity import Rarity, counted
from payung.core.linkage.record import Found, Record, Scored
from payung.core.linkage.scoring import scored
from payung.core.linkage.segment import Segment, segment
from payung.core.linkage.text import Integers

RECENT = 512
_NOTHING = -(10**9)


class Index:
    """Records in memory, findable by what they share. Not safe for writers on several threads.

    About 500 bytes a record. Added records gather in a small part of their own, which is merged
    into larger ones as it grows, so that adding stays cheap.

    >>> index = Index([Record("a", "5304015708800003", "Maria Bere"), Record("b", nama="Yosef")])
    >>> index.add(Record("c", None, "Maria Bere Mau", tanggal_lahir="17-08-1980"))
    >>> found = index.search(Record("?", "5304015708800003", "MARYA BERE"), limit=5)
    >>> [candidate.id for candidate in found]
    ['a', 'c']
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        points: Points | None = None,
        rarity: Rarity | None = None,
    ) -> None:
        columns = columns_of(kept := list(records))
        rows = encode(columns, len(kept))
        self._start([record.id for record in kept], rows, points, rarity)

    @classmethod
    def of_rows(
        cls, ids: list[str], rows: Integers, points: Points | None = None,
        rarity: Rarity | None = None,
    ) -> Index:  # fmt: skip
        """An index of rows that are cleaned already (see `encode`)."""
        self = cls.__new__(cls)
        self._start(ids, rows, points, rarity)
        return self

    def _start(
        self, ids: list[str], rows: Integers, points: Points | None, rarity: Rarity | None
    ) -> None:
        self.points = points or default_points()
        self.rarity = rarity or counted(*token_counts(rows), len(rows))
        self._segments: list[tuple[int, Segment]] = []
        self._ids = ids
        self._gone: set[int] = set()
        self._recent: list[Integers] = []
        if len(rows):
            self._segments.append((0, segment(with_bits(rows, self.rarity))))

    def __len__(self) -> int:
        return len(self._ids) - len(self._gone)

    def add(self, record: Record) -> None:
        """Take in one more record; it is found from now on."""
        self._recent.append(encode_records([record], self.rarity))
        self._ids.append(record.id)
        if len(self._recent) >= RECENT:
            self._merge()

    def discard(self, record_id: str) -> None:
        """Forget every record of this id; cost grows with the size of the index."""
        self._gone.update(i for i, known in enumerate(self._ids) if known == record_id)

    def search(self, record: Record, limit: int = 10) -> list[Found]:
        """The best candidates, best first; ties by id. The record itself need not be cleaned."""
        row = encode_records([record], self.rarity)
        ranked: list[tuple[int, str, Integers]] = []
        for start, part in self._parts():
            places, totals = candidates(row, part, self.points)
            for index in np.argsort(-totals, kind="stable")[: limit + len(self._gone)]:
                if start + int(places[index]) in self._gone:
                    continue
                name = self._ids[start + int(places[index])]
                ranked.append((-int(totals[index]), name, part.rows[places[index]]))
        ranked.sort(key=lambda entry: entry[:2])
        return [Found(name, self._scored(row, other)) for _, name, other in ranked[:limit]]

    def _scored(self, row: Integers, other: Integers) -> Scored:
        zero = np.zeros(1, np.int64)
        return scored(levels_of_pairs(row, other[None, :], zero, zero)[0], self.points)

    def _parts(self) -> list[tuple[int, Segment]]:
        if not self._recent:
            return self._segments
        start = len(self._ids) - len(self._recent)
        return [*self._segments, (start, segment(np.concatenate(self._recent)))]

    def _merge(self) -> None:
        """Close the recent part; join neighbours until each is eight times the next."""
        self._segments = self._parts()
        self._recent = []
        while len(self._segments) > 1:
            (start, one), (_, two) = self._segments[-2:]
            if len(one.rows) >= 8 * len(two.rows):
                break
            self._segments[-2:] = [(start, segment(np.concatenate([one.rows, two.rows])))]


def candidates(row: Integers, part: Segment, points: Points) -> tuple[Integers, Integers]:
    """The rows of a segment that share a key with a row, and their points."""
    out = [np.empty(MOST_CANDIDATES, np.int64) for _ in range(4)]
    kept, _, _ = probe(
        row, 0, 1, *part[:7], points.table, points.intercept, _NOTHING, False, False, *out
    )
    return out[1][:kept], out[2][:kept]
