"""Identity numbers as people may see them: masked, or grouped for reading."""

import re

BULLET = "•"
_long_number = re.compile(r"\d[\d .\-\u00a0\u200b-\u200f\u2060\ufeff]{9,}\d")


def mask(text: str) -> str:
    """Hide the middle of a number: the first six and the last four digits stay.

    Shorter texts lose whatever lies between; ten digits or fewer are shown, for they identify
    nobody by themselves.

    >>> mask("5304010101800003")
    '530401••••••0003'
    >>> mask("'5304 0101 0180 0003")
    "'5304 01•• •••• 0003"
    >>> mask("")
    ''
    """
    total = sum(c.isdigit() for c in text)
    seen, out = 0, []
    for char in text:
        if char.isdigit():
            seen += 1
            hidden = 6 < seen <= total - 4
            out.append(BULLET if hidden else char)
        else:
            out.append(char)
    return "".join(out)


def mask_within(text: str) -> str:
    """Hide every number of eleven digits or more inside a longer text.

    >>> mask_within("Maria, NIK 5304010101800003, RT 02")
    'Maria, NIK 530401••••••0003, RT 02'
    >>> mask_within("Jl. Merdeka 12")
    'Jl. Merdeka 12'
    """
    if len(text) < 11:
        return text
    return _long_number.sub(lambda match: mask(match.group()), text)


def group(text: str) -> str:
    """A NIK or KK in groups of 6, 6 and 4, masked or not.

    >>> group("5304010101800003")
    '530401 010180 0003'
    >>> group("530401••••••0003")
    '530401 •••••• 0003'
    """
    return text if len(text) != 16 else f"{text[:6]} {text[6:12]} {text[12:]}"
