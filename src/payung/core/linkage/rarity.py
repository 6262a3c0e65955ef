"""How much it says that two records share a name: bits of information per canonical token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from payung.core.linkage.spelling import pack
from payung.core.linkage.text import Integers

MOST_BITS = 20
TRUSTED_ROWS = 5000


@dataclass(frozen=True)
class Rarity:
    """Packed token → bits, whole numbers from 1 to 20, and the bits of what is not listed."""

    bits: Mapping[int, int]
    unseen: int

    def of(self, tokens: Integers) -> Integers:
        """The bits of packed tokens; 0 for no token."""
        found = [self.bits.get(int(t), self.unseen) if t else 0 for t in tokens]
        return np.array(found, np.int64)


@cache
def default_rarity() -> Rarity:
    """The frequencies that ship with the program, from synthetic people of five regions."""
    text = files("payung.core.linkage").joinpath("data/rarity.json").read_text("utf-8")
    table = json.loads(text)
    return Rarity({pack(token): bits for token, bits in table["bits"].items()}, table["unseen"])


def counted(tokens: Integers, counts: Integers, rows: int) -> Rarity:
    """Bits from the counts of a list of ``rows`` people, leaning on the default while it is small.

    >>> import numpy as np
    >>> rare = counted(np.array([pack("MARIA"), pack("ZWXQ")]), np.array([90_000, 1]), 1_000_000)
    >>> rare.bits[pack("MARIA")], rare.bits[pack("ZWXQ")]
    (3, 20)
    """
    base = default_rarity()
    prior = np.exp2(-base.of(tokens).astype(float))
    share = (counts + TRUSTED_ROWS * prior) / (rows + TRUSTED_ROWS)
    bits = np.clip(np.rint(-np.log2(np.minimum(share, 1.0))), 1, MOST_BITS).astype(np.int64)
    return Rarity(dict(zip(tokens.tolist(), bits.tolist(), strict=True)), base.unseen)
