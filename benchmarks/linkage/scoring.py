"""How good pairs are, against every true pair: what blocking lost counts as missed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Score:
    """Shares of one.

    `own_`: every pair of probability one half and more; without the prefix the same after each row
    has kept its best partner. `best_f1_all` and `best_f1` take the best threshold there is, which
    nobody knows beforehand. `auto_`: what is joined without a person looking.
    """

    pairs: int
    reached: float
    own_precision: float
    own_recall: float
    own_f1: float
    precision: float
    recall: float
    f1: float
    best_f1_all: float
    best_f1: float
    recall_at_999: float
    recall_at_9998: float
    auto_precision: float
    auto_recall: float
    review: float


class Pairs:
    """Scored pairs of a contender beside the truth."""

    def __init__(self, found: Path, lists: Path) -> None:
        self.con = duckdb.connect()
        self.con.execute("SET threads = 1; SET memory_limit = '3GB'")
        self.con.execute(f"CREATE TABLE truth AS FROM '{lists / 'truth.parquet'}'")
        self.con.execute(f"CREATE TABLE records AS FROM '{lists / 'records.parquet'}'")
        self.dedupe = not (lists / "right.parquet").exists()
        columns = {r[0] for r in self.con.execute(f"DESCRIBE FROM '{found}'").fetchall()}
        band = "band" if "band" in columns else "if(probability >= 0.5, 'match', 'review')"
        self.con.execute(
            f"""CREATE TABLE pairs AS
            SELECT {self._ordered()}, max(weight)::DOUBLE weight,
              max(probability)::DOUBLE probability, min({band})::TEXT band,
              false AS good, false AS chosen
            FROM '{found}' GROUP BY ALL"""
        )
        self.con.execute(
            """UPDATE pairs SET good = true FROM truth t
            WHERE t.id_l = pairs.id_l AND t.id_r = pairs.id_r"""
        )
        self.true = self._one("SELECT count(*) FROM truth")
        self._choose()

    def _ordered(self) -> str:
        if not self.dedupe:
            return "id_l, id_r"
        return "least(id_l, id_r) id_l, greatest(id_l, id_r) id_r"

    def _one(self, query: str) -> Any:
        row = self.con.execute(query).fetchone()
        return row[0] if row else None

    def _choose(self) -> None:
        """Best first, each row once; in one list every pair stays."""
        if self.dedupe:
            self.con.execute("UPDATE pairs SET chosen = true")
            return
        order = "ORDER BY weight DESC, id_l, id_r"
        found = self.con.execute(f"SELECT rowid, id_l, id_r FROM pairs {order}").fetchnumpy()
        left = np.unique(found["id_l"].astype(str), return_inverse=True)[1].tolist()
        right = np.unique(found["id_r"].astype(str), return_inverse=True)[1].tolist()
        seen_left, seen_right = bytearray(len(left) + 1), bytearray(len(right) + 1)
        kept = []
        for row, a, b in zip(found["rowid"].tolist(), left, right, strict=True):
            if not seen_left[a] and not seen_right[b]:
                seen_left[a] = seen_right[b] = 1
                kept.append(row)
        self.con.register("kept", {"n": np.array(kept, np.int64)})
        self.con.execute("UPDATE pairs SET chosen = true WHERE rowid IN (SELECT n FROM kept)")

    def score(self) -> Score:
        """All the figures."""
        own = self._rates("probability >= 0.5")
        once = self._rates("probability >= 0.5 AND chosen")
        auto = self._rates("band = 'match'")
        best_all = self._curve("true")[0]
        best, at_999, at_9998 = self._curve("chosen")
        rows = self._one("SELECT count(*) FROM records") / (1 if self.dedupe else 2)
        waits = self._one(
            """SELECT count(DISTINCT id_l) FROM pairs p WHERE band = 'review'
            AND NOT EXISTS (FROM pairs m WHERE m.id_l = p.id_l AND m.band = 'match')"""
        )
        reached = self._one("SELECT count(*) FROM pairs WHERE good") / self.true
        pairs = self._one("SELECT count(*) FROM pairs")
        shares = (*own, *once, best_all, best, at_999, at_9998, auto[0], auto[1], waits / rows)
        return Score(pairs, reached, *shares)

    def _rates(self, where: str) -> tuple[float, float, float]:
        good = self._one(f"SELECT count(*) FROM pairs WHERE good AND {where}")
        said = self._one(f"SELECT count(*) FROM pairs WHERE {where}")
        precision, recall = good / max(1, said), good / self.true
        return precision, recall, 2 * good / max(1, said + self.true)

    def _curve(self, where: str) -> tuple[float, float, float]:
        """Best F1 and the most recall at precision 0.999 and 0.9998, over every threshold."""
        rows = self.con.execute(
            f"""SELECT weight, count(*) said, count(*) FILTER (good) good FROM pairs WHERE {where}
            GROUP BY weight ORDER BY weight DESC"""
        ).fetchnumpy()
        said: NDArray[np.int64] = np.cumsum(rows["said"])
        good: NDArray[np.int64] = np.cumsum(rows["good"])
        if not len(said):
            return 0.0, 0.0, 0.0
        f1 = 2 * good / (said + self.true)
        at = [np.max(good / self.true, where=good / said >= p, initial=0) for p in (0.999, 0.9998)]
        return float(f1.max()), float(at[0]), float(at[1])

    def by_kind(self) -> list[tuple[str, int, int]]:
        """(kind of damage on either side, true pairs with it, of these found)."""
        return self.con.execute(
            f"""WITH hurt AS (
              SELECT t.id_l, t.id_r, list_distinct(string_split(concat_ws(' ', nullif(a.kinds, ''),
                nullif(b.kinds, '')), ' ')) AS kinds
              FROM truth t JOIN records a ON a.id = t.id_l JOIN records b ON b.id = t.id_r),
            each AS (SELECT id_l, id_r, unnest(kinds) AS kind FROM hurt)
            SELECT if(kind = '', 'none', kind), count(*), count(p.id_l)
            FROM each LEFT JOIN ({self._found()}) p USING (id_l, id_r) GROUP BY 1 ORDER BY 1"""
        ).fetchall()

    def by_group(self) -> list[tuple[str, int, float, float]]:
        """(group of the left record, true pairs, missed share, share of links that are false)."""
        groups = {
            "one-word name": "a.one_word", "longer name": "NOT a.one_word",
            "heaped birth date": "a.heaped", "other birth date": "NOT a.heaped",
            "woman": "a.sex = 'P'", "man": "a.sex = 'L'", "twin": "a.twin",
        }  # fmt: skip
        cultures = self.con.execute("SELECT DISTINCT culture FROM records ORDER BY 1").fetchall()
        groups |= {f"culture {c}": f"a.culture = '{c}'" for (c,) in cultures}
        found = []
        for name, where in groups.items():
            row = self.con.execute(
                f"""SELECT
                (SELECT count(*) FROM truth t JOIN records a ON a.id = t.id_l WHERE {where}),
                count(*) FILTER (good), count(*) FROM ({self._found()}) p
                JOIN records a ON a.id = p.id_l WHERE {where}"""
            ).fetchone()
            many, good, said = row or (0, 0, 0)
            found.append((name, many, 1 - good / max(1, many), 1 - good / max(1, said)))
        return found

    def false_links(self, limit: int = 20) -> list[tuple[Any, ...]]:
        """False links, heaviest first: ids, weight, what befell both."""
        return self.con.execute(
            f"""SELECT p.id_l, p.id_r, p.weight, a.kinds, b.kinds, a.twin FROM ({self._found()}) p
            JOIN records a ON a.id = p.id_l JOIN records b ON b.id = p.id_r
            WHERE NOT good ORDER BY weight DESC LIMIT {limit}"""
        ).fetchall()

    @staticmethod
    def _found() -> str:
        return "SELECT * FROM pairs WHERE chosen AND probability >= 0.5"
