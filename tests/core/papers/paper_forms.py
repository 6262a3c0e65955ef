"""Forms that the tests of the papers print: invented people, true shapes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from payung.core.calendar import Month
from payung.core.papers import DecreeForm, DecreeMember, Letterhead, Provenance, Signatory

WITA = dt.timezone(dt.timedelta(hours=8))
REGULATIONS = (
    "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional;",
    "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial;",
)
NASTY = (
    '#panic("x") $ * _ `',
    'Maria "Mia" O\'Bere \\ </text> & <b>',
    "عبد الله بن محمد",
    "Fátima ʼAlin Ximenes Tilman",
    "名前 🙂",
    "=HYPERLINK(1)",
    "baris\nbaru\x00\x1b\u202e",
    '@import "x.typ": *',
)


def provenance(url: str = "https://payung.example/p/1") -> Provenance:
    return Provenance(
        source="Register Payung Kabupaten Belu per 21 November 2026",
        printed_at=dt.datetime(2026, 11, 21, 14, 5, tzinfo=WITA),
        url=url,
        identifier="SK-2026-0012",
    )


def village(kind: str = "desa") -> Letterhead:
    if kind == "desa":
        return Letterhead(regency="Belu", district="Lamaknen", village="Kewar")
    return Letterhead(regency="Belu", district="Atambua Barat", village="Beirafu", kind="kelurahan")


def member(name: str = "Maria Bere", serial: int = 3, **changes: object) -> DecreeMember:
    values: dict[str, object] = {
        "name": name,
        "nik": f"530401410190{serial:04d}",
        "address": "Dusun Weluli RT 001/RW 002",
        "programmes": ("jkk", "jkm"),
        "fund": "APBDes (ADD)",
        "first_month": Month(2026, 1),
        "months": 12,
        "monthly": 16800,
        "occupation": "Petani",
    }
    return DecreeMember(**{**values, **changes})  # type: ignore[arg-type]


def decree(members: Sequence[DecreeMember], **changes: object) -> DecreeForm:
    values: dict[str, object] = {
        "letterhead": village(),
        "year": 2026,
        "members": tuple(members),
        "regulations": REGULATIONS,
        "signatory": Signatory("Kepala Desa Kewar", "Benediktus Mau Bere"),
        "provenance": provenance(),
        "number": "141/12/KEP/DK/2026",
        "signed_on": dt.date(2026, 1, 5),
    }
    return DecreeForm(**{**values, **changes})  # type: ignore[arg-type]
