"""What commands print: one JSON document or text on standard output, all else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any


def emit(document: Any, *, as_json: bool, text: Callable[[], str]) -> None:
    """Print the answer: `document` as JSON if asked for, otherwise what `text` returns."""
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))
    else:
        print(text())


def say(message: str) -> None:
    """Tell the person something without touching the answer on standard output."""
    print(message, file=sys.stderr, flush=True)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not part of the JSON contract")
