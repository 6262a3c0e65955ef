"""The one sentence that answers a page's question."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.core.calendar import Month
from payung.core.coverage import Share
from payung.programme.membership.figures import RegionFigures, VillageFigures

SEGMENTS = {
    "bpu": gettext_noop("Pekerja bukan penerima upah (BPU)"),
    "pu": gettext_noop("Pekerja penerima upah (PU)"),
}


def of_region(figures: RegionFigures) -> str:
    """How many are covered, beside which target, and where it falls short."""
    active, target = figures.total("active"), figures.total("target")
    if not target:
        return _("%(area)s: %(active)s peserta aktif; target minimal %(year)s belum diisi.") % {
            "area": figures.area.title, "active": angka(active), "year": figures.year,
        }  # fmt: skip
    head = _(
        "%(area)s: %(active)s peserta aktif, di antaranya %(bpu)s pekerja rentan dari target "
        "minimal %(target)s pada %(year)s."
    ) % {
        "area": figures.area.title, "active": angka(active), "target": angka(target),
        "bpu": angka(figures.total("active_bpu")), "year": figures.year,
    }  # fmt: skip
    return f"{head} {_below(figures)}".strip()


def _below(figures: RegionFigures) -> str:
    short = figures.below_target
    if not short:
        return _("Semua desa dan kelurahan mencapai target.")
    return ngettext(
        "%(n)s desa atau kelurahan belum mencapai target; kurang %(missing)s orang.",
        "%(n)s desa atau kelurahan belum mencapai target; kurang %(missing)s orang.",
        len(short),
    ) % {"n": angka(len(short)), "missing": angka(sum(v.missing for v in short))}


def of_province(figures: RegionFigures) -> str:
    """Regencies with figures, no names."""
    known = [v for v in figures.villages if v.active or v.target or v.proposed]
    return _(
        "%(area)s: %(active)s peserta aktif di %(n)s kabupaten dan kota yang memakai Payung. "
        "Pada tingkat provinsi hanya angka yang ditampilkan, tanpa nama."
    ) % {
        "area": figures.area.title, "active": angka(figures.total("active")),
        "n": angka(len(known)),
    }  # fmt: skip


def of_lapsing(figures: RegionFigures) -> str:
    """Who loses cover within thirty days; '' when nobody does."""
    if not figures.lapsing:
        return ""
    due = _unpaid(figures.lapsing_due)
    villages = sum(1 for v in figures.villages if v.lapsing)
    if len(figures.villages) == 1:
        return _(
            "%(people)s orang kehilangan perlindungan dalam 30 hari bila %(due)s tidak dibayar."
        ) % {"people": angka(figures.lapsing), "due": due}
    if figures.area.level == Area.Level.PROVINCE:
        return _(
            "%(people)s orang di %(regencies)s kabupaten atau kota kehilangan perlindungan "
            "dalam 30 hari bila %(due)s tidak dibayar."
        ) % {"people": angka(figures.lapsing), "regencies": angka(villages), "due": due}
    return _(
        "%(people)s orang di %(villages)s desa atau kelurahan kehilangan perlindungan "
        "dalam 30 hari bila %(due)s tidak dibayar."
    ) % {"people": angka(figures.lapsing), "villages": angka(villages), "due": due}


def _unpaid(due: int | None) -> str:
    """The late contributions with their sum, where it was added up."""
    if not due:
        return _("iuran yang terlambat")
    return _("iuran yang terlambat sebesar %(amount)s") % {"amount": rupiah(due)}


def of_village(village: VillageFigures, title: str, settled: Month | None) -> str:
    """“Desa Kewar: 104 peserta aktif (target minimal 100), lunas s.d. Juni 2026.”"""
    target = (
        _("target minimal %(n)s") % {"n": angka(village.target)}
        if village.target
        else _("target minimal belum diisi")
    )
    told = {"name": title, "active": angka(village.active), "target": target}
    if village.active == village.active_bpu:
        head = _("%(name)s: %(active)s peserta aktif (%(target)s)") % told
    else:
        told["bpu"] = angka(village.active_bpu)
        head = _("%(name)s: %(active)s peserta aktif, %(bpu)s pekerja rentan (%(target)s)") % told
    if settled is None:
        return f"{head}."
    return _("%(head)s, lunas s.d. %(month)s.") % {"head": head, "month": bulan(settled)}


NAMES = {
    "usul": gettext_noop("%(n)s nama diusulkan desa dalam daftar %(year)s."),
    "layak": gettext_noop("%(n)s nama dalam daftar %(year)s memenuhi syarat."),
    "tetap": gettext_noop("%(n)s nama dalam daftar %(year)s ditetapkan dengan keputusan."),
    "aktif": gettext_noop(
        "%(n)s orang terlindungi pada %(day)s: iurannya sudah diterima BPJS dan belum gugur."
    ),
    "gugur": gettext_noop(
        "%(n)s orang kehilangan perlindungan dalam 30 hari bila iuran yang terlambat tidak dibayar."
    ),
}


def of_names(stage: str, count: int, capped: bool, year: int, on: dt.date) -> str:
    """How many names a list of names holds, and what they have in common."""
    heads = _("Lebih dari %(n)s") % {"n": angka(count)} if capped else angka(count)
    return _(NAMES[stage]) % {"n": heads, "year": year, "day": tanggal(on)}


@dataclass(frozen=True, slots=True)
class ShareLine:
    """Universal coverage of one segment, never without source and date."""

    label: str
    share: Share
    told: str


def of_shares(figures: RegionFigures) -> list[ShareLine]:
    """Coverage by segment where the region's denominators are set."""
    return [
        ShareLine(
            str(_(SEGMENTS[share.name])),
            share,
            _("%(active)s dari %(workers)s pekerja; penyebut: %(source)s, berlaku %(day)s") % {
                "active": angka(share.part), "workers": angka(share.whole),
                "source": share.source, "day": tanggal(share.as_of) if share.as_of else "–",
            },
        )
        for share in figures.shares
    ]  # fmt: skip
