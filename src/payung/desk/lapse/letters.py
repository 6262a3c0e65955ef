"""The reminder to a village, in three steps, as a letter to be signed."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.core.calendar import runs_label
from payung.core.papers import ClaimSheet, Letterhead, Part, Provenance, Signatory
from payung.desk.lapse.radar import Falling, Radar

STEPS = {1: "Pengingat iuran", 2: "Teguran pertama", 3: "Teguran kedua"}


def letter(found: Radar, village: Area, *, step: int, url: str) -> ClaimSheet:
    """The letter of a step for one village. Raises KeyError for another step or village."""
    rows = [row for row in found.falling if row.village.code == village.code]
    if not rows:
        raise KeyError(village.code)
    regency = _above(village)
    first = min(rows, key=lambda row: row.lapses_on)
    return ClaimSheet(
        title=STEPS[step],
        about=STEPS[step],
        addressee=f"{'Lurah' if village.kind == 'kelurahan' else 'Kepala Desa'} {village.name}",
        letterhead=Letterhead(
            regency.name, unit="Dinas Pemberdayaan Masyarakat dan Desa",
            regency_kind="Kota" if regency.kind == "kota" else "Kabupaten",
        ),
        notice=_notice(rows, first.lapses_on, found.on),
        parts=(
            Part(words=(_opening(found, village),), rows=_facts(rows)),
            Part(words=_closing(step, first.lapses_on),),
        ),
        signatories=(Signatory("Kepala Dinas PMD", ""),),
        place=regency.name,
        dated=found.on,
        provenance=Provenance(
            source=f"Iuran yang diterima BPJS menurut Payung, {tanggal(found.on)}", url=url,
            printed_at=timezone.localtime(),
        ),
    )  # fmt: skip


def _above(village: Area) -> Area:
    area = village
    while area.parent is not None and area.level != Area.Level.REGENCY:
        area = area.parent
    return area


def _notice(rows: list[Falling], day: dt.date, on: dt.date) -> str:
    heads, due = sum(row.heads for row in rows), sum(row.due for row in rows)
    return (
        f"{angka(heads)} peserta kehilangan perlindungan mulai {tanggal(day)} "
        f"({(day - on).days} hari lagi) bila {rupiah(due)} belum diterima BPJS Ketenagakerjaan."
    )


def _opening(found: Radar, village: Area) -> str:
    return (
        f"Menurut catatan penerimaan sampai {tanggal(found.on)}, iuran jaminan sosial "
        f"ketenagakerjaan peserta {village.title} berikut belum diterima."
    )


def _facts(rows: list[Falling]) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    for row in rows:
        paid = bulan(row.paid_through) if row.paid_through else "belum pernah"
        facts += [
            ("Peserta", f"{angka(row.heads)} orang ({row.segment.upper()})"),
            ("Lunas sampai", paid),
            ("Bulan yang belum diterima", runs_label(row.months)),
            *((f"Dari {one.fund}", rupiah(one.rupiah)) for one in row.owed),
            ("Perlindungan gugur mulai", tanggal(row.lapses_on)),
            ("Santunan kematian yang dipertaruhkan", rupiah(row.stake)),
        ]
        if row.unplanned:
            facts.append(
                (
                    "Belum dianggarkan",
                    f"{angka(row.unplanned)} bulan-orang; harganya belum termasuk",
                )
            )
    return tuple(facts)


def _closing(step: int, day: dt.date) -> tuple[str, ...]:
    asked = (
        f"Kami mohon iuran dibayarkan sebelum {tanggal(day)}. Setelah tanggal itu kepesertaan "
        "gugur dan masa tunggu santunan kematian mulai lagi dari awal."
    )
    if step == 1:
        return (asked,)
    return (
        asked,
        "Bila ada kendala (pencairan ADD, nama yang berubah, rekening), sampaikan kepada Dinas PMD "
        "hari ini juga agar dicarikan jalan.",
    )
