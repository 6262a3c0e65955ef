"""The list for the village noticeboard: names with masked NIK, and how to object."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

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
from payung.core.papers.wording import long_date, masked_nik, number

LAYOUT: Final = Layout(
    header=("No.", "Nama", "NIK", "Dusun / alamat", "Program", "Keterangan"),
    widths=(26, 134, 100, 148, 58, 58),
    align="rlmlll",
    wrapping=(1, 3, 4, 5),
    empty="Belum ada nama pada daftar ini.",
    size=9,
)


@dataclass(frozen=True, slots=True)
class NoticeboardRow:
    """One name. The NIK is given whole and always printed masked."""

    name: str
    nik: str
    address: str
    programme: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class NoticeboardForm:
    """A public list. `objections_until` and `contact` tell readers how to correct it."""

    letterhead: Letterhead
    title: str
    rows: tuple[NoticeboardRow, ...]
    signatory: Signatory
    provenance: Provenance
    contact: str
    posted_on: dt.date | None = None
    objections_until: dt.date | None = None


def noticeboard(form: NoticeboardForm) -> bytes:
    """The list as PDF; there is no way to print a whole NIK on it."""
    return typeset(
        "noticeboard",
        noticeboard_data(form),
        printed_at=form.provenance.printed_at,
        rows=len(form.rows),
    )


def noticeboard_pictures(form: NoticeboardForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the list as PNG."""
    return pictures("noticeboard", noticeboard_data(form), ppi=ppi)


def noticeboard_data(form: NoticeboardForm) -> dict[str, Any]:
    """What the template reads."""
    rows = [
        [str(i), r.name, masked_nik(r.nik), r.address, r.programme or "–", r.status or "–"]
        for i, r in enumerate(form.rows, 1)
    ]
    until = f" paling lambat {long_date(form.objections_until)}" if form.objections_until else ""
    return {
        "title": form.title,
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "place": form.letterhead.place,
        "sentence": f"Daftar ini memuat {number(len(rows))} nama.",
        "objection": (
            "Apabila ada nama yang keliru, sudah pindah, meninggal dunia, atau seharusnya "
            f"tercantum, sampaikan kepada {form.contact}{until}."
        ),
        "register": register(LAYOUT, rows, first=600, other=735, closing=150),
        "signature": signature_data(
            form.signatory,
            place=form.letterhead.town,
            on=form.posted_on,
        ),
    }
