"""Households of people who do not exist, a million in seconds; the same seed, the same people.

Villages of about 2.500 in kecamatan of 30.000, households of 3,55, twins, clan names that most
wives keep, migrant families, birth dates heaped on 1 January among the old, serials of the NIK
counted per place, day and sex. Everything here is true; `damage` makes it look like a list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.linkage.names import CULTURES, Culture
from benchmarks.linkage.places import Village, prefixes_of, villages_of
from numpy.typing import NDArray

Text = NDArray[np.object_]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
HEAD, WIFE, CHILD, PARENT = 0, 1, 2, 3
SIZES = np.array([0.09, 0.18, 0.24, 0.24, 0.14, 0.06, 0.03, 0.02])
PER_VILLAGE, MIGRANTS, HEAPED, TWINS, KEEPS_CLAN = 2500, 0.06, 0.10, 0.012, 0.7
TODAY = np.datetime64("2026-01-01", "D")


@dataclass
class People:
    """Columns of equal length, a row per person, households together."""

    household: Ints
    village: Ints
    culture: Ints
    role: Ints
    female: Flags
    born: NDArray[np.datetime64]
    heaped: Flags
    twin: Flags
    name: Text
    mother: Text
    nik: Text
    kk: Text
    place: Text
    villages: list[Village]

    def __len__(self) -> int:
        return len(self.nik)


def make_people(count: int, seed: int, cultures: tuple[str, ...] = tuple(CULTURES)) -> People:
    """About `count` people, whole households, of the named cultures in equal parts."""
    rng = np.random.default_rng([seed, 1])
    books = [CULTURES[c] for c in cultures]
    per_culture = max(1, round(count / PER_VILLAGE / len(books)))
    villages: list[Village] = []
    local: list[int] = []
    for index, book in enumerate(books):
        found = villages_of(book, per_culture, rng)
        villages += found
        local += [index] * len(found)
    home = _Homes(count, np.array(local), rng)
    born, heaped, twin = _births(home, rng)
    names = _Names(home, books, rng)
    name = names.everyone(twin)
    return People(
        household=home.of, village=home.village, culture=home.culture, role=home.role,
        female=home.female, born=born, heaped=heaped, twin=twin, name=name,
        mother=names.mothers(name), nik=_niks(home, villages, books, born, rng),
        kk=_cards(home, villages, rng), place=_birth_places(home, villages, rng),
        villages=villages,
    )  # fmt: skip


class _Homes:
    """Who lives with whom, as what, where."""

    def __init__(self, count: int, local: Ints, rng: np.random.Generator) -> None:
        mean = float(SIZES @ np.arange(1, 9))
        sizes = rng.choice(np.arange(1, 9), p=SIZES / SIZES.sum(), size=int(count / mean) + 1)
        self.count = len(sizes)
        self.of = np.repeat(np.arange(self.count), sizes)
        self.first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.position = np.arange(len(self.of)) - self.first[self.of]
        weight = rng.lognormal(0, 0.35, len(local))
        at = np.sort(rng.choice(len(local), p=weight / weight.sum(), size=self.count))
        self.migrant = rng.random(self.count) < MIGRANTS
        culture = np.where(
            self.migrant, rng.integers(0, local.max() + 1, self.count), local[at]
        )  # fmt: skip
        self.village, self.culture = at[self.of], culture[self.of]
        self._roles(sizes, rng)
        self._ages(rng)

    def _roles(self, sizes: Ints, rng: np.random.Generator) -> None:
        man = rng.random(self.count) < 0.83
        couple = man & (sizes >= 2) & (rng.random(self.count) < 0.92)
        granny = (sizes >= 4) & (rng.random(self.count) < 0.25)
        role = np.full(len(self.of), CHILD)
        role[self.position == 0] = HEAD
        role[(self.position == 1) & couple[self.of]] = WIFE
        role[(self.position == sizes[self.of] - 1) & granny[self.of]] = PARENT
        self.role = role
        female = rng.random(len(role)) < 0.49
        female[role == HEAD] = ~man
        female[role == WIFE] = True
        female[role == PARENT] = rng.random(int((role == PARENT).sum())) < 0.75
        self.female, self.couple = female, couple

    def _ages(self, rng: np.random.Generator) -> None:
        head = np.clip(rng.normal(44, 13, self.count), 21, 84).astype(int)
        many = len(self.of)
        age = head[self.of]
        wife = np.maximum(17, age - rng.integers(0, 8, many))
        child = np.maximum(0, age - rng.integers(20, 39, many))
        parent = np.minimum(98, age + rng.integers(19, 31, many))
        self.age = np.select(
            [self.role == WIFE, self.role == CHILD, self.role == PARENT], [wife, child, parent], age
        )


def _births(home: _Homes, rng: np.random.Generator) -> tuple[NDArray[np.datetime64], Flags, Flags]:
    many = len(home.of)
    born = TODAY - home.age * 365 - (home.age // 4) - rng.integers(1, 366, many)
    heaped = (home.age > 55) & (rng.random(many) < HEAPED)
    year = born.astype("datetime64[Y]")
    offset = rng.choice([0, 0, 0, 0, 0, 0, 0, 181, 364, 364], size=many)
    born = np.where(heaped, year.astype("datetime64[D]") + offset, born)
    before = np.roll(home.role, 1)
    twin = (home.role == CHILD) & (before == CHILD) & (home.position > 0)
    twin &= rng.random(many) < TWINS * 1.6  # only some children have an elder one beside them
    at = np.flatnonzero(twin)
    born[at] = born[at - 1]
    heaped[at] = False
    same = rng.random(len(at)) < 0.64
    home.female[at] = np.where(same, home.female[at - 1], ~home.female[at - 1])
    return born, heaped, twin


class _Names:
    """Names by culture; a household's clan passes to its children."""

    def __init__(self, home: _Homes, books: list[Culture], rng: np.random.Generator) -> None:
        self.home, self.books, self.rng = home, books, rng
        self.last = self._last_names(home.culture)
        clan = self.last[home.first][home.of]
        keeps = rng.random(len(home.of)) < KEEPS_CLAN
        inherits = np.array([b.clan for b in books])[home.culture]
        inherits &= ~((home.role == WIFE) & keeps)
        self.last = np.where(inherits, clan, self.last)

    def everyone(self, twin: Flags) -> Text:
        """The names in full, twins now and then alike."""
        home, rng = self.home, self.rng
        name = self._full(home.culture, home.female, self.last)
        for i in np.flatnonzero(twin):
            if rng.random() < 0.4 and home.female[i] == home.female[i - 1]:
                first, _, rest = name[i - 1].partition(" ")
                ending = "i" if first.endswith("a") else ("ono" if first.endswith("o") else "ito")
                stem = first[:-1] if first[-1] in "aeiou" else first
                name[i] = f"{stem}{ending} {rest}".strip()
        return name

    def mothers(self, name: Text) -> Text:
        """The wife, the woman at the head, or somebody who lives elsewhere or no more."""
        home = self.home
        unknown = self._full(
            home.culture, np.ones(len(home.of), bool), self._last_names(home.culture)
        )
        wife = home.first + home.couple
        known = (home.couple | home.female[home.first])[home.of] & (home.role == CHILD)
        at = np.minimum(wife, len(name) - 1)
        return np.where(known, name[at][home.of], unknown)

    def _full(self, culture: Ints, female: Flags, last: Text) -> Text:
        rng = self.rng
        full = np.empty(len(culture), object)
        for index, book in enumerate(self.books):
            for woman in (False, True):
                at = np.flatnonzero((culture == index) & (female == woman))
                given = book.women if woman else book.men
                prefixes = book.prefix_women if woman else book.prefix_men
                first, second = _zipf(given, len(at), rng), _zipf(given, len(at), rng)
                prefix = _sometimes(prefixes, len(at), rng)
                second[rng.random(len(at)) >= book.second] = ""
                end = last[at].copy()
                end[rng.random(len(at)) >= book.last_share] = ""
                alone = (end == "") & (second == "") & (prefix == "")
                end[alone] = last[at][alone]
                one = rng.random(len(at)) < book.one_word
                for part in (prefix, second, end):
                    part[one] = ""
                full[at] = [
                    " ".join(dict.fromkeys(w for w in parts if w))
                    for parts in zip(prefix, first, second, end, strict=True)
                ]
        return full

    def _last_names(self, culture: Ints) -> Text:
        found = np.empty(len(culture), object)
        for index, book in enumerate(self.books):
            at = np.flatnonzero(culture == index)
            found[at] = _zipf(book.last, len(at), self.rng)
        for i in np.flatnonzero([("-" in n) for n in found]):
            found[i] = found[i].replace("-", " ")
        return found


def _zipf(words: tuple[str, ...], size: int, rng: np.random.Generator) -> Text:
    share = 1 / (np.arange(len(words)) + 3.0)
    return np.array(words, object)[rng.choice(len(words), p=share / share.sum(), size=size)]


def _sometimes(options: tuple[tuple[str, float], ...], size: int, rng: np.random.Generator) -> Text:
    words = np.array([w for w, _p in options] + [""], object)
    share = [p for _w, p in options]
    return words[rng.choice(len(words), p=[*share, 1 - sum(share)], size=size)]


def _niks(
    home: _Homes, villages: list[Village], books: list[Culture],
    born: NDArray[np.datetime64], rng: np.random.Generator,
) -> Text:  # fmt: skip
    """Region of first issue, day (+40 for women), month, year, and the next serial of that code."""
    prefix = np.array([v.prefix for v in villages], object)[home.village]
    grown = home.role != CHILD
    moved_in = home.migrant[home.of] & grown
    near = ~moved_in & grown & (rng.random(len(grown)) < 0.1)
    for index, book in enumerate(books):
        elsewhere = np.array(prefixes_of(book), object)
        at = np.flatnonzero((moved_in | near) & (home.culture == index))
        prefix[at] = rng.choice(elsewhere, len(at))
    dates = [
        f"{d.day + 40 * w:02}{d:%m%y}" for d, w in zip(born.tolist(), home.female, strict=True)
    ]
    code = prefix + np.array(dates, object)
    return code + _serials(code, rng)


def _cards(home: _Homes, villages: list[Village], rng: np.random.Generator) -> Text:
    prefix = np.array([v.prefix for v in villages], object)[home.village[home.first]]
    issued = np.datetime64("2008-01-01") + rng.integers(0, 6500, home.count)
    code = prefix + np.array([f"{d:%d%m%y}" for d in issued.tolist()], object)
    return (code + _serials(code, rng))[home.of]


def _serials(code: Text, rng: np.random.Generator) -> Text:
    """0001, 0002, … within equal codes, in an order of chance."""
    _values, group = np.unique(code.astype(str), return_inverse=True)
    order = np.lexsort((rng.random(len(code)), group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(code)) - np.repeat(starts, np.diff(np.r_[starts, len(code)]))
    serial = np.empty(len(code), object)
    serial[order] = [f"{n + 1:04}" for n in rank]
    return serial


def _birth_places(home: _Homes, villages: list[Village], rng: np.random.Generator) -> Text:
    choices = np.array([(v.regency, v.district, v.name) for v in villages], object)
    kind = rng.choice(3, p=[0.45, 0.2, 0.35], size=len(home.of))
    place = choices[home.village, kind]
    away = rng.random(len(place)) < np.where(home.migrant[home.of], 0.7, 0.08)
    other = rng.integers(0, len(villages), len(place))
    return np.where(away, choices[other, 0], place)
