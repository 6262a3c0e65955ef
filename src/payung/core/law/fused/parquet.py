"""A Parquet file written from runs: what repeats is written once, whatever months it stands for.

A priced table says the same of a person month after month. Columns are dictionary pages with runs
of codes, uncompressed and readable by every reader of Parquet 1.0; row groups are written as they
come, and only their places are kept in memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from payung.core.law.fused.thrift import Value, Wide, Written, struct

MAGIC = b"PAR1"
PLAIN, RUNS, BY_CODE = 0, 3, 8
KINDS = {"BOOLEAN": 0, "INTEGER": 1, "BIGINT": 2, "VARCHAR": 6}
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_UTF8 = 0
CREATED_BY = "payung law price"


@dataclass(frozen=True)
class Field:
    """A column: its name, its kind in DuckDB's words, and whether it may be empty."""

    name: str
    kind: str
    optional: bool = False


@dataclass(frozen=True)
class Pages:
    """A column of one row group: its dictionary (None where values stand plainly) and its data."""

    data: bytes
    dictionary: bytes | None = None
    distinct: int = 0


class ParquetFile:
    """A file that grows by row groups and is whole once it is closed."""

    def __init__(self, path: Path, fields: Sequence[Field]) -> None:
        self.fields = list(fields)
        self.rows = 0
        self.groups: list[Value] = []
        self.file: BinaryIO = path.open("wb")
        self.file.write(MAGIC)
        self.size = len(MAGIC)

    def write_group(self, rows: int, columns: Sequence[Pages]) -> None:
        """Append one row group, a column's pages for each field."""
        chunks: list[Value] = []
        size = 0
        for field, pages in zip(self.fields, columns, strict=True):
            chunk, length = self._chunk(field, rows, pages)
            chunks.append(chunk)
            size += length
        self.groups.append(Written(struct({1: chunks, 2: Wide(size), 3: Wide(rows)})))
        self.rows += rows

    def _chunk(self, field: Field, rows: int, pages: Pages) -> tuple[dict[int, Value], int]:
        start = self.size
        plain = pages.dictionary is None
        if pages.dictionary is not None:
            head = {1: pages.distinct, 2: PLAIN}
            self._page(_DICTIONARY_PAGE, 7, head, pages.dictionary)
        data = self.size
        encoding = PLAIN if plain else BY_CODE
        self._page(_DATA_PAGE, 5, {1: rows, 2: encoding, 3: RUNS, 4: RUNS}, pages.data)
        length = Wide(self.size - start)
        told: dict[int, Value] = {
            1: KINDS[field.kind],
            2: [PLAIN, RUNS] if plain else [PLAIN, RUNS, BY_CODE],
            3: [field.name],
            4: 0,
            5: Wide(rows),
            6: length,
            7: length,
            9: Wide(data),
            **({} if plain else {11: Wide(start)}),
        }
        return {2: Wide(start), 3: told}, length

    def _page(self, kind: int, place: int, head: Mapping[int, Value], body: bytes) -> None:
        size = len(body)
        told = struct({1: kind, 2: size, 3: size, place: head})
        self.file.write(told)
        self.file.write(body)
        self.size += len(told) + size

    def close(self, metadata: Mapping[str, str]) -> None:
        """Write the footer, with what is told of the whole file."""
        schema: list[Value] = [{4: "payung", 5: len(self.fields)}]
        schema += [_element(field) for field in self.fields]
        pairs: list[Value] = [{1: name, 2: value} for name, value in metadata.items()]
        told: dict[int, Value] = {1: 1, 2: schema, 3: Wide(self.rows), 4: self.groups, 5: pairs}
        footer = struct({**told, 6: CREATED_BY})
        self.file.write(footer + len(footer).to_bytes(4, "little") + MAGIC)
        self.file.close()

    def abandon(self) -> None:
        """Let go of a file that will not be whole."""
        self.file.close()


def _element(field: Field) -> dict[int, Value]:
    told: dict[int, Value] = {1: KINDS[field.kind], 3: int(field.optional), 4: field.name}
    return {**told, 6: _UTF8} if field.kind == "VARCHAR" else told
