"""Minutes of a village meeting (Berita Acara Musyawarah) with attendance and results."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final, Literal

from payung.core.papers.common import (
    Letterhead,
    Provenance,
    Signatory,
    foot,
    letterhead_data,
    signature_data,
)
from payung.core.papers.engine import pictures, typeset
from payung.core.papers.tables import Layout, register
from payung.core.papers.wording import BLANK, long_date, masked_nik, number, spelled

RESULTS: Final = {"agreed": "Disetujui", "reserve": "Cadangan", "refused": "Tidak disetujui"}
PEOPLE: Final = Layout(
    header=("No.", "Nama", "NIK", "Alamat", "Hasil", "Alasan"),
    widths=(26, 128, 92, 108, 60, 64),
    align="rlmlll",
    wrapping=(1, 3, 4, 5),
    empty="Tidak ada nama yang dibahas.",
)
PRESENT: Final = Layout(
    header=("No.", "Nama", "Jabatan / unsur", "Tanda tangan"),
    widths=(28, 170, 150, 130),
    align="rlll",
    wrapping=(1, 2),
    empty="Daftar hadir diisi dengan tangan.",
    size=9.5,
    pad=8,
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line of the attendance list."""

    name: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class MusdesResult:
    """What the meeting decided on one candidate; a refusal and an override carry a reason."""

    name: str
    nik: str
    address: str
    result: Literal["agreed", "reserve", "refused"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MinutesForm:
    """Everything in the minutes. Unknown times and empty attendance lines print as dots."""

    letterhead: Letterhead
    subject: str
    place: str
    agenda: tuple[str, ...]
    results: tuple[MusdesResult, ...]
    attendance: tuple[Attendance, ...]
    signatories: tuple[Signatory, ...]
    provenance: Provenance
    held_on: dt.date | None = None
    started: str = ""
    ended: str = ""
    chair: str = ""
    secretary: str = ""
    agreements: tuple[str, ...] = ()
    number: str = ""
    empty_lines: int = 0

    def count(self, result: str) -> int:
        """How many candidates had this result."""
        return sum(1 for line in self.results if line.result == result)


def musdes_minutes(form: MinutesForm) -> bytes:
    """The minutes as PDF; NIKs are masked. Above 500 names it is not tagged for screen readers."""
    return typeset(
        "minutes", minutes_data(form), printed_at=form.provenance.printed_at, rows=len(form.results)
    )


def minutes_pictures(form: MinutesForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the minutes as PNG."""
    return pictures("minutes", minutes_data(form), ppi=ppi)


def minutes_data(form: MinutesForm) -> dict[str, Any]:
    """What the template reads."""
    meeting = "Musyawarah Desa" if form.letterhead.kind == "desa" else "Musyawarah Kelurahan"
    people = [
        [str(i), r.name, masked_nik(r.nik), r.address, RESULTS[r.result], r.reason or "–"]
        for i, r in enumerate(form.results, 1)
    ]
    lines = [*form.attendance, *(Attendance() for _ in range(form.empty_lines))]
    present = [[str(i), a.name, a.position, f"{i}. {BLANK}"] for i, a in enumerate(lines, 1)]
    return {
        "title": f"Berita Acara {meeting} {form.letterhead.place}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "meeting": meeting,
        "number": form.number or BLANK,
        "subject": form.subject,
        "opening": _opening(form, meeting),
        "chair": form.chair or BLANK,
        "secretary": form.secretary or BLANK,
        "agenda": list(form.agenda),
        "agreements": [_outcome(form), *form.agreements],
        "people": register(PEOPLE, people, first=730, other=750),
        "present": register(PRESENT, present, first=700, other=750),
        "signatures": [signature_data(s, place="", on=None) for s in form.signatories],
    }


def _opening(form: MinutesForm, meeting: str) -> str:
    head = form.letterhead
    when = long_date(form.held_on, weekday=True)
    return (
        f"Pada hari ini, {when}, bertempat di {form.place}, pukul {form.started or '……'} sampai "
        f"dengan {form.ended or '……'} {form.provenance.zone}, telah diselenggarakan {meeting} "
        f"di {head.place}, Kecamatan {head.district}, {head.regency_kind} {head.regency}, untuk "
        f"membahas {form.subject}. Musyawarah dihadiri oleh unsur-unsur sebagaimana tercantum "
        "dalam daftar hadir."
    )


def _outcome(form: MinutesForm) -> str:
    total, agreed = len(form.results), form.count("agreed")
    return (
        f"Dari {number(total)} ({spelled(total)}) calon peserta yang dibahas, musyawarah "
        f"menyetujui {number(agreed)} ({spelled(agreed)}) orang, menetapkan "
        f"{number(form.count('reserve'))} orang sebagai cadangan, dan tidak menyetujui "
        f"{number(form.count('refused'))} orang, dengan rincian dalam lampiran."
    )
