"""Given and family names for people who do not exist."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data" / "names.csv"


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names of one regency; the first of each list are the commonest."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    family: tuple[str, ...]

    def given(self, rng: Random, sex: str) -> str:
        """One or two given names, common ones more often."""
        book = self.male if sex == "L" else self.female
        first = _skewed(rng, book)
        second = _skewed(rng, book) if rng.random() < 0.35 else ""
        return first if not second or second == first else f"{first} {second}"

    def family_name(self, rng: Random) -> str:
        return _skewed(rng, self.family)


def _skewed(rng: Random, book: tuple[str, ...]) -> str:
    """A Zipf-like draw: the square of a uniform number favours the front of the list."""
    return book[int(rng.random() ** 2 * len(book))]


@lru_cache
def book_of(regency: str) -> NameBook:
    """The names of a regency (belu, kapuas, bulukumba)."""
    with DATA.open(newline="", encoding="utf-8") as source:
        rows = [r for r in csv.DictReader(source) if r["kabupaten"] == regency]
    kinds = {k: tuple(r["nama"] for r in rows if r["jenis"] == k) for k in _kinds(rows)}
    return NameBook(kinds["depan_L"], kinds["depan_P"], kinds["belakang_marga"])


def _kinds(rows: list[dict[str, str]]) -> set[str]:
    return {r["jenis"] for r in rows}
