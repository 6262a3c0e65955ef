"""Which rows of a list may mean one of a few persons: the blocks of `likely`, turned round.

For lists that were matched before these persons were registered. Nothing is opened but the rows;
whoever passes here is still scored by `likely`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from payung.programme.people.likely import Wanted, both_orders, kk_of, name_of, nik_of, tokens_of

#: Columns of a person, in the order that `Newcomers` reads.
COLUMNS = ("nik_index", "kk_index", "birth_date", "name_key", "village_id")
Blocked = tuple[str, str, date, str, str]


class Newcomers:
    """What a few persons can be found by."""

    def __init__(self, people: Iterable[Blocked]) -> None:
        self._niks: set[str] = set()
        self._words: dict[str, set[str]] = defaultdict(set)
        self._names: set[tuple[str, str]] = set()
        for nik, card, born, name, village in people:
            self._niks.add(nik)
            words = tokens_of(name)
            self._words[str(born)] |= words
            if card:
                self._words[card] |= words
            self._names.add((village, name))
        self._niks.discard("")

    def may_be(self, row: Wanted) -> bool:
        """Whether a row shares a block with one of them."""
        if nik_of(row) in self._niks:
            return True
        days = both_orders(row.columns.get("birth_date"))
        if not days and row.village and (row.village, name_of(row)) in self._names:
            return True
        words = tokens_of(name_of(row))
        return any(
            not words or words & self._words[key]
            for key in (kk_of(row), *days)
            if key in self._words
        )
