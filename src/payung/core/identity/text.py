"""Cleaning of typed text: which stray characters a cell holds, and the text without them.

Nothing is repaired in silence: :func:`clean` returns what it took away, so that the caller can
say so.
"""

import re
from enum import StrEnum
from typing import NamedTuple

APOSTROPHES = "'`´‘’ʼʹ′＇"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
_INVISIBLE += (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u2060-\u206f\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)

_odd_space = re.compile(f"[{_SPACES}]")
_invisible = re.compile(f"[{_INVISIBLE}]")
_runs = re.compile(" {2,}")


class Cleaning(StrEnum):
    """What was taken away from a cell before it was read."""

    APOSTROPHE = "apostrophe"
    SPACES = "spaces"
    INVISIBLE = "invisible"
    PUNCTUATION = "punctuation"
    LETTERS = "letters"
    TYPOGRAPHIC = "typographic"


class Cleaned(NamedTuple):
    """A text and what had to be taken away to get it."""

    text: str
    taken: tuple[Cleaning, ...]


def clean(raw: str) -> Cleaned:
    """Take away invisible and control characters, leading apostrophes and surplus spaces.

    >>> clean("MARIA BERE")
    Cleaned(text='MARIA BERE', taken=())
    >>> clean("'5304010101800003").text
    '5304010101800003'
    >>> clean("  Maria\\u200b  Bere ").taken
    (<Cleaning.INVISIBLE: 'invisible'>, <Cleaning.SPACES: 'spaces'>)
    """
    if is_tidy(raw):
        return Cleaned(raw, ())
    taken: list[Cleaning] = []
    text = _invisible.sub("", raw)
    if text != raw:
        taken.append(Cleaning.INVISIBLE)
    spaced = _runs.sub(" ", _odd_space.sub(" ", text)).strip(" ")
    if spaced != text:
        taken.append(Cleaning.SPACES)
    bare = spaced.lstrip(APOSTROPHES)
    if bare != spaced:
        taken.append(Cleaning.APOSTROPHE)
        spaced = bare.strip(" ")
    return Cleaned(spaced, tuple(taken))


def is_tidy(text: str) -> bool:
    """Whether :func:`clean` would certainly leave a text as it is; cheap, may say no too often.

    >>> is_tidy("Jl. Merdeka"), is_tidy(" Jl. Merdeka"), is_tidy("Dusun  II")
    (True, False, False)
    """
    return (
        text.isascii()
        and text.isprintable()
        and "  " not in text
        and not text.startswith((" ", "'", "`"))
        and not text.endswith(" ")
    )


def is_blank(text: str) -> bool:
    """Whether a cleaned text says nothing: empty, or one of the dashes people type for nothing.

    >>> is_blank(""), is_blank("-"), is_blank("--"), is_blank("0")
    (True, True, True, False)
    """
    return not text or not text.strip("-–—_")
