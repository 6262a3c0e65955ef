"""Whether two names may belong to one person: what decides when a NIK is shared."""

from __future__ import annotations

from payung.core.identity import search_form


def names_agree(left: str, right: str) -> bool:
    """Whether no word of one name contradicts the other.

    Words may be missing, abbreviated, or a letter apart; what both sides hold and neither
    explains is a contradiction.

    >>> names_agree("MARIA BERE", "Maria  M. Bere"), names_agree("M. Bere", "MARIA BERE")
    (True, True)
    >>> names_agree("YOHANES BERE", "MARIA BERE"), names_agree("Yohanis Mau", "YOHANES MAU")
    (False, True)
    """
    a, b = search_form(left).split(), search_form(right).split()
    if a == b:
        return True
    rest_a = [w for w in a if w not in b]
    rest_b = [w for w in b if w not in a]
    for word in list(rest_a):
        partner = next((other for other in rest_b if _akin(word, other)), None)
        if partner is not None:
            rest_a.remove(word)
            rest_b.remove(partner)
    shared = len(a) - len(rest_a)
    return shared > 0 and not (rest_a and rest_b)


def _akin(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= 4 and _one_apart(short, long)


def _one_apart(short: str, long: str) -> bool:
    """Whether one letter added, lost or replaced makes them equal; `short` is not the longer."""
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return long[start + 1 :] == short[start + (len(short) == len(long)) :]
