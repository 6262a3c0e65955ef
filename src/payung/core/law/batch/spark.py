"""The engine for what one machine is too small for: Apache Spark, by the same statements.

An extra: it needs `pyspark` and Java 17 or later, which the program itself never does. The output
is a folder of Parquet files; `law_id` stands in the metadata of the column `total`.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from payung.core.law.batch.engine import Dialect, Job, Progress, Written
from payung.core.law.batch.statements import price_by_statement
from payung.core.law.refusal import LawRefusal

WORDS = {
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "string": "VARCHAR",
}


def spark_session() -> Any:
    """The running session, or one on this machine. Raises LawRefusal without Spark or Java."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise LawRefusal(
            "engine_missing",
            "Spark tidak terpasang. Pasang paket pyspark dan Java 17 atau lebih baru, atau pakai "
            "--engine local.",
            "Spark is not installed. Install the package pyspark and Java 17 or later, or use "
            "--engine local.",
        ) from error
    try:
        return SparkSession.builder.appName("payung-law").getOrCreate()
    except Exception as error:
        raise LawRefusal(
            "engine_missing",
            f"Spark tidak dapat dijalankan (perlu Java 17 atau lebih baru): {error}",
            f"Spark cannot be started (it needs Java 17 or later): {error}",
        ) from error


class SparkEngine:
    """Spark SQL over the session that is given, or over a new one that is stopped at the end."""

    dialect = Dialect(
        division="div",
        huge="DECIMAL(38, 0)",
        text="STRING",
        quote="`",
        matches="{0} RLIKE '{1}'",
        explode="explode",
        array="array({0})",
        piece="slice({listed}, {first}, greatest({last} - {first} + 1, 0))",
        month="format_string('%04d-%02d', {0} div 12, {0} % 12 + 1)",
    )

    def __init__(self, session: Any = None) -> None:
        self.own = session is None
        self.session = session or spark_session()

    def open(self, people: Path) -> dict[str, str]:
        """See TableEngine. `row` tells rows of a file apart; Spark does not number them."""
        try:
            frame = self.session.read.parquet(str(people))
        except Exception as error:
            raise LawRefusal(
                "unreadable",
                f"Berkas {people.name} tidak dapat dibaca sebagai tabel Parquet orang.",
                f"The file {people.name} cannot be read as a Parquet table of people.",
            ) from error
        frame.createOrReplaceTempView("file_of_people")
        self.run(
            "CREATE OR REPLACE TEMPORARY VIEW source AS "
            "SELECT *, monotonically_increasing_id() + 1 AS row FROM file_of_people"
        )
        kinds = {field.name: field.dataType.typeName() for field in frame.schema.fields}
        return {name: WORDS.get(kind, kind.upper()) for name, kind in kinds.items()}

    def run(self, sql: str) -> None:
        """See TableEngine."""
        self.session.sql(sql.replace("CREATE TEMPORARY", "CREATE OR REPLACE TEMPORARY"))

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """See TableEngine."""
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Sequence[object]]) -> None:
        """See TableEngine. The table is small: every worker gets a copy."""
        from pyspark.sql.functions import broadcast

        schema = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        frame = self.session.createDataFrame([tuple(row) for row in rows], schema)
        broadcast(frame).createOrReplaceTempView(table)

    def gather(self, table: str, sql: str) -> None:
        """See TableEngine."""
        self.session.sql(sql).cache().createOrReplaceTempView(table)

    def price(
        self, job: Job, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> Written:
        """See TableEngine."""
        return price_by_statement(self, job, out, metadata, progress)

    def write(
        self, sql: str, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> None:
        """See TableEngine. Progress is Spark's own page; here only the end is told."""
        from pyspark.sql.functions import col

        part = out.with_name(f"{out.name}.part")
        frame = self.session.sql(sql)
        if metadata and "total" in frame.columns:
            frame = frame.withColumn("total", col("total").alias("total", metadata=metadata))
        try:
            frame.write.mode("overwrite").parquet(str(part))
            remove(out)
            part.replace(out)
        finally:
            remove(part)
        if progress:
            progress(1.0)

    def priced(self, out: Path) -> str:
        """See TableEngine."""
        return f"parquet.`{out}`"

    def close(self) -> None:
        """See TableEngine."""
        if self.own:
            self.session.stop()


def remove(path: Path) -> None:
    """Take away a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def law_id_of(session: Any, out: Path) -> str:
    """The identity of the law that a priced folder was reckoned with."""
    field = session.read.parquet(str(out)).schema["total"]
    return str(field.metadata["law_id"])
