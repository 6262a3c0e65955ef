"""Villages to live in: true codes and names, so many per culture."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.linkage.names import Culture

REGIONS = Path(__file__).parents[2] / "src/payung/base/territory/data/regions.csv.gz"
PER_DISTRICT = 12  # villages of 2.500 in a kecamatan of 30.000


@dataclass(frozen=True)
class Village:
    """`code` is dotted, as Kemendagri writes it."""

    code: str
    name: str
    district: str
    regency: str

    @property
    def prefix(self) -> str:
        """The six digits that begin a NIK or KK issued here."""
        return self.code[:8].replace(".", "")


def villages_of(culture: Culture, count: int, rng: np.random.Generator) -> list[Village]:
    """`count` villages of the culture's province, whole kecamatan one after another."""
    names = _regions()
    regencies = sorted({c[:5] for c in names if len(c) == 13 and c[:2] == culture.province})
    found: list[Village] = []
    for regency in rng.permutation(regencies):
        inside = sorted(c for c in names if len(c) == 13 and c.startswith(f"{regency}."))
        taken: dict[str, int] = {}
        for code in inside:
            taken[code[:8]] = taken.get(code[:8], 0) + 1
            if taken[code[:8]] <= PER_DISTRICT:
                found.append(Village(code, names[code], names[code[:8]], _bare(names[regency])))
            if len(found) == count:
                return found
    return found


def prefixes_of(culture: Culture) -> list[str]:
    """Where people of the culture may have got a NIK: every kecamatan of the province."""
    codes = [c for c in _regions() if len(c) == 8 and c.startswith(culture.province)]
    return [c.replace(".", "") for c in sorted(codes)]


def _bare(name: str) -> str:
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")


def _regions() -> dict[str, str]:
    if not _cache:
        with gzip.open(REGIONS, "rt", encoding="utf-8", newline="") as source:
            _cache.update({row["kode"]: row["nama"] for row in csv.DictReader(source)})
    return _cache


_cache: dict[str, str] = {}
