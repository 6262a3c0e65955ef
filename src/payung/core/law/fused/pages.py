"""Runs of priced months as the pages of one row group."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from payung.core.calendar import Month
from payung.core.law.fused import kernels
from payung.core.law.fused.arrow import Column
from payung.core.law.fused.parquet import Pages
from payung.core.law.fused.thrift import varint

RUNS = 32_768
ROWS = 500_000
Whole = npt.NDArray[np.int64]


@dataclass
class Workspace:
    """The memory of one worker: runs as the loop leaves them, and what writing them needs."""

    columns: int
    person: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    bundle: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    first: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    months: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    codes: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(RUNS, dtype=np.int32))
    distinct: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    slots: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(2 * RUNS, dtype=np.int32))
    page: npt.NDArray[np.uint8] = field(default_factory=lambda: np.empty(4 * ROWS, dtype=np.uint8))

    def __post_init__(self) -> None:
        self.money = np.empty((self.columns, RUNS), dtype=np.int64)

    def whole(self, values: Whole, lengths: Whole, kind: type = np.int64) -> Pages:
        """Whole numbers, each for as many rows as its length."""
        count = len(values)
        found = kernels.coded(values, count, self._slots(count), self.codes, self.distinct)
        dictionary = self.distinct[:found].astype(kind).tobytes()
        return Pages(self._runs(self.codes, lengths, found), dictionary, found)

    def texts(self, column: Column, rows: Whole, lengths: Whole) -> Pages:
        """Texts of the people whose rows are given."""
        if column.data is None:
            raise TypeError("a column of texts has none")
        count, first = len(rows), self.distinct
        slots = self._slots(count)
        found = kernels.coded_texts(
            column.values, column.data, rows, count, slots, self.codes, first
        )
        starts = first[:found]
        size = int((column.values[starts + 1] - column.values[starts]).sum()) + 4 * found
        page = np.empty(size, dtype=np.uint8)
        kernels.plain_texts(column.values, column.data, first, found, page)
        return Pages(self._runs(self.codes, lengths, found), page.tobytes(), found)

    def listed(self, words: Sequence[str], codes: Whole, lengths: Whole) -> Pages:
        """Words of a short list, by their place in it."""
        data = self._runs(codes.astype(np.int32), lengths, len(words))
        return Pages(data, _plain(words), len(words))

    def month(self, first: Whole, lengths: Whole) -> Pages:
        """The months of each run, one after another."""
        low, high = int(first.min()), int((first + lengths).max()) - 1
        words = [str(Month.from_ordinal(ordinal)) for ordinal in range(low, high + 1)]
        width = max((len(words) - 1).bit_length(), 1)
        size = kernels.packed(first - low, lengths, len(first), 1, width, self.page)
        groups = -(-int(lengths.sum()) // 8)
        body = self.page[:size].tobytes().ljust(groups * width, b"\0")
        head = varint(groups << 1 | 1)
        return Pages(bytes([width]) + head + body, _plain(words), len(words))

    def flags(self, values: Whole, lengths: Whole) -> Pages:
        """True or false, a bit a row."""
        size = kernels.packed(values, lengths, len(values), 0, 1, self.page)
        return Pages(self.page[:size].tobytes())

    def optional(self, pages: Pages, present: Whole, lengths: Whole) -> Pages:
        """The same with its empty rows: whether each has a value stands before the data."""
        size = kernels.run_lengths(present.astype(np.int32), lengths, len(lengths), 1, self.page)
        told = size.to_bytes(4, "little") + self.page[:size].tobytes()
        return Pages(told + pages.data, pages.dictionary, pages.distinct)

    def _slots(self, count: int) -> npt.NDArray[np.int32]:
        slots = self.slots[: 1 << (2 * max(count, 1) - 1).bit_length()]
        slots.fill(-1)
        return slots

    def _runs(self, codes: npt.NDArray[np.int32], lengths: Whole, distinct: int) -> bytes:
        bits = max((distinct - 1).bit_length(), 1)
        count = len(lengths)
        size = kernels.run_lengths(codes, lengths, count, (bits + 7) // 8, self.page)
        return bytes([bits]) + self.page[:size].tobytes()


def _plain(words: Sequence[str]) -> bytes:
    written = (word.encode() for word in words)
    return b"".join(len(word).to_bytes(4, "little") + word for word in written)
