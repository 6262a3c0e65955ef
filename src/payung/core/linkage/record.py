"""What goes into linkage and what comes out: a record as typed, a score with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Lang = Literal["id", "en"]
Band = Literal["match", "review", "no"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list as it was typed; what is not known is None or empty.

    ``id`` names the row in its own list. Nothing needs to be cleaned beforehand.
    """

    id: str
    nik: str | None = None
    nama: str | None = None
    jenis_kelamin: str | None = None
    tempat_lahir: str | None = None
    tanggal_lahir: str | None = None
    nama_ibu: str | None = None
    no_kk: str | None = None
    alamat: str | None = None
    kode_desa: str | None = None


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Record))
FIELDS: tuple[str, ...] = COLUMNS[1:]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the waterfall: a code, its points (log-odds) and a sentence."""

    code: str
    points: float
    id: str
    en: str

    def text(self, lang: Lang = "id") -> str:
        """The sentence in one language."""
        return self.en if lang == "en" else self.id


@dataclass(frozen=True, slots=True)
class Scored:
    """How likely two records are one person.

    ``weight`` is the sum of the reasons' points (log-odds), ``probability`` the same between 0 and
    1. ``hard_review`` is the code of a finding that people decide whatever the weight, or None.
    """

    weight: float
    probability: float
    band: Band
    hard_review: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate of a search: which record of the index, and its score."""

    id: str
    scored: Scored
