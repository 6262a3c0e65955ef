"""The sentences of the radar, and its answer as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.desk.lapse.bridge import Bridged, Span
from payung.desk.lapse.handover import Handover, Outcome
from payung.desk.lapse.radar import Falling, Radar
from payung.desk.lapse.timetable import Dated

MOST_TOLD = 20
"""Lines of villages in the command's text."""


def of_radar(found: Radar) -> str:
    """“312 orang kehilangan perlindungan dalam 30 hari bila Rp5.241.600 … tidak dibayar.”"""
    if not found.heads:
        return _(
            "Tidak ada peserta di {area} yang kehilangan perlindungan dalam {days} hari."
        ).format(area=found.area.title, days=found.within)
    said = ngettext(
        "{n} orang di {area} kehilangan perlindungan dalam {days} hari bila {due} dari "
        "{villages} desa atau kelurahan tidak dibayar.",
        "{n} orang di {area} kehilangan perlindungan dalam {days} hari bila {due} dari "
        "{villages} desa atau kelurahan tidak dibayar.",
        found.heads,
    ).format(
        n=angka(found.heads), area=found.area.title, days=found.within, due=rupiah(found.due),
        villages=angka(found.villages),
    )  # fmt: skip
    return (
        said
        + " "
        + _("Yang dipertaruhkan keluarga mereka hingga {stake}.").format(stake=rupiah(found.stake))
    )


def as_json(found: Radar) -> dict[str, Any]:
    """The radar as the command prints it; `due` leaves out months that nobody has planned."""
    return {
        "area": found.area.code,
        "on": str(found.on),
        "within": found.within,
        "sentence": of_radar(found),
        "heads": found.heads,
        "due": found.due,
        "stake": found.stake,
        "villages": [
            {
                "village": row.village.code, "name": row.village.title, "segment": row.segment,
                "heads": row.heads, "lapses_on": str(row.lapses_on),
                "days_left": row.days_left(found.on),
                "paid_through": str(row.paid_through) if row.paid_through else None,
                "months_due": [str(month) for month in row.months],
                "due": row.due, "unplanned_head_months": row.unplanned, "stake": row.stake,
                "funds": {one.fund: one.rupiah for one in row.owed},
                "call": found.called.get(row.village.code, ""),
                "tranche": _tranche(found, row),
            }
            for row in found.falling
        ],
        "ageing": [
            {"village": row.village.code, "name": row.village.title, **row.heads}
            for row in found.ageing
        ],
    }  # fmt: skip


def _tranche(found: Radar, row: Falling) -> dict[str, Any] | None:
    """The village's next tranche as data; None when its calendar tells none."""
    coming = found.coming.get(row.village.code)
    if coming is None:
        return None
    return {
        "name": coming.label, "day": str(coming.day), "paper": coming.paper,
        "after_lapse": coming.day >= row.lapses_on,
    }  # fmt: skip


def of_tranches(found: Radar) -> list[str]:
    """A line for each desa that lapses, the first to lapse first: when its next money comes."""
    first: dict[str, Falling] = {}
    for row in found.falling:
        if row.village.kind == Area.Kind.DESA:
            first.setdefault(row.village.code, row)
    said = [_of_tranche(found, row) for row in list(first.values())[:MOST_TOLD]]
    if more := len(first) - len(said):
        said.append(_("Dan {n} desa lagi; semuanya ada dengan --json.").format(n=angka(more)))
    return said


def _of_tranche(found: Radar, row: Falling) -> str:
    coming = found.coming.get(row.village.code)
    if coming is None:
        return _("{village}: hari cair berikutnya belum tercatat.").format(
            village=row.village.title
        )
    told = (
        _("{village}: {tranche} baru cair {day}, tidak sebelum gugur {lapse}.")
        if coming.day >= row.lapses_on
        else _("{village}: {tranche} cair {day}, sebelum gugur {lapse}.")
    )
    return told.format(
        village=row.village.title, tranche=coming.label, day=tanggal(coming.day),
        lapse=tanggal(row.lapses_on),
    )  # fmt: skip


def of_handover(found: Handover) -> str:
    """How many go over, fall between, or have a gap, and by when it must be settled."""
    falls, gaps = len(found.of(Outcome.FALLS)), len(found.of(Outcome.GAP))
    said = _(
        "{fund} membayar {n} orang sampai {last}: {over} beralih tanpa jeda, {gaps} mendapat bulan "
        "kosong, {falls} belum punya pembayar."
    ).format(
        fund=found.fund.name, n=angka(len(found.passing)), last=bulan(found.last),
        over=angka(len(found.of(Outcome.GOES_OVER))), gaps=angka(gaps), falls=angka(falls),
    )  # fmt: skip
    if not falls and not gaps:
        return said
    return said + " " + _("Selesaikan sebelum {day}.").format(day=tanggal(found.settle_by))


def of_calendar(area: Area, year: int, rows: Sequence[Dated]) -> str:
    """How many villages' days are known, and who lapses before the first of them."""
    known = sum(bool(row.tranches) for row in rows)
    said = _("{known} dari {all} desa di {area} sudah mempunyai hari cair {year}.").format(
        known=angka(known), all=angka(len(rows)), area=area.title, year=year
    )
    short = [row for row in rows if row.heads]
    if not short:
        return said
    return said + " " + _("Di {n} desa, {heads} peserta gugur sebelum tahap pertamanya.").format(
        n=angka(len(short)), heads=angka(sum(row.heads for row in short))
    )  # fmt: skip


def of_bridge(area: Area, year: int, tranche: dt.date | None, found: Bridged) -> str:
    """Who would lapse before the tranche, what carries them to it, whose day is not known."""
    return " ".join(part for part in (_of_spans(area, year, tranche, found.spans),
                                      _of_unknown(found)) if part)  # fmt: skip


def _of_unknown(found: Bridged) -> str:
    if not found.unknown:
        return ""
    return _(
        "Hari cair {n} desa belum tercatat di Kalender tahap, sehingga tidak dihitung."
    ).format(n=angka(len(found.unknown)))


def _of_spans(area: Area, year: int, tranche: dt.date | None, spans: Sequence[Span]) -> str:
    if not spans and tranche is None:
        return _(
            "Menurut kalender tahap {year} yang tercatat, tidak ada peserta di {area} yang gugur "
            "sebelum uangnya cair."
        ).format(year=year, area=area.title)
    if not spans:
        return _(
            "Bila tahap pertama {year} cair pada {day}, tidak ada peserta di {area} yang gugur "
            "sebelumnya."
        ).format(year=year, day=tanggal(tranche), area=area.title)
    days = {span.tranche for span in spans}
    if len(days) > 1 or tranche not in days:
        return _(
            "Menurut kalender tahap {year}, {n} peserta di {villages} desa atau kelurahan gugur "
            "sebelum uangnya cair, mulai {first}; {rupiah} dapat menjembatani."
        ).format(year=year, **_sums(spans))
    return _(
        "Bila tahap pertama {year} baru cair pada {day}, {n} peserta di {villages} desa atau "
        "kelurahan gugur lebih dulu, mulai {first}; {rupiah} dapat menjembatani."
    ).format(year=year, day=tanggal(tranche), **_sums(spans))


def _sums(spans: Sequence[Span]) -> dict[str, str]:
    return {
        "n": angka(sum(span.heads for span in spans)),
        "villages": angka(len({span.village.code for span in spans})),
        "first": tanggal(min(span.lapses_on for span in spans)),
        "rupiah": rupiah(sum(span.rupiah for span in spans)),
    }  # fmt: skip
