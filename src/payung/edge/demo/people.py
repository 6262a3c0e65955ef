"""Households of a village, drawn from a seed: the same village is the same people every time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from payung.edge.demo.names import NameBook

HEAD, WIFE, CHILD, PARENT = 1, 3, 4, 7
UNMARRIED, MARRIED, WIDOWED = 1, 2, 4
SINGLE_CODES = {"housewife": 2, "pupil": 3, "none": 1}
WORK = (
    (9, 46), (20, 10), (19, 9), (10, 6), (11, 3), (84, 5), (26, 3), (27, 3), (14, 3), (81, 2),
    (30, 2), (88, 4), (15, 2), (18, 1), (5, 2), (65, 1), (41, 0), (89, 1),
)  # fmt: skip
# Kecamatan codes that Belu had before Malaka was split off (UU 3/2013): on many true NIKs.
FORMER = ("530406", "530407", "530408", "530409", "530410", "530414")


@dataclass(slots=True)
class Resident:
    """One synthetic person as the village's own register knows him or her."""

    nik: str
    kk: str
    name: str
    sex: str
    birth_place: str
    birth_date: dt.date
    relation: int
    marital: int
    occupation: int
    mother: str
    father: str
    hamlet: str
    rt: str
    rw: str
    life: int = 1
    faults: list[str] = field(default_factory=list)

    def age(self, on: dt.date) -> int:
        """Whole years on a day."""
        had = (on.month, on.day) >= (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - (0 if had else 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A village as the maker needs it; `index` (0–98) keeps serials of villages apart."""

    code: str
    name: str
    district: str
    index: int


class VillageMaker:
    """Draws the households of one village; serials are counted per birth code, as in life."""

    def __init__(self, place: Place, book: NameBook, today: dt.date, seed: int = 2026) -> None:
        self.code, self.name, self.district = place.code, place.name, place.district
        self.index, self.book, self.today = place.index, book, today
        self.rng = Random(f"{seed}:{place.code}")  # noqa: S311 - people, not keys
        self.serials: Counter[str] = Counter()
        self.families = 0

    def residents(self, count: int) -> list[Resident]:
        """At least `count` people, whole households, in the order of the family cards."""
        found: list[Resident] = []
        while len(found) < count:
            found.extend(self.household())
        return found

    def household(self) -> Iterator[Resident]:
        """A head, mostly a spouse, children, now and then a parent."""
        rng = self.rng
        clan, spouse_clan = self.book.family_name(rng), self.book.family_name(rng)
        self.families += 1
        card, home = self._card(), self._home()
        age = min(84, max(21, int(rng.gauss(44, 13))))
        head_sex = "L" if rng.random() < 0.83 else "P"
        couple = head_sex == "L" and rng.random() < 0.88
        status = MARRIED if couple else (WIDOWED if age > 45 else UNMARRIED)
        head = self._person(card, home, head_sex, age, HEAD, status, clan)
        yield head
        wife = None
        if couple:
            own = clan if rng.random() < 0.3 else spouse_clan
            wife_age = max(18, age - rng.randint(0, 7))
            wife = self._person(card, home, "P", wife_age, WIFE, MARRIED, own)
            yield wife
        yield from self._children(card, home, age, clan, head, wife)
        if rng.random() < 0.12 and age < 60:
            yield self._person(card, home, "P", age + rng.randint(19, 30), PARENT, WIDOWED, clan)

    def _children(
        self, card: str, home: tuple[str, str, str], age: int, clan: str, head: Resident,
        wife: Resident | None,
    ) -> Iterator[Resident]:  # fmt: skip
        rng = self.rng
        for _ in range(rng.choices((0, 1, 2, 3, 4, 5), (14, 20, 26, 21, 13, 6))[0]):
            child_age = max(0, age - rng.randint(20, 38))
            sex = rng.choice("LP")
            child = self._person(card, home, sex, child_age, CHILD, UNMARRIED, clan)
            child.father = head.name if head.sex == "L" else child.father
            child.mother = wife.name if wife else (head.name if head.sex == "P" else child.mother)
            yield child

    def _person(
        self, card: str, home: tuple[str, str, str], sex: str, age: int, relation: int,
        marital: int, clan: str,
    ) -> Resident:  # fmt: skip
        rng = self.rng
        born = self._birth_date(age)
        one_word = rng.random() < 0.06
        given = self.book.given(rng, sex)
        hamlet, rt, rw = home
        return Resident(
            nik=self._nik(born, sex), kk=card, name=given if one_word else f"{given} {clan}",
            sex=sex, birth_place=rng.choice((self.name, self.name, self.district, "Atambua")),
            birth_date=born, relation=relation, marital=marital,
            occupation=self._occupation(sex, age), mother=self._parent("P"),
            father=self._parent("L"), hamlet=hamlet, rt=rt, rw=rw,
        )  # fmt: skip

    def _birth_date(self, age: int) -> dt.date:
        """Some day of the year in which one who is `age` today was born."""
        rng = self.rng
        leap = (self.today.month, self.today.day) == (2, 29)
        latest = self.today.replace(year=self.today.year - age, day=28 if leap else self.today.day)
        born = latest - dt.timedelta(rng.randrange(365))
        if age > 55 and rng.random() < 0.10:
            return born.replace(month=1, day=1)  # heaped: written when nobody knows the day
        return born

    def _nik(self, born: dt.date, sex: str) -> str:
        prefix = self.code.replace(".", "")[:6]
        if self.rng.random() < 0.08:
            prefix = self.rng.choice(FORMER)
        birth = f"{prefix}{born.day + (40 if sex == 'P' else 0):02}{born:%m%y}"
        self.serials[birth] += 1
        # Villages share birth codes within a kecamatan: each has its own hundred of serials.
        return f"{birth}{self.index * 100 + self.serials[birth]:04}"

    def _card(self) -> str:
        issued = dt.date(2008, 1, 1) + dt.timedelta(self.rng.randrange(6000))
        prefix = self.code.replace(".", "")[:6]
        return f"{prefix}{issued:%d%m%y}{self.index * 100 + self.families % 99 + 1:04}"

    def _home(self) -> tuple[str, str, str]:
        hamlet = self.families // 30 + 1
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(hamlet - 1) % 26]
        return f"Dusun {letter}", f"{self.families // 12 % 99 + 1:03}", f"{hamlet % 99:03}"

    def _occupation(self, sex: str, age: int) -> int:
        rng = self.rng
        if age < 7:
            return SINGLE_CODES["none"]
        if age < 19:
            return SINGLE_CODES["pupil"]
        if sex == "P" and rng.random() < 0.45:
            return SINGLE_CODES["housewife"]
        if age > 72 and rng.random() < 0.6:
            return SINGLE_CODES["none"]
        return rng.choices([c for c, _w in WORK], [w for _c, w in WORK])[0]

    def _parent(self, sex: str) -> str:
        return f"{self.book.given(self.rng, sex)} {self.book.family_name(self.rng)}"
