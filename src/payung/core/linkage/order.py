"""What must not be worth less than what: an equal name never less than a nearly equal one.

Labels come from pairs that blocking let through, and among those a common equal name is a weak
sign only because so many strangers came in by it. Clerks would not believe such a table, nor should
lists with other blocks. Where a fit turns an order round, the levels share their points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from payung.core.linkage.levels import CLASSES

Chain = tuple[str, ...]


def chains() -> list[Chain]:
    """Codes of levels, each chain from the least to the most points.

    >>> ("name:weak:2", "name:near:2", "name:equal:2") in chains()
    True
    """
    found: list[Chain] = [
        tuple(f"name:{kind}:{number}" for number in range(CLASSES))
        for kind in ("equal", "near", "weak", "part", "near_part", "shared")
    ]
    for number in range(CLASSES):
        found.append(tuple(f"name:{kind}:{number}" for kind in ("weak", "near", "equal")))
        found.append(tuple(f"name:{kind}:{number}" for kind in ("shared", "part", "equal")))
        found.append(tuple(f"name:{kind}:{number}" for kind in ("near_part", "part")))
    for kind in ("equal_conflict", "outside_serial", "length", "rounded", "serial", "region"):
        found.append((f"nik:{kind}", "nik:equal"))
    found.append(("nik:serial", "nik:one_serial_digit", "nik:outside_serial"))
    for kind in ("heaped", "swapped", "one_digit", "year_near", "year", "to_heap"):
        found.append((f"born:{kind}", "born:equal"))
    found.append(("born:different", "born:same_year", "born:month", "born:equal"))
    return found


def turned(points: dict[str, float], order: Sequence[Chain] | None = None) -> list[tuple[str, str]]:
    """Neighbours in a chain whose order is turned round."""
    return [
        (less, more)
        for chain in (chains() if order is None else order)
        for less, more in pairwise(chain)
        if points[less] > points[more] + 1e-9
    ]


class Ties:
    """Which levels share their points: each level's representative.

    >>> ties = Ties(["a", "b", "c"])
    >>> ties.join("a", "c"); ties.groups()
    [0, 1, 0]
    """

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        self.of = {code: code for code in codes}

    def join(self, one: str, other: str) -> None:
        """Let two levels, and all that share with them, have the same points."""
        kept, gone = self.of[one], self.of[other]
        for code, head in self.of.items():
            if head == gone:
                self.of[code] = kept

    def groups(self) -> list[int]:
        """A number per level, the same where points are shared."""
        numbers: dict[str, int] = {}
        return [numbers.setdefault(self.of[code], len(numbers)) for code in self.codes]
