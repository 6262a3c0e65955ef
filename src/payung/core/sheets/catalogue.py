"""Every problem that a check can name: its severity, its sentence, its way out.

The texts are in ``data/problems.toml``; the reference page is made from them. Sentences address
the sender, name the reason and never the guilty; ``{…}`` are filled from the row.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal

Lang = Literal["id", "en"]


class Severity(StrEnum):
    """An error keeps a row out; a warning lets it in and asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class Scope(StrEnum):
    """Where a problem lies."""

    FILE = "file"
    TABLE = "table"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem."""

    name: str
    severity: Severity
    scope: Scope
    message: Mapping[Lang, str]
    way_out: Mapping[Lang, str]

    def general(self, lang: Lang = "id") -> str:
        """The sentence for many rows at once: an ellipsis wherever a row would fill it."""
        return unfilled(self.message[lang])


def unfilled(text: str) -> str:
    """A sentence with an ellipsis in each gap.

    >>> unfilled("Usianya {age} tahun.")
    'Usianya … tahun.'
    """
    parts = string.Formatter().parse(text)
    return "".join(plain + ("…" if name is not None else "") for plain, name, _, _ in parts)


def _read() -> dict[str, Code]:
    text = files("payung.core.sheets").joinpath("data/problems.toml").read_text(encoding="utf-8")
    return {
        name: Code(
            name,
            Severity(entry["severity"]),
            Scope(entry["scope"]),
            entry["message"],
            entry["way_out"],
        )
        for name, entry in tomllib.loads(text).items()
    }


CODES: dict[str, Code] = _read()
