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
APART = 24
"""Columns do not begin at the same place of a processor's cache, or they push each other out."""
Whole = npt.NDArray[np.int64]


@dataclass
class Workspace:
    """The memory of one worker: runs as the loop leaves them, and what writing them needs."""

    columns: int
    codes: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(RUNS, dtype=np.int32))
    distinct: Whole = field(default_factory=lambda: np.empty(RUNS, dtype=np.int64))
    slots: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(2 * RUNS, dtype=np.int32))
    page: npt.NDArray[np.uint8] = field(default_factory=lambda: np.empty(4 * ROWS, dtype=np.uint8))

    def __post_init__(self) -> None:
        block = np.empty((self.columns + 4, RUNS + APART), dtype=np.int64)
        self.person, self.bundle, self.first, self.months = block[:4, :RUNS]
        self.money = block[4:]

    def whole(self, values: Whole, lengths: Whole, kind: type = np.int64) -> Pages:
        """Whole numbers, each for as many rows as its length."""
        count = len(values)
        found, size = kernels.runs_of_values(
            values, lengths, count, self._slots(count), self.distinct, self.page[1:]
        )
        return self._by_code(found, size, kind)

    def key(self, values: Whole, lengths: Whole, kind: type = np.int64) -> Pages:
        """The same; cheaper where they rise, as numbers of people mostly do."""
        count = len(values)
        found, size = kernels.runs_of_rising(values, lengths, count, self.distinct, self.page[1:])
        if found < 0:
            return self.whole(values, lengths, kind)
        return self._by_code(found, size, kind)

    def _by_code(self, found: int, size: int, kind: type) -> Pages:
        self.page[0] = 16  # bits of a code
        dictionary = self.distinct[:found].astype(kind).tobytes()
        return Pages(self.page[: size + 1].tobytes(), dictionary, found)

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
        data = self._runs(codes.astype(np.int32, copy=False), lengths, len(words))
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

    def optional(
        self, pages: Pages, present: npt.NDArray[np.bool_] | None, lengths: Whole
    ) -> Pages:
        """The same with its empty rows: whether each has a value stands before the data.

        `present` is None where all have one.
        """
        if present is None:
            told = varint(int(lengths.sum()) << 1) + b"\1"
        else:
            codes = present.astype(np.int32)
            size = kernels.run_lengths(codes, lengths, len(lengths), 1, self.page)
            told = self.page[:size].tobytes()
        told = len(told).to_bytes(4, "little") + told
        return Pages(told + pages.data, pages.dictionary, pages.distinct)

    def _slots(self, count: int) -> npt.NDArray[np.int32]:
        slots = self.slots[: 1 << (2 * max(count, 1) - 1).bit_length()]
        slots.fill(-1)
        return slots

    def _runs(self, codes: npt.NDArray[np.int32], lengths: Whole, distinct: int) -> bytes:
        width = 1 if distinct <= 256 else 2
        size = kernels.run_lengths(codes, lengths, len(lengths), width, self.page[1:])
        self.page[0] = 8 * width
        return self.page[: size + 1].tobytes()


def _plain(words: Sequence[str]) -> bytes:
    written = (word.encode() for word in words)
    return b"".join(len(word).to_bytes(4, "little") + word for word in written)
