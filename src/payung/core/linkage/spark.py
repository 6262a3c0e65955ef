"""The engine for what one machine is too small for: Apache Spark around the same kernel.

Rows are cleaned, keyed and scored by the loops of the local engine inside `mapInArrow`; Spark only
counts tokens, joins keys and carries rows. So pairs, scores and bands are the local engine's.

An extra: it needs `pyspark`, `pyarrow` and Java 17 or later, which the program itself never does;
the package `payung` must be importable on the workers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from payung.core.linkage import spark_work as work
from payung.core.linkage.files import ListFile, read_list
from payung.core.linkage.link import Clock, Summary, choose, logit, summary
from payung.core.linkage.local import Pairs
from payung.core.linkage.pairs import write_pairs
from payung.core.linkage.points import Points
from payung.core.linkage.rarity import counted
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.text import Integers

ROWS = "place long, row binary"
KEYS = "key long, fine long, place long"


def session() -> Any:
    """The running session, or one on this machine. Raises LinkageRefusal without Spark or Java."""
    try:
        import pyarrow  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise LinkageRefusal(
            "engine_missing",
            "Spark tidak terpasang. Pasang paket pyspark dan pyarrow serta Java 17 atau lebih "
            "baru, atau pakai --engine local.",
            "Spark is not installed. Install the packages pyspark and pyarrow and Java 17 or "
            "later, or use --engine local.",
        ) from error
    try:
        return SparkSession.builder.appName("payung-linkage").getOrCreate()
    except Exception as error:
        raise LinkageRefusal(
            "engine_missing",
            f"Spark tidak dapat dijalankan (perlu Java 17 atau lebih baru): {error}",
            f"Spark cannot be started (it needs Java 17 or later): {error}",
        ) from error


def link_on_spark(
    left: Path, right: Path | None, out: Path, threshold: float | None, points: Points,
    running: Any = None,
) -> Summary:  # fmt: skip
    """See `link_files` and `dedupe_file`; ``running`` is a session that goes on afterwards."""
    clock = Clock()
    points = points if right else points.for_one_list()
    lists = [read_list(path) for path in (left, right) if path is not None]
    clock.lap("read")
    spark = running or session()
    try:
        frames = _cleaned(spark, [_frame(spark, listed) for listed in lists])
        clock.lap("clean")
        floor = points.floor if threshold is None else logit(threshold)
        rule = (int(np.ceil(floor * 100)), right is None, threshold is None)
        pairs, levels, capped = _scored(frames, points, rule)
        clock.lap("compare")
    finally:
        if running is None:
            spark.stop()
    chosen = choose(lists, pairs, points)
    clock.lap("choose")
    levels = _levels_of_chosen(pairs, levels, chosen)
    write_pairs(out, lists[0].ids, lists[-1].ids, chosen, levels, points)
    clock.lap("write")
    return summary(lists, right is None, pairs.compared, chosen, capped, clock)


def _frame(spark: Any, listed: ListFile) -> Any:
    """A list as a frame of its columns and the place of each row."""
    import pyarrow as pa

    columns = {"place": pa.array(np.arange(len(listed)))}
    for name, column in listed.columns.items():
        buffers = [None, pa.py_buffer(column.ends), pa.py_buffer(column.data)]
        columns[name] = pa.Array.from_buffers(pa.large_utf8(), len(listed), buffers)
    table = pa.table(columns)
    return spark.createDataFrame(table)


def _cleaned(spark: Any, frames: list[Any]) -> list[Any]:
    """Cleaned rows of each list with the bits of names and the marks of shared NIKs."""
    from pyspark.sql import functions as f

    rows = [frame.mapInArrow(work.clean, ROWS).cache() for frame in frames]
    tokens = rows[0].mapInArrow(work.tokens, "token long, count long")
    for frame in rows[1:]:
        tokens = tokens.union(frame.mapInArrow(work.tokens, "token long, count long"))
    totals = tokens.groupBy("token").agg(f.sum("count").alias("count")).toArrow()
    people = sum(frame.count() for frame in rows)
    rarity = counted(_numbers(totals, "token"), _numbers(totals, "count"), people)
    spread = spark.sparkContext.broadcast(rarity)
    mark = len(rows) == 2
    return [_marked(frame, mark).mapInArrow(work.finish(spread), ROWS).cache() for frame in rows]


def _marked(frame: Any, mark: bool) -> Any:
    """Rows with how many rows of their list have their NIK."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    if not mark:
        return frame.withColumn("sharing", f.lit(1).cast("long"))
    niked = frame.withColumn("nik", f.substring("row", 1, 8))
    window = Window.partitionBy("nik")
    return niked.withColumn("sharing", f.count(f.lit(1)).over(window)).drop("nik")


def _scored(frames: list[Any], points: Points, rule: work.Rule) -> tuple[Pairs, Integers, int]:
    """All pairs of at least the floor with their levels, and how many blocks were cut."""
    from pyspark.sql import functions as f

    left, right = frames[0], frames[-1]
    same = len(frames) == 1
    met, capped = _met(_keys(left), _keys(right), same)
    joined = (
        met.join(left.select(f.col("place").alias("l"), f.col("row").alias("a")), "l")
        .join(right.select(f.col("place").alias("r"), f.col("row").alias("b")), "r")
    )  # fmt: skip
    schema = "l long, r long, total long, hard long, levels binary"
    found = joined.mapInArrow(work.score(points, rule), schema).toArrow()
    order = np.lexsort((_numbers(found, "r"), _numbers(found, "l")))
    arrays = [_numbers(found, name)[order] for name in ("l", "r", "total", "hard")]
    levels = work.matrix(found.column("levels").combine_chunks(), work.COMPARISONS)[order]
    return Pairs(arrays[0], arrays[1], arrays[2], arrays[3], met.count()), levels, capped


def _keys(frame: Any) -> Any:
    return frame.mapInArrow(work.keys, KEYS).distinct()


def _met(left: Any, right: Any, same: bool) -> tuple[Any, int]:
    """Distinct pairs of rows that share a key: crowded blocks narrowed, what is left over cut."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    sizes = right.groupBy("key").agg(f.count(f.lit(1)).alias("size"))
    crowded = f.col("size") > work.CAP
    right = right.join(sizes, "key")
    inside = Window.partitionBy("fine").orderBy("place")
    fine = right.where(crowded).withColumn("rank", f.row_number().over(inside))
    capped = fine.where(f.col("rank") == work.CAP + 1).count()
    plain = right.where(~crowded).select("key", f.col("place").alias("r"))
    narrow = fine.where(f.col("rank") <= work.CAP).select("fine", f.col("place").alias("r"))
    here = left.select("key", "fine", f.col("place").alias("l"))
    pairs = here.join(plain, "key").select("l", "r").union(
        here.join(narrow, "fine").select("l", "r")
    )  # fmt: skip
    if same:
        pairs = pairs.where("r > l")
    return pairs.distinct().cache(), int(capped)


def _numbers(table: Any, name: str) -> Integers:
    found: Integers = table.column(name).to_numpy().astype(np.int64)
    return found


def _levels_of_chosen(pairs: Pairs, levels: Integers, chosen: Any) -> Integers:
    """The levels of the chosen pairs; all pairs lie in the order of left and right."""
    width = int(max(pairs.right.max(initial=0), chosen.right.max(initial=0))) + 1
    known = pairs.left * width + pairs.right
    found: Integers = levels[np.searchsorted(known, chosen.left * width + chosen.right)]
    return found
