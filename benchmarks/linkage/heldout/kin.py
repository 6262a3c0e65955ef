"""Four generations: couples have children, the children marry within the kecamatan, the old die.

Unlike the first set, kinship is real here: brothers and sisters in different houses share a
mother, cousins share a clan, a NIK's serial counts the dead as well.
"""

import csv
import datetime as dt
import gzip
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.linkage.heldout.words import BALI_ORDER, TRADITIONS, Words

CODES = Path(__file__).parents[3] / "src/payung/base/territory/data/regions.csv.gz"
NOW = dt.date(2026, 1, 1)
HEAPS = ((1, 1), (1, 1), (1, 1), (31, 12), (1, 7), (17, 8))


@dataclass(slots=True)
class Human:
    """One person who never lived."""

    woman: bool
    born: dt.date
    name: str
    clan: str
    village: int
    mother: "Human | None" = None
    mother_name: str = ""
    spouse: "Human | None" = None
    children: "list[Human]" = field(default_factory=list)
    alive: bool = True
    house: int = -1
    nik: str = ""
    prefix: str = ""
    birthplace: str = ""
    heaped: bool = False
    twin: bool = False


@dataclass
class Land:
    """Villages by number: dotted code, name, kecamatan, regency; and who lives there."""

    villages: list[tuple[str, str, str, str]]
    tradition: list[str]
    people: list[Human]
    cards: dict[int, str]


def make_land(count: int, seed: int, traditions: list[str]) -> Land:
    """At least `count` living people in villages of about 2.500."""
    chance = Random(f"land {seed}")
    names = _codes()
    land = Land([], [], [], {})
    each = math.ceil(count / 2500 / len(traditions))
    for tradition in traditions:
        words = Words(tradition, chance)
        start = len(land.villages)
        for code in _some_villages(names, TRADITIONS[tradition][0], each, chance):
            place = (code, names[code], names[code[:8]], names[code[:5]].split(" ", 1)[1])
            land.villages.append(place)
            land.tradition.append(tradition)
        _Kecamatan(land, range(start, len(land.villages)), words, chance).run()
    _number(land, names, chance)
    land.people = [h for h in land.people if h.alive]
    return land


def _codes() -> dict[str, str]:
    with gzip.open(CODES, "rt", encoding="utf-8", newline="") as source:
        return {row["kode"]: row["nama"] for row in csv.DictReader(source)}


def _some_villages(names: dict[str, str], province: str, many: int, chance: Random) -> list[str]:
    by_district: dict[str, list[str]] = defaultdict(list)
    for code in names:
        if len(code) == 13 and code.startswith(province):
            by_district[code[:8]].append(code)
    order = sorted(by_district)
    at = chance.randrange(len(order))
    found: list[str] = []
    while len(found) < many:
        found += by_district[order[at % len(order)]][:12]
        at += 1
    return found[:many]


class _Kecamatan:
    """The families of some villages of one tradition."""

    def __init__(self, land: Land, villages: range, words: Words, chance: Random) -> None:
        self.land, self.villages, self.words, self.chance = land, villages, words, chance
        self._village_of: dict[int, int] = {}
        _province, self.one_word, self.patrilineal = TRADITIONS[words.tradition]

    def run(self) -> None:
        """Founders, three generations of children, deaths, houses."""
        grown: list[Human] = []
        for village in self.villages:
            for _ in range(500):
                year = self.chance.randint(1936, 1962)
                man = self._human(False, self._day(year), village, self.words.one("c"))
                woman = self._human(True, self._day(year + self.chance.randint(0, 6)), village,
                                    self.words.one("c"))  # fmt: skip
                grown += self._wed(man, woman, 2.9)
        for fertility in (2.35, 2.1):
            grown = self._marry_off(grown, fertility)
        self._die()
        self._settle()

    def _wed(self, man: Human, woman: Human, fertility: float) -> list[Human]:
        chance = self.chance
        man.spouse, woman.spouse = woman, man
        woman.village = man.village
        if self.patrilineal and chance.random() > 0.7:
            woman.clan, old = man.clan, woman.clan
            if woman.name.endswith(f" {old}"):
                woman.name = f"{woman.name.removesuffix(old)}{man.clan}"
        day = max(man.born, woman.born) + dt.timedelta(chance.randint(19 * 365, 27 * 365))
        born: list[Human] = []
        while chance.random() < fertility / (fertility + 1) and day < NOW:
            if (day - woman.born).days > 44 * 365:
                break
            born += self._birth(man, woman, day, len(born))
            day += dt.timedelta(chance.randint(420, 1800))
        woman.children = man.children = born
        return born

    def _birth(self, man: Human, woman: Human, day: dt.date, order: int) -> list[Human]:
        first = self._child(man, woman, day, order)
        if self.chance.random() >= 0.012:
            return [first]
        second = self._child(man, woman, day, order + 1)
        first.twin = second.twin = True
        if self.chance.random() < 0.6:
            second.woman = first.woman
            second.name = self._rhyme(first.name)
        return [first, second]

    def _child(self, man: Human, woman: Human, day: dt.date, order: int) -> Human:
        female = self.chance.random() < 0.49
        clan = man.clan if self.patrilineal else self.words.one("c")
        child = self._human(female, day, man.village, clan, order)
        child.mother, child.mother_name = woman, woman.name
        return child

    def _rhyme(self, name: str) -> str:
        head, _space, rest = name.partition(" ")
        vowel = self.chance.choice("aieo")
        stem = head.rstrip("aiueo")
        return f"{stem}{vowel}{self.chance.choice(('', 'n', 's'))} {rest}".strip()

    def _human(
        self, woman: bool, born: dt.date, village: int, clan: str, order: int | None = None
    ) -> Human:
        name = self._name(woman, clan, order)
        human = Human(woman, born, name, clan, village)
        if order is None:
            human.mother_name = self._name(True, self.words.one("c"), None)
        if born.year < 1972 and self.chance.random() < 0.10:
            day, month = self.chance.choice(HEAPS)
            human.born, human.heaped = dt.date(born.year, month, day), True
        self.land.people.append(human)
        return human

    def _name(self, woman: bool, clan: str, order: int | None) -> str:
        chance, words = self.chance, self.words
        given = words.one("f" if woman else "m")
        if chance.random() < self.one_word:
            return given
        parts = [given]
        if chance.random() < 0.3:
            parts.append(words.one("f" if woman else "m"))
        if words.tradition == "bali":
            rank = chance.randrange(4) if order is None else order % 4
            parts = ["Ni" if woman else "I", chance.choice(BALI_ORDER[rank]), *parts]
        if self.patrilineal or len(parts) == 1 or chance.random() < 0.45:
            parts.append(clan)
        return " ".join(dict.fromkeys(parts))

    def _marry_off(self, young: list[Human], fertility: float) -> list[Human]:
        chance = self.chance
        ready = [h for h in young if h.born.year < 2004 and chance.random() < 0.82]
        home = {id(h): h.village if chance.random() < 0.72 else -1 for h in ready}

        def turn(h: Human) -> tuple[int, float]:
            return home[id(h)], h.born.toordinal() + (1000 if h.woman else 0) + chance.random()

        ready.sort(key=turn)
        men = [h for h in ready if not h.woman]
        women = [h for h in ready if h.woman]
        born: list[Human] = []
        for man, woman in zip(men, women, strict=False):
            near = abs(man.born.year - woman.born.year) < 12
            if near and (man.mother is None or man.mother is not woman.mother):
                born += self._wed(man, woman, fertility)
        return born

    def _die(self) -> None:
        for human in self.land.people:
            if human.village in self.villages:
                age = (NOW - human.born).days / 365.25
                human.alive = self.chance.random() > min(0.99, (age / 92) ** 4)

    def _settle(self) -> None:
        """A house for each couple with its unmarried children; many young couples stay at home."""
        inside = [h for h in self.land.people if h.alive and h.village in self.villages]
        for human in inside:
            if human.house < 0 and human.spouse:
                self._house_of(human)
        for human in inside:
            if human.house < 0:
                human.house = self._kin_house(human)
                human.village = self._village_of.get(human.house, human.village)
        for human in inside:
            widow = human.spouse is not None and not human.spouse.alive
            hosts = [c for c in human.children if c.alive and c.house >= 0]
            if widow and hosts and self.chance.random() < 0.6:
                human.house, human.village = hosts[0].house, hosts[0].village

    def _house_of(self, human: Human) -> None:
        parents = human.mother.house if human.mother and human.mother.alive else -1
        stays = parents >= 0 and human.born.year > 1990 and self.chance.random() < 0.6
        house = parents if stays else self._open()
        village = self._village_of.setdefault(house, human.village)
        spouse = [human.spouse] if human.spouse else []
        for member in (human, *spouse, *(c for c in human.children if not c.spouse)):
            if member.alive and member.house < 0:
                member.house, member.village = house, village

    def _kin_house(self, human: Human) -> int:
        """With the mother, else with a brother or sister, else alone."""
        mother = human.mother
        near = [mother, *mother.children] if mother else []
        houses = [n.house for n in near if n.alive and n.house >= 0]
        return houses[0] if houses and self.chance.random() < 0.9 else self._open()

    def _open(self) -> int:
        self.land.cards[len(self.land.cards)] = ""
        return len(self.land.cards) - 1

    def _day(self, year: int) -> dt.date:
        return dt.date(year, 1, 1) + dt.timedelta(self.chance.randrange(365))


def _number(land: Land, names: dict[str, str], chance: Random) -> None:
    """NIK and family card numbers, and where each was born."""
    districts = [c for c in names if len(c) == 8]
    counted: Counter[str] = Counter()
    order = sorted(land.people, key=lambda h: (h.born, chance.random()))
    for human in order:
        code, village, district, regency = land.villages[human.village]
        human.birthplace = chance.choice((regency, regency, village, district))
        region = code[:8]
        if chance.random() < 0.06:
            region = chance.choice(districts)
            human.birthplace = names[region[:5]].split(" ", 1)[1]
        elif chance.random() < 0.05:
            region = f"{region[:6]}{chance.randrange(1, 20):02}"
        human.prefix = region.replace(".", "")
        day = human.born.day + (40 if human.woman else 0)
        key = f"{human.prefix}{day:02}{human.born:%m%y}"
        counted[key] += 1
        human.nik = f"{key}{counted[key]:04}"
    for human in order:
        if human.house >= 0 and not land.cards[human.house]:
            when = dt.date(2006, 6, 1) + dt.timedelta(chance.randrange(7000))
            key = f"{land.villages[human.village][0][:8].replace('.', '')}{when:%d%m%y}"
            counted[f"card {key}"] += 1
            land.cards[human.house] = f"{key}{counted[f'card {key}']:04}"
