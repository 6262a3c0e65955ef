"""One run of the fused loop: batches of people in, row groups of priced months out."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from payung.core.law.batch.engine import Job, Progress, Written
from payung.core.law.batch.people import TOP
from payung.core.law.batch.statements import compared_columns
from payung.core.law.engines.loop import MONEY
from payung.core.law.fused.arrow import Batch, batches
from payung.core.law.fused.compiled import compiled
from payung.core.law.fused.pages import ROWS, Workspace
from payung.core.law.fused.parquet import Field, Pages, ParquetFile
from payung.core.law.fused.reading import reading_of
from payung.core.law.fused.tariffs import Tariffs, tariffs_of
from payung.core.law.refusal import LawRefusal

if TYPE_CHECKING:
    from payung.core.law.fused.engine import FusedEngine

SLICE = 16_384
WORKERS = 4


@dataclass(frozen=True)
class Group:
    """What a slice of people gave: its rows, the sum of their totals, and their pages."""

    rows: int
    total: int
    refused: int
    pages: Sequence[Pages]


@dataclass(frozen=True)
class Loop:
    """The compiled loop with all that it reads beside the people."""

    job: Job
    types: dict[str, str]
    tariffs: Tariffs
    sql: str
    keys_of: npt.NDArray[np.int32]
    price: Callable[..., tuple[int, int, int, int, int]]

    @classmethod
    def of(cls, engine: "FusedEngine", job: Job) -> "Loop":
        """Print, compile and fill the loop for the open people."""
        tariffs = tariffs_of(job)
        reading = reading_of(engine, engine.types, job.keys, tariffs.keys)
        price = compiled(tariffs.text).price
        return cls(job, engine.types, tariffs, reading.sql, reading.keys_of, price)

    @property
    def extra(self) -> list[str]:
        """Totals beside the money columns."""
        compared = compared_columns(self.job.scenarios)
        if len(compared) == 1:
            return ["baseline_total"]
        return [one.total for one in compared]

    def fields(self) -> list[Field]:
        """The columns of the file, in their order."""
        kinds = self.types
        found = [Field(key, kinds[key], key != "segment") for key in self.job.keys]
        if self.job.scenarios:
            found.append(Field("source", "VARCHAR"))
        for one in compared_columns(self.job.scenarios):
            found.append(Field(one.protected, "BOOLEAN"))
            if one.source != "source":
                found.append(Field(one.source, "VARCHAR"))
        found.append(Field("month", "VARCHAR"))
        return found + [Field(name, "BIGINT") for name in (*MONEY, *self.extra)]

    @cached_property
    def segments(self) -> tuple[list[str], npt.NDArray[np.int32]]:
        """The segments, and the place of one for each code of terms."""
        segments = [key[0] for key in self.tariffs.keys]
        words = sorted(set(segments))
        place = np.array([words.index(segment) for segment in segments], dtype=np.int32)
        return words, place[self.keys_of]

    def arguments(self) -> tuple[Any, ...]:
        """What the compiled loop takes after the people and before a workspace."""
        spans, tariffs = self.job.spans, self.tariffs
        base = spans[0].first.ordinal
        begins = np.array([span.first.ordinal for span in spans], dtype=np.int64)
        ends = np.array([span.last.ordinal for span in spans], dtype=np.int64)
        stretch_of = np.repeat(np.arange(len(spans), dtype=np.int64), ends - begins + 1)
        return (
            base, stretch_of, begins, ends, self.keys_of, tariffs.by_income, tariffs.bundle,
            tariffs.variant, tariffs.alike, tariffs.sides, tariffs.kept, tariffs.law_of,
            tariffs.main, tariffs.rows, tariffs.bounds, tariffs.values, TOP, ROWS,
        )  # fmt: skip

    def groups(self, batch: Batch, start: int, stop: int, space: Workspace) -> Iterator[Group]:
        """The row groups of a slice of a batch. Raises LawRefusal for a wage beyond its bounds."""
        people = tuple(batch[name].values for name in ("code", "wage", "income", "first", "last"))
        arguments = self.arguments()
        while start < stop:
            start, runs, rows, refused, beyond = self.price(
                start, stop, *people, *arguments,
                space.person, space.bundle, space.first, space.months, space.money,
            )  # fmt: skip
            if beyond:
                raise LawRefusal(
                    "wage_out_of_range",
                    "Sebuah skenario menaikkan upah melebihi batas yang dapat dihitung.",
                    "A scenario raises a wage beyond what can be reckoned.",
                )
            total = int(space.money[10, :runs] @ space.months[:runs])
            pages = self.pages(batch, runs, space) if rows else ()
            yield Group(rows, total, refused, pages)

    def pages(self, batch: Batch, runs: int, space: Workspace) -> list[Pages]:
        """Every column of one row group."""
        lengths, bundle = space.months[:runs], space.bundle[:runs]
        person, tariffs = space.person[:runs], self.tariffs
        found = [self.key(name, batch, person, lengths, space) for name in self.job.keys]
        if self.job.scenarios:
            funds = tariffs.funds[bundle, 0]
            found.append(space.listed(tariffs.fund_names, funds, lengths))
        for side, one in enumerate(compared_columns(self.job.scenarios), 1):
            found.append(space.flags((tariffs.sides[bundle, side] >= 0).astype(np.int64), lengths))
            if one.source != "source":
                funds = tariffs.funds[bundle, side]
                found.append(space.listed(tariffs.fund_names, funds, lengths))
        found.append(space.month(space.first[:runs], lengths))
        return found + [space.whole(column[:runs], lengths) for column in space.money]

    def key(self, name: str, batch: Batch, person: Any, lengths: Any, space: Workspace) -> Pages:
        """A key column: whose months they are."""
        if name == "segment":
            words, place = self.segments
            return space.listed(words, place[batch["code"].values[person]], lengths)
        column = batch[name]
        present = None if column.valid is None else column.valid[person].astype(np.bool_)
        there = slice(None) if present is None else present
        if column.data is None:
            kind = np.int32 if self.types[name] == "INTEGER" else np.int64
            found = space.key(column.values[person[there]].astype(np.int64), lengths[there], kind)
        else:
            found = space.texts(column, person[there], lengths[there])
        return space.optional(found, present, lengths)


def priced_file(
    engine: "FusedEngine",
    job: Job,
    out: Path,
    metadata: dict[str, str],
    people: int,
    progress: Progress | None,
) -> Written:
    """Price the open people into a file, whole or not at all."""
    loop = Loop.of(engine, job)
    part = out.with_name(f"{out.name}.part")
    file = ParquetFile(part, loop.fields())
    done = total = refused = 0
    try:
        for count, group in run(loop, engine.connection):
            if group.rows:
                file.write_group(group.rows, group.pages)
            total, refused, done = total + group.total, refused + group.refused, done + count
            if progress:
                progress(min(done / people, 1.0))
        file.close(metadata)
        part.replace(out)
    finally:
        file.abandon()
        part.unlink(missing_ok=True)
    if progress and done < people:
        progress(1.0)
    return Written(file.rows, total, refused > 0)


def run(loop: Loop, connection: Any) -> Iterator[tuple[int, Group]]:
    """The groups of all people in their order, each with how many people it ended."""
    workers = min(os.cpu_count() or 1, WORKERS)
    spaces: SimpleQueue[Workspace] = SimpleQueue()
    for _ in range(workers):
        spaces.put(Workspace(len(MONEY) + len(loop.extra)))

    def priced(batch: Batch, start: int, stop: int) -> list[Group]:
        space = spaces.get()
        try:
            return list(loop.groups(batch, start, stop, space))
        finally:
            spaces.put(space)

    with ThreadPoolExecutor(workers) as pool:
        for rows, batch in batches(connection.sql(loop.sql)):
            cuts = range(0, rows, SLICE)
            tasks = [pool.submit(priced, batch, at, min(at + SLICE, rows)) for at in cuts]
            for at, task in zip(cuts, tasks, strict=True):
                groups = task.result()
                for number, group in enumerate(groups, 1):
                    last = number == len(groups)
                    yield (min(SLICE, rows - at) if last else 0), group
