"""Records for the tests of linkage: one district, made by a seeded generator."""

# ruff: noqa: SIM905, E501
from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from payung.core.linkage import Record
from payung.core.linkage.record import COLUMNS

MARIA = Record(
    "maria", "5304015708800003", "Maria Bere Mau", "P", "Atambua", "17-08-1980", "Rosa Mau",
    "5304010101180003", "Dusun Tini", "53.04.01.2001",
)  # fmt: skip
FIRST = """Maria Yohanes Agustinus Rosalia Petrus Domingas Yosef Anastasia Emanuel Theresia Fransiskus
Kornelia Siprianus Paulina Gabriel Florentina Marselinus Elisabet Blasius Yasinta""".split()
LAST = """Bere Mau Taek Seran Nahak Klau Bria Berek Tes Leki Fahik Luan Atok Lau Asa Moruk Kali
Manek Suri Bau""".split()


def written(path: Path, records: Sequence[Record], columns: Sequence[str] = COLUMNS) -> Path:
    """A CSV file of records."""
    lines = [",".join(columns)]
    lines += [",".join(f'"{getattr(r, c) or ""}"' for c in columns) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def person(number: int, chance: random.Random) -> Record:
    """Somebody of Belu."""
    female = chance.random() < 0.5
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2005)
    code = f"{day + 40 * female:02d}{month:02d}{year % 100:02d}"
    name = " ".join((chance.choice(FIRST), chance.choice(LAST), chance.choice(LAST)))
    return Record(
        f"p{number:06d}", f"530401{code}{number % 9000 + 1:04d}", name, "LP"[female], "Atambua",
        f"{day:02d}-{month:02d}-{year}", f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        f"53040101011{number // 4:05d}", None, f"53040120{number % 20 + 1:02d}",
    )  # fmt: skip


def damaged(record: Record, chance: random.Random) -> Record:
    """The same person in another list."""
    name = record.nama or ""
    if chance.random() < 0.4:
        place = chance.randrange(1, len(name) - 1)
        name = name[:place] + name[place + 1 :]
    nik = None if chance.random() < 0.1 else record.nik
    card = None if chance.random() < 0.2 else record.no_kk
    return replace(record, id="x" + record.id, nama=name.upper(), nik=nik, no_kk=card)


def two_lists(people: int, seed: int = 5) -> tuple[list[Record], list[Record]]:
    """A list, and most of its people again with damage, in another order."""
    chance = random.Random(seed)
    left = [person(number, chance) for number in range(people)]
    right = [damaged(record, chance) for record in left if chance.random() < 0.9]
    chance.shuffle(right)
    return left, right
