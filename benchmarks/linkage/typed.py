"""Rows as people type them: a village's clerk has habits of his own, an office has rules."""

from __future__ import annotations

from random import Random

import numpy as np
from benchmarks.linkage.damage import ADDRESS_MISSING, REFERENCE, Listed
from benchmarks.linkage.people import People

COLUMNS = (
    "id", "nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "nama_ibu", "no_kk",
    "alamat", "kode_desa",
)  # fmt: skip
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DATES = (
    "{d:02}-{m:02}-{y}",
    "{d:02}/{m:02}/{y}",
    "{y}-{m:02}-{d:02}",
    "{d} {M} {y}",
    "{d:02}.{m:02}.{y}",
)
DATE_SHARES = (0.4, 0.3, 0.15, 0.1, 0.05)
SEXES = (("L", "P"), ("Laki-laki", "Perempuan"), ("LK", "PR"), ("1", "2"), ("Pria", "Wanita"))
SEX_SHARES = (0.6, 0.2, 0.1, 0.05, 0.05)
HAMLETS = [
    "Mawar",
    "Melati",
    "Krajan",
    "Oetfo",
    "Lorong",
    "Tanjung",
    "Harapan",
    "Sukamaju",
    "Bolan",
    "Fatubesi",
    "Baru",
    "Tengah",
]


def typed(rows: Listed, people: People, rng: np.random.Generator) -> dict[str, list[str]]:
    """The columns of the file, all text; `id` is the place in the file."""
    chance = Random(int(rng.integers(2**62)))
    reference = rows.side == REFERENCE
    habits = [_Habit(chance, reference) for _ in people.villages]
    letter = "R" if reference else "L"
    seen = rng.random(len(rows.who)) >= ADDRESS_MISSING[rows.side]
    table: dict[str, list[str]] = {c: [] for c in COLUMNS}
    for i in range(len(rows.who)):
        habit = habits[rows.village[i]]
        table["id"].append(f"{letter}{i:07}")
        table["nik"].append(rows.nik[i])
        table["nama"].append(habit.case(rows.name[i]))
        table["jenis_kelamin"].append(habit.sexes[int(rows.female[i])])
        table["tempat_lahir"].append(habit.case(rows.place[i]))
        table["tanggal_lahir"].append(habit.date(rows.born[i]))
        table["nama_ibu"].append(habit.case(rows.mother[i]))
        table["no_kk"].append(rows.kk[i])
        table["alamat"].append(habit.address(int(people.household[rows.who[i]])) if seen[i] else "")
        table["kode_desa"].append(habit.code(people.villages[rows.village[i]].code))
    return table


class _Habit:
    """How one clerk writes."""

    def __init__(self, chance: Random, office: bool) -> None:
        self.pattern = DATES[2] if office else chance.choices(DATES, DATE_SHARES)[0]
        self.sexes = SEXES[0] if office else chance.choices(SEXES, SEX_SHARES)[0]
        self.case = str.upper if office or chance.random() < 0.6 else str
        self.dotted = office or chance.random() < 0.5
        self.long = chance.random() < 0.5

    def date(self, born: tuple[int, int, int] | str) -> str:
        if isinstance(born, str):
            return born
        year, month, day = born
        word = MONTHS[month - 1] if month < 13 else f"{month:02}"
        return self.pattern.format(d=day, m=month, y=year, M=word)

    def address(self, household: int) -> str:
        hamlet = HAMLETS[household // 60 % len(HAMLETS)]
        rt, rw = household // 20 % 9 + 1, household // 60 % 5 + 1
        text = (
            f"Dusun {hamlet} RT {rt:03} RW {rw:03}" if self.long else f"{hamlet}, {rt:03}/{rw:03}"
        )
        return self.case(text)

    def code(self, code: str) -> str:
        return code if self.dotted else code.replace(".", "")
