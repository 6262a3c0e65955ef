"""A village's list and a reference list of the held-out people, record by record."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from benchmarks.linkage.heldout import slips
from benchmarks.linkage.heldout.kin import Human, Land

# The documented noise: (village list, reference list).
NAMES = (
    ("token_dropped", 0.07, 0.02, slips.lose_word), ("variant", 0.22, 0.10, slips.respell),
    ("typo", 0.07, 0.025, slips.mistype), ("swapped", 0.03, 0.01, slips.turn_words),
    ("initial", 0.045, 0.015, slips.shorten), ("nickname", 0.012, 0.002, slips.call),
    ("alias", 0.02, 0.004, slips.also), ("title", 0.06, 0.03, slips.honour),
)  # fmt: skip
NIKS = (
    ("nik_missing", 0.05, 0.006), ("nik_digit", 0.03, 0.006), ("nik_transposed", 0.012, 0.002),
    ("nik_length", 0.01, 0.001), ("nik_scientific", 0.01, 0.001), ("nik_zeroed", 0.015, 0.002),
    ("nik_zeroed3", 0.004, 0.0005), ("nik_household", 0.008, 0.001), ("nik_above", 0.004, 0.0005),
    ("nik_dummy", 0.006, 0.001), ("nik_another", 0.006, 0.003),
)  # fmt: skip
BIRTHS = (
    ("birth_missing", 0.03, 0.003), ("birth_swapped", 0.015, 0.004), ("birth_typo", 0.015, 0.004),
    ("birth_year", 0.02, 0.006), ("birth_january", 0.02, 0.008), ("birth_serial", 0.02, 0.002),
)  # fmt: skip
SPOIL = {
    "nik_digit": slips.misread, "nik_transposed": slips.cross, "nik_length": slips.stretch,
    "nik_scientific": slips.scientific, "nik_dummy": slips.dummy,
}  # fmt: skip
OTHERS = {
    "nik_stray": (0.03, 0.005), "sex_wrong": (0.008, 0.002), "village_wrong": (0.04, 0.01),
    "moved": (0.01, 0.03), "kk_changed": (0.05, 0.03), "kk_missing": (0.18, 0.02),
    "mother_missing": (0.40, 0.10), "place_missing": (0.04, 0.01),
}  # fmt: skip
YEARS = (-20, -10, -3, -1, 1, 2, 10)
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()  # noqa: SIM905
LONG = {
    "Jan": "Januari", "Feb": "Pebruari", "Mar": "Maret", "Apr": "April", "Jun": "Juni",
    "Jul": "Juli", "Agu": "Agustus", "Sep": "September", "Okt": "Oktober", "Nov": "Nopember",
    "Des": "Desember",
}  # fmt: skip


class Noted(NamedTuple):
    """A row as it stands in the list, and what befell it."""

    row: dict[str, str]
    kinds: list[str]


class Scribe:
    """Writes a list; `side` is 0 for a village, 1 for the reference."""

    def __init__(self, land: Land, side: int, noise: float, chance: Random) -> None:
        self.land, self.side, self.noise, self.chance = land, side, noise, chance
        self.above = ""
        self.houses: dict[int, list[Human]] = {}
        for human in land.people:
            self.houses.setdefault(human.house, []).append(human)

    def write(self, human: Human) -> Noted:
        """One row. A kind is noted only where it changed something."""
        kinds: list[str] = []
        name = self._name(human.name, kinds)
        nik = self._nik(human, kinds)
        born = self._birth(human, kinds)
        village, card = self._home(human, kinds)
        mother = self._name(human.mother_name, [], half=True)
        if self._hit("mother_missing", kinds):
            mother = ""
        woman = human.woman ^ self._hit("sex_wrong", kinds)
        self.above = nik or self.above
        code = self.land.villages[village][0]
        row = {
            "id": "", "nik": nik, "nama": self._case(name), "jenis_kelamin": self._sex(woman),
            "tempat_lahir": "" if self._hit("place_missing", []) else self._case(human.birthplace),
            "tanggal_lahir": born, "nama_ibu": self._case(mother), "no_kk": card,
            "alamat": self._address(human), "kode_desa": self._code(code),
        }  # fmt: skip
        return Noted(row, kinds)

    def _hit(self, kind: str, kinds: list[str]) -> bool:
        hit = self.chance.random() < OTHERS[kind][self.side] * self.noise
        if hit:
            kinds.append(kind)
        return hit

    def _which(self, table: tuple[tuple[str, float, float], ...]) -> str:
        """At most one kind of the table."""
        draw = self.chance.random() / self.noise
        for row in table:
            draw -= row[1 + self.side]
            if draw < 0:
                return row[0]
        return ""

    def _name(self, name: str, kinds: list[str], half: bool = False) -> str:
        for kind, village, reference, slip in NAMES[: 3 if half else None]:
            share = (village, reference)[self.side] * self.noise
            if self.chance.random() < share:
                changed = slip(name, self.chance)
                if changed != name:
                    kinds.append(kind)
                name = changed
        return name

    def _nik(self, human: Human, kinds: list[str]) -> str:
        nik, kind = human.nik, self._which(NIKS)
        if kind == "nik_missing":
            nik = ""
        elif kind in SPOIL:
            nik = SPOIL[kind](nik, self.chance)
        elif kind == "nik_zeroed":
            nik = f"{nik[:15]}0"
        elif kind == "nik_zeroed3":
            nik = f"{nik[:13]}000"
        elif kind == "nik_household":
            nik = self.chance.choice(self.houses[human.house]).nik
        elif kind == "nik_above":
            nik = self.above or nik
        elif kind == "nik_another":
            nik = self.chance.choice(self.land.people).nik
        if nik != human.nik:
            kinds.append(kind)
        if nik and nik[0].isdigit() and self._hit("nik_stray", kinds):
            nik = slips.dirt(nik, self.chance)
        return nik

    def _birth(self, human: Human, kinds: list[str]) -> str:
        born, kind, chance = human.born, self._which(BIRTHS), self.chance
        plain = (born.day, born.month, born.year)
        damaged = {
            "birth_swapped": (born.month, born.day, born.year),
            "birth_typo": self._mistyped(born),
            "birth_year": (born.day, born.month, born.year + chance.choice(YEARS)),
            "birth_january": (1, 1, born.year),
        }.get(kind, plain)  # fmt: skip
        if kind and (damaged != plain or kind in {"birth_missing", "birth_serial"}):
            kinds.append(kind)
        if kind == "birth_missing":
            return chance.choice(("", "-", "0", ""))
        if kind == "birth_serial":
            if chance.random() < 0.4:
                return str((born - dt.date(1899, 12, 30)).days)
            return f"{born.day}{chance.choice('/-')}{born.month}{chance.choice('/-')}{born:%y}"
        return self._date(*damaged)

    def _mistyped(self, born: dt.date) -> tuple[int, int, int]:
        for _ in range(9):
            digits = slips.misread(f"{born.day:02}{born.month:02}", self.chance)
            day, month = int(digits[:2]), int(digits[2:])
            if 0 < day < 29 and 0 < month < 13 and (day, month) != (born.day, born.month):
                return day, month, born.year
        return 1 + born.day % 28, born.month, born.year

    def _date(self, day: int, month: int, year: int) -> str:
        if self.side:
            return f"{year}-{month:02}-{day:02}"
        style = self.chance.random()
        if style < 0.55:
            return f"{day:02}-{month:02}-{year}"
        if style < 0.8 or month > 12:
            return f"{day}/{month}/{year}"
        word = MONTHS[month - 1]
        return f"{day} {LONG.get(word, word)} {year}" if style < 0.9 else f"{day:02}-{word}-{year}"

    def _home(self, human: Human, kinds: list[str]) -> tuple[int, str]:
        chance, village = self.chance, human.village
        card = self.land.cards[human.house]
        if self._hit("moved", kinds):
            village = chance.randrange(len(self.land.villages))
        elif self._hit("village_wrong", kinds):
            village = min(
                len(self.land.villages) - 1, max(0, village + chance.choice((-2, -1, 1, 2)))
            )
        if self._hit("kk_changed", kinds) or ("moved" in kinds and chance.random() < 0.6):
            region = self.land.villages[village][0][:8].replace(".", "")
            card = f"{region}{chance.randint(1, 28):02}{chance.randint(1, 12):02}"
            card += f"{chance.randint(15, 25)}{chance.randint(1, 15):04}"
        if self._hit("kk_missing", kinds):
            card = ""
        return village, card

    def _case(self, text: str) -> str:
        return text.upper() if self.side or self.chance.random() < 0.5 else text

    def _sex(self, woman: bool) -> str:
        pairs = (
            (("LAKI-LAKI", "PEREMPUAN"),) if self.side else (("L", "P"), ("Lk", "Pr"), ("l", "p"))
        )
        return self.chance.choice(pairs)[woman]

    def _address(self, human: Human) -> str:
        if self.chance.random() < 0.25 - 0.2 * self.side:
            return ""
        rt, rw = human.house % 11 + 1, human.house % 4 + 1
        return self.chance.choice(
            (f"RT {rt} RW {rw}", f"RT.{rt:02}/RW.{rw:02}", f"JL DESA RT {rt}")
        )

    def _code(self, code: str) -> str:
        return code.replace(".", "") if self.side else code


def order_of(side: int) -> Callable[[Human], Any]:
    """A village's list goes by house, the reference by birth and NIK."""
    if side:
        return lambda h: (h.nik[6:], h.nik)
    return lambda h: (h.village, h.house, h.born)
