"""What all papers share: letterhead, signature, and the line that says where a page comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from payung.core.papers.engine import qr_svg
from payung.core.papers.wording import BLANK, long_date, masked_nik, number


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a paper comes from; printed at the foot of every page.

    `source` names the register and its state, `url` is where the paper can be checked (the QR),
    `identifier` is its number in the system. `printed_at` carries its zone and decides the bytes.
    `journal` is the number and hash of the journal's last event: a paper in another's hands then
    witnesses that nothing before it was changed.
    """

    source: str
    printed_at: dt.datetime
    url: str
    identifier: str = ""
    zone: Literal["WIB", "WITA", "WIT"] = "WITA"
    journal: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office that speaks. `unit` is a district office (kop dinas) when no village speaks."""

    regency: str
    district: str = ""
    village: str = ""
    kind: Literal["desa", "kelurahan"] = "desa"
    regency_kind: Literal["Kabupaten", "Kota"] = "Kabupaten"
    unit: str = ""
    address: str = ""
    contact: str = ""
    emblem_svg: str = ""
    seat: str = ""

    @property
    def head(self) -> str:
        """Title of the head of the village: Kepala Desa or Lurah."""
        return "Kepala Desa" if self.kind == "desa" else "Lurah"

    @property
    def place(self) -> str:
        """Desa X, Kelurahan X, or the regency."""
        if not self.village:
            return f"{self.regency_kind} {self.regency}"
        return f"{'Desa' if self.kind == 'desa' else 'Kelurahan'} {self.village}"

    @property
    def town(self) -> str:
        """Where letters are dated: the seat, else the village, else the regency."""
        return self.seat or self.village or self.regency

    def lines(self) -> list[str]:
        """Lines of the letterhead, the last one largest."""
        top = f"PEMERINTAH {self.regency_kind.upper()} {self.regency.upper()}"
        if self.unit:
            return [top, self.unit.upper()]
        office = f"{'PEMERINTAH ' if self.kind == 'desa' else ''}{self.place.upper()}"
        return [top, f"KECAMATAN {self.district.upper()}", office]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. Empty names leave a line to be filled in by hand."""

    title: str
    name: str = ""
    nip: str = ""
    rank: str = ""


def fingerprint(form: Any) -> str:
    """SHA-256 of everything that a paper says, as hexadecimal text.

    Two papers with the same fingerprint say the same; the time of printing counts as well. An
    identity counts as it is printed: a hash of hidden digits would let them be found by trying.
    """
    if not is_dataclass(form) or isinstance(form, type):
        raise TypeError("a form is an instance of a dataclass")
    said = _said(form, masked=not getattr(form, "full_identity", False))
    text = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _said(value: Any, *, masked: bool) -> Any:
    """A form as plain data, field by field."""
    if isinstance(value, str | int | None):
        return value
    names = _names(value.__class__)
    if names:
        said = {name: _said(getattr(value, name), masked=masked) for name in names}
    elif isinstance(value, dict):
        said = {key: _said(item, masked=masked) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        return [_said(item, masked=masked) for item in value]
    else:
        return value
    if masked and "nik" in said:
        said["nik"] = masked_nik(said["nik"])
    return said


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def foot(form: Any, provenance: Provenance) -> dict[str, Any]:
    """Data of the page foot."""
    printed = provenance.printed_at
    mark = fingerprint(form)
    return {
        "source": provenance.source,
        "printed": f"{long_date(printed.date())} pukul {printed:%H.%M} {provenance.zone}",
        "url": provenance.url,
        "identifier": provenance.identifier,
        "mark": _short(mark),
        "journal": journal_mark(provenance),
        "qr_svg": qr_svg(provenance.url),
    }


def journal_mark(provenance: Provenance, *, whole: bool = False) -> str:
    """The journal's end as a paper names it: "1.024, 3f2a 9c81 …"; whole in workbooks."""
    if provenance.journal is None:
        return ""
    seq, mark = provenance.journal
    return f"{number(seq)}, {mark if whole else _short(mark)}"


def _short(mark: str) -> str:
    return " ".join(mark[i : i + 4] for i in range(0, 16, 4))


def letterhead_data(head: Letterhead) -> dict[str, Any]:
    """Data of the letterhead."""
    below = " · ".join(part for part in (head.address, head.contact) if part)
    return {"lines": head.lines(), "below": below, "emblem_svg": head.emblem_svg}


def signature_data(signatory: Signatory, *, place: str, on: dt.date | None) -> dict[str, Any]:
    """Data of a signature block; an unsigned date leaves dots."""
    return {
        "place": place,
        "date": long_date(on),
        "title": signatory.title,
        "name": signatory.name or BLANK,
        "rank": signatory.rank,
        "nip": signatory.nip,
    }
