# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""The embedded engine: DuckDB in this process, with a cap on memory and a place to spill."""

import shutil
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from payung.core.law.batch.engine import Dialect, Job, Progress, Written, quoted
from payung.core.law.batch.statements import price_by_statement
from payung.core.law.refusal import LawRefusal

MEMORY = "1GB"


class DuckEngine:
    """DuckDB with its scratch files beside `out`."""

    dialect = Dialect(
        division="//",
        huge="HUGEINT",
        text="VARCHAR",
        quote='"',
        matches="regexp_matches({0}, '{1}')",
        explode="unnest",
        array="[{0}]",
        piece="list_slice({listed}, {first}, {last})",
        month="printf('%04d-%02d', {0} // 12, {0} % 12 + 1)",
    )

    def __init__(self, out: Path, memory: str = MEMORY) -> None:
        import duckdb

        self.scratch = out.with_name(f"{out.name}.tmp")
        self.connection: Any = duckdb.connect()
        self.run(f"SET memory_limit = {quoted(memory)}")
        self.run(f"SET temp_directory = {quoted(str(self.scratch))}")
        self.run("SET preserve_insertion_order = false")
        self.run("SET enable_progress_bar = true")
        self.run("SET enable_progress_bar_print = false")

    def open(self, people: Path) -> dict[str, str]:
        """See TableEngine. Raises LawRefusal for a file that is no Parquet."""
        import duckdb

        file = quoted(str(people))
        try:
            described = self.fetch(f"DESCRIBE SELECT * FROM read_parquet({file})")
        except duckdb.Error as error:
            raise LawRefusal(
                "unreadable",
                f"Berkas {people.name} tidak dapat dibaca sebagai tabel Parquet orang: {error}",
                f"The file {people.name} cannot be read as a Parquet table of people: {error}",
            ) from error
        self.run(
            "CREATE VIEW source AS SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS row "
            f"FROM read_parquet({file}, file_row_number = true)"
        )
        return {str(row[0]): str(row[1]) for row in described}

    def run(self, sql: str) -> None:
        """See TableEngine."""
        self.connection.execute(sql)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """See TableEngine."""
        rows: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return rows

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Sequence[object]]) -> None:
        """See TableEngine."""
        named = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self.run(f"CREATE TABLE {table} ({named})")
        # A list for each column: a statement for each row would cost seventy times as much.
        if values := [list(column) for column in zip(*rows, strict=True)]:
            lists = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
            self.connection.execute(f"INSERT INTO {table} SELECT {lists}", values)

    def gather(self, table: str, sql: str) -> None:
        """See TableEngine."""
        self.run(f"CREATE OR REPLACE TEMPORARY TABLE {table} AS {sql}")

    def price(
        self, job: Job, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> Written:
        """See TableEngine."""
        return price_by_statement(self, job, out, metadata, progress)

    def write(
        self, sql: str, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> None:
        """See TableEngine."""
        part = out.with_name(f"{out.name}.part")
        pairs = ", ".join(f"{name}: {quoted(value)}" for name, value in metadata.items())
        options = f"FORMAT parquet, KV_METADATA {{{pairs}}}" if pairs else "FORMAT parquet"
        try:
            self._watched(f"COPY ({sql}) TO {quoted(str(part))} ({options})", progress)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)

    def _watched(self, sql: str, progress: Progress | None) -> None:
        if progress is None:
            self.run(sql)
            return
        done = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(done, progress), daemon=True)
        watcher.start()
        try:
            self.run(sql)
        finally:
            done.set()
            watcher.join()
        progress(1.0)

    def _watch(self, done: threading.Event, progress: Progress) -> None:
        while not done.wait(0.2):
            percent = self.connection.query_progress()
            if percent > 0:
                progress(min(percent / 100, 1.0))

    def priced(self, out: Path) -> str:
        """See TableEngine."""
        return f"read_parquet({quoted(str(out))})"

    def close(self) -> None:
        """See TableEngine."""
        self.connection.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
