"""What happens to true people on their way into a list, by documented probabilities.

Each kind of damage has a probability in a village list and one in a reference list. What a record
suffered is written down beside the truth. A kind that cannot apply (a swap in a one-word name)
leaves the value alone and is not written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import numpy as np
from benchmarks.linkage import spelling
from benchmarks.linkage.people import People, Text

VILLAGE, REFERENCE = 0, 1
NAME = {
    "nickname": (0.012, 0.002), "token_dropped": (0.07, 0.02), "initial": (0.045, 0.015),
    "variant": (0.22, 0.10), "typo": (0.07, 0.025), "swapped": (0.03, 0.01),
    "alias": (0.02, 0.004), "title": (0.06, 0.03),
}  # fmt: skip
NIK = {
    "nik_missing": (0.05, 0.006), "nik_digit": (0.03, 0.006), "nik_transposed": (0.012, 0.002),
    "nik_length": (0.01, 0.001), "nik_scientific": (0.01, 0.001), "nik_zeroed": (0.015, 0.002),
    "nik_zeroed3": (0.004, 0.0005), "nik_household": (0.008, 0.001), "nik_above": (0.004, 0.0005),
    "nik_dummy": (0.006, 0.001), "nik_another": (0.006, 0.003),
}  # fmt: skip
NIK_STRAY = (0.03, 0.005)
BIRTH = {
    "birth_missing": (0.03, 0.003), "birth_swapped": (0.015, 0.004), "birth_typo": (0.015, 0.004),
    "birth_year": (0.02, 0.006), "birth_january": (0.02, 0.008), "birth_serial": (0.02, 0.002),
}  # fmt: skip
SEX_WRONG = (0.008, 0.002)
WHERE = {"village_wrong": (0.04, 0.01), "moved": (0.01, 0.03)}
CARD = {"kk_changed": (0.05, 0.03), "kk_missing": (0.18, 0.02)}
MOTHER_MISSING = (0.40, 0.10)
# Not in the documented model: how much of the rest is left empty.
PLACE_MISSING, ADDRESS_MISSING = (0.05, 0.01), (0.15, 0.03)
KINDS = {
    **NAME, **NIK, "nik_stray": NIK_STRAY, **BIRTH, "sex_wrong": SEX_WRONG, **WHERE, **CARD,
    "mother_missing": MOTHER_MISSING,
}  # fmt: skip

NAME_ACTS: dict[str, Callable[[str, Random], str]] = {
    "nickname": spelling.nickname, "token_dropped": spelling.drop, "initial": spelling.initial,
    "variant": spelling.variant, "typo": spelling.typo, "swapped": spelling.swap,
    "alias": spelling.alias, "title": spelling.title,
}  # fmt: skip
EPOCH = np.datetime64("1899-12-30", "D")  # day 0 of spreadsheets


@dataclass
class Listed:
    """Rows as a list holds them, before they are typed: `who` is the true person of each row."""

    who: np.ndarray
    side: int
    name: Text
    mother: Text
    nik: Text
    kk: Text
    place: Text
    born: Text  # (year, month, day) as claimed, or a text that is to stay as it is
    female: np.ndarray
    village: np.ndarray
    kinds: list[list[str]] = field(default_factory=list)

    def mark(self, rows: np.ndarray, kind: str) -> None:
        for i in rows.tolist():
            self.kinds[i].append(kind)


def damage(
    people: People, who: np.ndarray, side: int, rng: np.random.Generator, noise: float = 1.0
) -> Listed:
    """The people `who`, in this order, as a list of this side has them."""
    chance = Random(int(rng.integers(2**62)))
    born = np.empty(len(who), object)
    born[:] = [(d.year, d.month, d.day) for d in people.born[who].tolist()]
    rows = Listed(
        who, side, people.name[who].copy(), people.mother[who].copy(), people.nik[who].copy(),
        people.kk[who].copy(), people.place[who].copy(), born, people.female[who].copy(),
        people.village[who].copy(), [[] for _ in range(len(who))],
    )  # fmt: skip
    draw = _Draw(rng, side, noise)
    _names(rows, draw, chance)
    _niks(rows, people, draw, chance)
    _births(rows, draw, chance)
    _homes(rows, people, draw, chance)
    wrong = draw.rows(SEX_WRONG, len(who))
    rows.female[wrong] = ~rows.female[wrong]
    rows.mark(wrong, "sex_wrong")
    rows.place[draw.rows(PLACE_MISSING, len(who))] = ""
    return rows


class _Draw:
    """Which rows a kind of damage falls on."""

    def __init__(self, rng: np.random.Generator, side: int, noise: float) -> None:
        self.rng, self.side, self.noise = rng, side, noise

    def rows(self, share: tuple[float, float], many: int) -> np.ndarray:
        return np.flatnonzero(self.rng.random(many) < min(0.9, share[self.side] * self.noise))

    def one_of(self, kinds: dict[str, tuple[float, float]], many: int) -> dict[str, np.ndarray]:
        """At most one of the kinds per row."""
        shares = np.array([k[self.side] for k in kinds.values()]) * self.noise
        shares *= min(1.0, 0.95 / shares.sum())
        edges = np.concatenate([[0], np.cumsum(shares)])
        at = np.searchsorted(edges, self.rng.random(many), side="right") - 1
        return {kind: np.flatnonzero(at == n) for n, kind in enumerate(kinds)}


def _names(rows: Listed, draw: _Draw, chance: Random) -> None:
    many = len(rows.who)
    for kind, share in NAME.items():
        for i in draw.rows(share, many).tolist():
            changed = NAME_ACTS[kind](rows.name[i], chance)
            if changed != rows.name[i]:
                rows.name[i] = changed
                rows.kinds[i].append(kind)
    for kind in ("variant", "typo", "token_dropped"):  # the mother's name is written by hand too
        for i in draw.rows(NAME[kind], many).tolist():
            rows.mother[i] = NAME_ACTS[kind](rows.mother[i], chance)
    missing = draw.rows(MOTHER_MISSING, many)
    rows.mother[missing] = ""
    rows.mark(missing, "mother_missing")


def _niks(rows: Listed, people: People, draw: _Draw, chance: Random) -> None:
    many = len(rows.who)
    for kind, at in draw.one_of(NIK, many).items():
        for i in at.tolist():
            changed = _bad_nik(kind, i, rows, people, chance)
            if changed != rows.nik[i]:
                rows.nik[i] = changed
                rows.kinds[i].append(kind)
    stray = draw.rows(NIK_STRAY, many)
    for i in stray.tolist():
        if rows.nik[i]:
            rows.nik[i] = _stray(rows.nik[i], chance)
            rows.kinds[i].append("nik_stray")


def _bad_nik(kind: str, i: int, rows: Listed, people: People, chance: Random) -> str:
    nik: str = rows.nik[i]
    if kind == "nik_missing":
        return ""
    if kind in {"nik_household", "nik_above", "nik_another"}:
        return _anothers(kind, i, rows, people, chance)
    return _spoilt(kind, nik, chance)


def _spoilt(kind: str, nik: str, chance: Random) -> str:
    at = chance.randrange(16)
    if kind == "nik_digit":
        return nik[:at] + chance.choice("0123456789") + nik[at + 1 :]
    if kind == "nik_transposed":
        at = min(at, 14)
        return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
    if kind == "nik_length":
        longer = nik[:at] + chance.choice("0123456789") + nik[at:]
        return longer if chance.random() < 0.4 else nik[:at] + nik[at + 1 :]
    if kind == "nik_scientific":
        return f"{nik[0]}.{nik[1 : chance.choice((4, 6, 6))]}E+15".replace(".", chance.choice(".,"))
    if kind == "nik_zeroed":
        return nik[:15] + "0"
    if kind == "nik_zeroed3":
        return nik[:13] + "000"
    return chance.choice(
        ("0", "0000000000000000", "1234567890123456", "9999999999999999", nik[:6] + "0" * 10, "-")
    )


def _anothers(kind: str, i: int, rows: Listed, people: People, chance: Random) -> str:
    person = int(rows.who[i])
    if kind == "nik_above" and i:
        return str(rows.nik[i - 1]) or str(rows.nik[i])
    if kind == "nik_household":
        home = people.household[person]
        near = range(max(0, person - 7), min(len(people), person + 8))
        others = [p for p in near if p != person and people.household[p] == home]
        return str(people.nik[chance.choice(others)]) if others else str(rows.nik[i])
    return str(people.nik[chance.randrange(len(people))])


def _stray(nik: str, chance: Random) -> str:
    kind = chance.randrange(6)
    grouped = " ".join(nik[j : j + 4] for j in range(0, len(nik), 4))
    return (
        f"'{nik}", f"{nik} ", f"\u00a0{nik}", grouped,
        nik.replace("0", "O", 1), f"{nik[:6]}.{nik[6:12]}.{nik[12:]}",
    )[kind]  # fmt: skip


def _births(rows: Listed, draw: _Draw, chance: Random) -> None:
    for kind, at in draw.one_of(BIRTH, len(rows.who)).items():
        for i in at.tolist():
            changed = _bad_birth(kind, rows.born[i], chance)
            if changed != rows.born[i]:
                rows.born[i] = changed
                rows.kinds[i].append(kind)


def _bad_birth(kind: str, born: tuple[int, int, int], chance: Random) -> tuple[int, int, int] | str:
    year, month, day = born
    if kind == "birth_missing":
        return chance.choice(("", "", "-"))
    if kind == "birth_swapped":
        return (year, day, month)  # an impossible month where the day is above 12
    if kind == "birth_typo":
        changed = chance.choice(((day + chance.choice((-1, 1, 10, -10)), month), (day, month + 1)))
        return (year, changed[1] if changed[1] < 13 else 1, min(28, max(1, changed[0])))
    if kind == "birth_year":
        return (year + chance.choice((-10, -5, -2, -1, -1, 1, 1, 2, 5, 10)), month, day)
    if kind == "birth_january":
        return (year, 1, 1)
    if chance.random() < 0.5:
        exact = np.datetime64(f"{year:04}-{month:02}-{day:02}", "D")
        return str(int((exact - EPOCH).astype(int)))
    return f"{day:02}{chance.choice('/-')}{month:02}{chance.choice('/-')}{year % 100:02}"


def _homes(rows: Listed, people: People, draw: _Draw, chance: Random) -> None:
    many, all_villages = len(rows.who), len(people.villages)
    prefixes = [v.prefix for v in people.villages]
    changed_card = set(draw.rows(CARD["kk_changed"], many).tolist())
    for kind, at in draw.one_of(WHERE, many).items():
        for i in at.tolist():
            was = int(rows.village[i])
            if kind == "moved":
                rows.village[i] = chance.randrange(all_villages)
                if chance.random() < 0.7:
                    changed_card.add(i)
            else:
                near = [v for v in range(max(0, was - 6), min(all_villages, was + 7)) if v != was]
                same = [v for v in near if prefixes[v] == prefixes[was]] or near or [was]
                rows.village[i] = chance.choice(same)
            if rows.village[i] != was:
                rows.kinds[i].append(kind)
    for i in sorted(changed_card):
        issued = (
            f"{chance.randrange(1, 29):02}{chance.randrange(1, 13):02}{chance.randrange(18, 26)}"
        )
        rows.kk[i] = f"{prefixes[rows.village[i]]}{issued}{chance.randrange(1, 9):04}"
        rows.kinds[i].append("kk_changed")
    missing = draw.rows(CARD["kk_missing"], many)
    rows.kk[missing] = ""
    rows.mark(missing, "kk_missing")
