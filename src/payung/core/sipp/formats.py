"""How one value becomes the text of one cell. Every cell of an upload file is text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from payung.core.calendar import Month

_control = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def plain(value: object) -> str:
    """Write any value on one line, without control characters; nothing for None.

    >>> plain("Jl. Merdeka\\n12"), plain(2500000), plain(dt.date(2026, 5, 7)), plain(None)
    ('Jl. Merdeka 12', '2500000', '07-05-2026', '')
    """
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d-%m-%Y")
    return " ".join(_control.sub(" ", str(value)).split())


def _date(pattern: str) -> Callable[[object], str]:
    def write(value: object) -> str:
        return value.strftime(pattern) if isinstance(value, dt.date) else ""

    return write


def _month(pattern: str) -> Callable[[object], str]:
    def write(value: object) -> str:
        return value.first_day.strftime(pattern) if isinstance(value, Month) else ""

    return write


FORMATS: Final[dict[str, Callable[[object], str]]] = {
    "text": plain,
    "upper": lambda value: plain(value).upper(),
    "digits": lambda value: re.sub(r"\D", "", plain(value)),
    "dd-mm-yyyy": _date("%d-%m-%Y"),
    "dd/mm/yyyy": _date("%d/%m/%Y"),
    "yyyy-mm-dd": _date("%Y-%m-%d"),
    "ddmmyyyy": _date("%d%m%Y"),
    "mm-yyyy": _month("%m-%Y"),
    "yyyymm": _month("%Y%m"),
    "yyyy-mm": _month("%Y-%m"),
}
