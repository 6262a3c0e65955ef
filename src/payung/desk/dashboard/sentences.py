"""The one sentence that answers a page's question."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.ui.format import angka
from payung.programme.membership.figures import RegionFigures, VillageFigures


def of_region(figures: RegionFigures) -> str:
    """How many are covered, beside which target, and where it falls short."""
    active, target = figures.total("active"), figures.total("target")
    if not target:
        return _("%(area)s: %(active)s peserta aktif; target minimal %(year)s belum diisi.") % {
            "area": figures.area.title, "active": angka(active), "year": figures.year,
        }  # fmt: skip
    short = len(figures.below_target)
    head = _("%(area)s: %(active)s peserta aktif dari target minimal %(target)s pada %(year)s.") % {
        "area": figures.area.title, "active": angka(active), "target": angka(target),
        "year": figures.year,
    }  # fmt: skip
    return f"{head} {_below(short)}".strip()


def _below(short: int) -> str:
    if not short:
        return _("Semua desa dan kelurahan mencapai target.")
    return ngettext(
        "%(n)s desa atau kelurahan belum mencapai target.",
        "%(n)s desa atau kelurahan belum mencapai target.",
        short,
    ) % {"n": angka(short)}


def of_lapsing(figures: RegionFigures) -> str:
    """Who loses cover within thirty days; '' when nobody does."""
    if not figures.lapsing:
        return ""
    villages = sum(1 for v in figures.villages if v.lapsing)
    return _(
        "%(people)s orang di %(villages)s desa atau kelurahan kehilangan perlindungan "
        "dalam 30 hari bila iuran berikutnya tidak dibayar."
    ) % {"people": angka(figures.lapsing), "villages": angka(villages)}


def of_village(village: VillageFigures, title: str) -> str:
    """The village's own line."""
    if not village.target:
        return _("%(name)s: %(active)s peserta aktif; target minimal belum diisi.") % {
            "name": title, "active": angka(village.active),
        }  # fmt: skip
    return _("%(name)s: %(active)s peserta aktif (target minimal %(target)s).") % {
        "name": title, "active": angka(village.active), "target": angka(village.target),
    }  # fmt: skip
