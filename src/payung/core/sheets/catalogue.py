"""Every problem that a check can name: its severity, its sentence, its way out.

The texts are in ``data/problems.toml``; the reference page is made from them. Sentences address
the sender, name the reason and never the guilty; ``{…}`` are filled from the row.
"""

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
