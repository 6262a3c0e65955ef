"""Two lists, or one with itself, from files to a file of pairs."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from payung.core.linkage.choose import MATCH, Chosen, all_pairs, one_to_one, text_order
from payung.core.linkage.encode import encode, mark_shared_niks, token_counts, with_bits
from payung.core.linkage.files import ListFile, read_list
from payung.core.linkage.local import Pairs, score_all
from payung.core.linkage.pairs import levels_for, write_pairs
from payung.core.linkage.points import Points, default_points
from payung.core.linkage.rarity import counted
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.segment import segment
from payung.core.linkage.text import Integers

Engine = Literal["local", "spark"]
Progress = Callable[[str, float], None]
BYTES_PER_ROW = 700
DEFAULT_MEMORY = 4 * 1024**3


@dataclass
class Summary:
    """What was done, as the command prints it."""

    rows_left: int
    rows_right: int
    candidates: int
    matches: int
    reviews: int
    capped_blocks: int
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the command."""
        return asdict(self)


class Clock:
    """Seconds per step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = self._first = time.perf_counter()

    def lap(self, step: str) -> None:
        """The step that just ended."""
        now = time.perf_counter()
        self.seconds[step] = round(now - self._last, 3)
        self.seconds["total"] = round(now - self._first, 3)
        self._last = now


def link_files(
    left: Path, right: Path, out: Path, engine: Engine = "local", threshold: float | None = None,
    progress: Progress | None = None, points: Points | None = None, memory: int = DEFAULT_MEMORY,
) -> Summary:  # fmt: skip
    """Find for each left row the right row of the same person, and write the pairs to ``out``.

    ``threshold`` is the least probability to write; by default the table's floor for review.
    ``memory`` in bytes bounds the local engine. Raises LinkageRefusal for files that cannot be
    used and for lists too large for the memory.
    """
    if engine == "spark":
        from payung.core.linkage.spark import link_on_spark

        return link_on_spark(left, right, out, threshold, points or default_points())
    return _run(left, right, out, threshold, progress, points or default_points(), memory)


def dedupe_file(
    file: Path, out: Path, engine: Engine = "local", threshold: float | None = None,
    progress: Progress | None = None, points: Points | None = None, memory: int = DEFAULT_MEMORY,
) -> Summary:  # fmt: skip
    """Find the people who are on a list twice, and write the pairs to ``out``, first row left."""
    if engine == "spark":
        from payung.core.linkage.spark import link_on_spark

        return link_on_spark(file, None, out, threshold, points or default_points())
    return _run(file, None, out, threshold, progress, points or default_points(), memory)


def _run(
    left: Path, right: Path | None, out: Path, threshold: float | None,
    progress: Progress | None, points: Points, memory: int,
) -> Summary:  # fmt: skip
    clock, tell = Clock(), progress or (lambda _step, _share: None)
    points = points if right else points.for_one_list()
    tell("read", 0.0)
    with ThreadPoolExecutor(2) as pool:
        lists = list(pool.map(read_list, [path for path in (left, right) if path is not None]))
    check_memory(sum(map(len, lists)), memory)
    clock.lap("read")
    rows = clean_lists(lists, tell)
    clock.lap("clean")
    tell("index", 0.0)
    found = segment(rows[-1])
    clock.lap("index")
    floor = points.floor if threshold is None else logit(threshold)
    pairs = score_all(
        rows[0],
        found,
        points,
        floor,
        right is None,
        threshold is None,
        lambda share: tell("compare", share),
    )
    clock.lap("compare")
    chosen = choose(lists, pairs, points)
    clock.lap("choose")
    tell("write", 0.0)
    levels = levels_for(rows[0], rows[-1], chosen)
    write_pairs(out, lists[0].ids, lists[-1].ids, chosen, levels, points)
    clock.lap("write")
    tell("done", 1.0)
    return summary(lists, right is None, pairs.compared, chosen, found.capped, clock)


def clean_lists(lists: list[ListFile], tell: Progress) -> list[Integers]:
    """Cleaned rows of each list, with bits from the names of all of them."""
    tell("clean", 0.0)
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(clean_list, lists, [len(lists) == 2] * len(lists)))
    rarity = counted(*token_counts(*rows), sum(map(len, rows)))
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(with_bits, rows, [rarity] * len(rows)))


def clean_list(listed: ListFile, mark: bool) -> Integers:
    """The cleaned rows of a list, whose columns it lets go of; ``mark``: NIKs on several rows."""
    rows = encode(listed.columns, len(listed))
    listed.columns.clear()
    return mark_shared_niks(rows) if mark else rows


def choose(lists: list[ListFile], pairs: Pairs, points: Points) -> Chosen:
    """Decide; lists without NIK are for people to decide."""
    without = not all(listed.has_niks for listed in lists)
    if len(lists) == 1:
        return all_pairs(pairs, points, without)
    left, right = (text_order(listed.ids) for listed in lists)
    return one_to_one(pairs, left, right, points, without)


def summary(
    lists: list[ListFile], same: bool, compared: int, chosen: Chosen, capped: int, clock: Clock
) -> Summary:
    """The figures of a run."""
    return Summary(
        len(lists[0]), len(lists[0]) if same else len(lists[1]), compared,
        int(np.sum(chosen.band == MATCH)), int(np.sum(chosen.band != MATCH)), capped,
        clock.seconds,
    )  # fmt: skip


def check_memory(rows: int, memory: int) -> None:
    """Raise LinkageRefusal if so many rows do not fit."""
    needed = rows * BYTES_PER_ROW
    if needed > memory:
        raise LinkageRefusal(
            "memory",
            f"{rows} baris memerlukan kira-kira {needed / 1e9:.1f} GB, batasnya "
            f"{memory / 1e9:.1f} GB. Naikkan batasnya (--memory) atau pakai --engine spark.",
            f"{rows} rows need about {needed / 1e9:.1f} GB; the limit is {memory / 1e9:.1f} GB. "
            "Raise the limit (--memory) or use --engine spark.",
        )


def logit(probability: float) -> float:
    """Log-odds of a probability. Raises LinkageRefusal outside 0 to 1."""
    if not 0 < probability < 1:
        raise LinkageRefusal(
            "threshold", "Ambang harus di antara 0 dan 1, misalnya 0.9.",
            "The threshold must lie between 0 and 1, for example 0.9.",
        )  # fmt: skip
    return float(np.log(probability / (1 - probability)))
