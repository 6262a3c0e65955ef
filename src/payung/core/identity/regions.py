"""Region codes of the Ministry of Home Affairs (Kemendagri): ``PP.KK.CC.DDDD``.

Only provinces, regencies and districts are kept here, to judge the first six digits of a NIK.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Level = Literal["province", "regency", "district", "village"]
_LEVELS: dict[int, Level] = {2: "province", 4: "regency", 6: "district", 10: "village"}
_code = re.compile(r"\d{2}(?:\.?\d{2}(?:\.?\d{2}(?:\.?\d{4})?)?)?")


class RegionError(ValueError):
    """A text that is no region code."""


class _Table(NamedTuple):
    names: dict[str, str]
    prefixes: frozenset[str]


@cache
def _table() -> _Table:
    names: dict[str, str] = {}
    prefixes: set[str] = set()
    text = files("payung.core.identity").joinpath("data/regions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        code, name, districts = line.split("\t")
        names[code] = name
        bare = code.replace(".", "")
        prefixes.update([bare + districts[i : i + 2] for i in range(0, len(districts), 2)])
    return _Table(names, frozenset(prefixes))


def normal_code(text: str) -> str:
    """A region code with its dots.

    Raises :class:`RegionError` if the text is none.

    >>> normal_code("5304012001"), normal_code("53.04"), normal_code(" 530401 ")
    ('53.04.01.2001', '53.04', '53.04.01')
    """
    text = text.strip().rstrip(".")
    if not _code.fullmatch(text):
        raise RegionError(text)
    bare = text.replace(".", "")
    parts = [bare[:2], bare[2:4], bare[4:6], bare[6:]]
    return ".".join(part for part in parts if part)


def level_of(code: str) -> Level:
    """The level of a code with or without dots.

    >>> level_of("53.04.01.2001")
    'village'
    """
    return _LEVELS[len(code.replace(".", ""))]


def known_prefixes() -> frozenset[str]:
    """The six-digit codes, without dots, of all districts in force. Loaded once, at first use.

    >>> "530401" in known_prefixes(), "530406" in known_prefixes()
    (True, False)
    """
    return _table().prefixes


def region_name(code: str) -> str | None:
    """The name of a province, regency or city, or None if the code is not in force.

    >>> region_name("53.04")
    'Kabupaten Belu'
    """
    return _table().names.get(code)
