"""What a report says: gathered once, then never changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from payung.base.journal.chain import canonical
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.core.coverage import percent, percent_text
from payung.core.papers.wording import long_date, number
from payung.desk.reports.periods import Period
from payung.programme.membership.figures import RegionFigures, region_figures
from payung.programme.people.models import Person
from payung.programme.selection.models import Decree, DecreeLine

FIGURES = (
    "target", "quota", "proposed", "valid", "decreed", "active", "active_bpu", "active_pu",
)  # fmt: skip
TARGETS, REGISTER = "Alokasi per desa dalam Payung", "Daftar penduduk yang diunggah desa"
READ_NOW = (TARGETS, REGISTER)
SEGMENTS = {"bpu": "Pekerja bukan penerima upah", "pu": "Pekerja penerima upah"}


def gather(actor: Actor, area: Area, period: Period, day: dt.date) -> dict[str, Any]:
    """Villages, denominators with source and date, sentence and sources, as plain JSON."""
    figures = region_figures(actor, area, year=period.year, on=day)
    return {
        "period": period.text,
        "label": period.label(),
        "day": day.isoformat(),
        "villages": [
            {"code": v.code, "name": v.name, "kind": v.kind, "district": v.district}
            | {name: getattr(v, name) for name in FIGURES}
            for v in figures.villages
        ],
        "decreed_rupiah": decreed_rupiah(actor, area.code, period.year),
        "coverage": [
            {"segment": s.name, "active": s.part, "workers": s.whole, "percent": str(s.percent)}
            for s in figures.shares
        ],
        "denominators": _denominators(area, day, figures),
        "sentence": sentence(figures),
        "sources": _sources(day),
    }


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content in its one spelling."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def substance(content: dict[str, Any]) -> dict[str, Any]:
    """The content without the days on which sums of the register were read.

    A period that is over, asked for again on another day, says the same unless a figure changed.
    """
    kept = [
        {key: value for key, value in d.items() if key != "as_of" or d["source"] not in READ_NOW}
        for d in content["denominators"]
    ]
    return {**content, "denominators": kept}


def sentence(figures: RegionFigures) -> str:
    """The report's answer in one sentence."""
    active, bpu = figures.total("active"), figures.total("active_bpu")
    target = figures.total("target")
    share = percent_text(percent(bpu, target)) if target else "target belum diisi"
    return (
        f"{number(active)} pekerja di {number(len(figures.villages))} desa dan kelurahan "
        f"{figures.area.title} terlindungi; di antaranya {number(bpu)} pekerja rentan dari "
        f"target minimal {number(target)} orang ({share}). "
        f"{number(figures.total('decreed'))} orang telah ditetapkan dengan keputusan."
    )


def decreed_rupiah(actor: Actor, code: str, year: int) -> int:
    """Contributions decreed for a year in a region, rupiah; one statement."""
    decrees = Decree.objects.visible_to(actor).in_area(code).filter(roster__year=year)
    total = DecreeLine.objects.filter(decree__in=decrees).aggregate(rupiah=Sum("total"))
    return int(total["rupiah"] or 0)


def _denominators(area: Area, day: dt.date, figures: RegionFigures) -> list[dict[str, Any]]:
    """The register and the shares are those of today, also for a period that is over."""
    counted = timezone.localdate()
    found = [
        {
            "name": "Target minimal, jumlah desa dan kelurahan",
            "value": figures.total("target"),
            "source": TARGETS,
            "as_of": counted.isoformat(),
        },
        {
            "name": "Penduduk dalam register Payung",
            "value": Person.objects.in_area(area.code).active().count(),
            "source": REGISTER,
            "as_of": counted.isoformat(),
        },
    ]
    found += [
        {
            "name": f"{SEGMENTS[share.name]} (penyebut cakupan UCJ)",
            "value": share.whole,
            "source": share.source,
            "as_of": share.as_of.isoformat() if share.as_of else day.isoformat(),
        }
        for share in figures.shares
    ]
    return found


def _sources(day: dt.date) -> list[str]:
    return [
        f"Perlindungan: posting iuran BPJS Ketenagakerjaan yang tercatat sampai {long_date(day)}.",
        "Usulan, verifikasi, dan keputusan: keadaan daftar saat laporan dibekukan.",
        "Kode wilayah: Kemendagri, tabel cahyadsn/wilayah (MIT).",
    ]
