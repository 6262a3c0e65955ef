"""The radar and the hand-over as tables and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.base.ui.format import bulan, rupiah, tanggal
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Lang, runs_label
from payung.core.drawing import Bar, bars
from payung.desk.lapse.bridge import Span
from payung.desk.lapse.handover import Handover, Outcome
from payung.desk.lapse.radar import AGES, Ageing, Falling, Radar
from payung.desk.lapse.timetable import Dated
from payung.programme.funds.tranches import LABELS

URGENT_DAYS = 7
MOST_BARS = 20
KINDS: Final[dict[str, Literal["warning", "danger"]]] = {"3+": "warning", "lapsed": "danger"}


def _lang() -> Lang:
    return "en" if (get_language() or "id").startswith("en") else "id"


def picture(found: Radar) -> SafeString | str:
    """A bar for each village that lapses: heads, the most first."""
    heads: dict[str, list[int | str]] = {}
    for row in found.falling:
        held = heads.setdefault(row.village.code, [row.village.title, 0])
        held[1] = int(held[1]) + row.heads
    if len(heads) < 2:
        return ""
    order = sorted(heads.items(), key=lambda item: (-int(item[1][1]), item[0]))[:MOST_BARS]
    drawn = bars(
        [
            Bar(str(title), int(n), None, reverse("lapse:region", args=[code]))
            for code, (title, n) in order
        ],
        title=_("Peserta yang kehilangan perlindungan"),
        alt=_("{n} desa.").format(n=len(order)), unit="", lang=_lang(), width=720,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - SVG of core/drawing, which escapes every text


def falling_table(found: Radar) -> Table:
    """A row for each village, segment and day, the soonest first."""

    def left(row: Falling) -> Cell:
        days = row.days_left(found.on)
        return Cell(days, "danger" if days <= URGENT_DAYS else "warning")

    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda r: r.village.title,
                   link=lambda r: reverse("lapse:region", args=[r.village.code])),
            Column("segment", _("Segmen"), value=lambda r: r.segment.upper()),
            Column("heads", _("Orang"), "number"),
            Column("lapses_on", _("Gugur mulai"), "date",
                   value=lambda r: Cell(r.lapses_on, None, _coming(found, r))),
            Column("left", _("Hari lagi"), "number", value=left),
            Column("months", _("Belum diterima"), value=lambda r: runs_label(r.months, _lang())),
            Column("due", _("Harus dibayar"), "rupiah",
                   value=lambda r: Cell(r.due, None, _("belum semua dianggarkan"))
                   if r.unplanned else r.due),
            Column("funds", _("Dari dana"), value=lambda r: "; ".join(
                f"{one.fund} {rupiah(one.rupiah)}" for one in r.owed) or "–"),
            Column("stake", _("Dipertaruhkan"), "rupiah"),
            Column("call", _("Hubungi"),
                   value=lambda r: found.called.get(r.village.code) or "–"),
        ],
        found.falling, caption=_("Yang kehilangan perlindungan"), wide=True,
        empty=_("Tidak ada yang kehilangan perlindungan dalam waktu ini."),
        sums={"heads": found.heads, "due": found.due, "stake": found.stake},
    )  # fmt: skip


def _coming(found: Radar, row: Falling) -> str | None:
    """The village's next tranche, and that it comes after the lapse."""
    coming = found.coming.get(row.village.code)
    if coming is None:
        return None
    said = _("%(tranche)s cair %(day)s") % {"tranche": coming.label, "day": tanggal(coming.day)}
    return f"{said}, {_('sesudah gugur')}" if coming.day >= row.lapses_on else said


def ageing_table(found: Radar) -> Table:
    """Members of each village by unpaid months, the worst first."""
    titles = {
        "0": _("Lunas"), "1": _("1 bulan"), "2": _("2 bulan"), "3+": _("3 bulan atau lebih"),
        "lapsed": _("Gugur"),
    }  # fmt: skip

    def held(age: str) -> Callable[[Ageing], Cell]:
        return lambda row: Cell(row.heads[age], KINDS.get(age) if row.heads[age] else None)

    def harm(row: Ageing) -> tuple[int, ...]:
        return tuple(-row.heads[age] for age in reversed(AGES[1:]))

    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda r: r.village.title,
                   link=lambda r: reverse("lapse:region", args=[r.village.code])),
            *(Column(age, titles[age], "number", value=held(age)) for age in AGES),
        ],
        sorted(found.ageing, key=lambda row: (harm(row), row.village.code)),
        caption=_("Umur tunggakan: peserta menurut bulan yang belum diterima"),
        empty=_("Belum ada iuran yang diterima."),
        sums={age: sum(row.heads[age] for row in found.ageing) for age in AGES},
    )  # fmt: skip


def passing_table(found: Handover, outcome: Outcome) -> Table:
    """Members of the outgoing fund that fare alike."""
    captions = {
        Outcome.FALLS: _("Jatuh di antara dua dana: tidak ada yang membayar sesudahnya"),
        Outcome.GAP: _("Ada bulan kosong di antaranya"),
        Outcome.GOES_OVER: _("Beralih tanpa jeda, KPJ tetap"),
    }
    return Table(
        [
            Column("name", _("Nama"), header=True,
                   link=lambda p: reverse("enrolment:member", args=[p.membership])),
            Column("village", _("Desa")),
            Column("kpj", "KPJ", value=lambda p: _("ada") if p.has_kpj else _("belum ada")),
            Column("last", _("Dibayar dana lama sampai"), value=lambda p: bulan(p.last)),
            Column("first", _("Dibayar lagi mulai"),
                   value=lambda p: bulan(p.first) if p.first else "–"),
        ],
        found.of(outcome), caption=captions[outcome], empty=_("Tidak ada."), cards=True,
    )  # fmt: skip


def calendar_table(rows: Sequence[Dated]) -> Table:
    """A row for each village: the days of its money, and who lapses before the first."""

    def days(kind: str) -> Callable[[Dated], Cell]:
        def value(row: Dated) -> Cell:
            held = [t for t in row.tranches if t.kind == kind]
            if not held:
                return Cell(_("belum tercatat"), "warning")
            papers = ", ".join(dict.fromkeys(t.paper for t in held))
            return Cell("; ".join(f"{t.turn}: {tanggal(t.day)}" for t in held), None, papers)

        return value

    def lapse(row: Dated) -> Cell:
        if row.lapses_on is None:
            return Cell(_("tidak ada"), "success")
        return Cell(tanggal(row.lapses_on), "danger",
                    _("%(n)s hari sebelum cair") % {"n": row.days_short})  # fmt: skip

    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda r: r.village.title,
                   link=lambda r: reverse("lapse:calendar", args=[r.village.code])),
            *(Column(kind, LABELS[kind], value=days(kind)) for kind in LABELS),
            Column("lapse", _("Gugur sebelum cair"), value=lapse),
            Column("heads", _("Orang"), "number"),
        ],
        rows, caption=_("Kalender tahap"), empty=_("Tidak ada desa di wilayah ini."), wide=True,
        sums={"heads": sum(r.heads for r in rows)},
    )  # fmt: skip


def bridge_table(spans: Sequence[Span]) -> Table:
    """A row for each village and segment that lapses before its tranche."""
    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda s: s.village.title,
                   link=lambda s: reverse("lapse:region", args=[s.village.code])),
            Column("segment", _("Segmen"), value=lambda s: s.segment.upper()),
            Column("heads", _("Orang"), "number"),
            Column("lapses_on", _("Gugur mulai"), "date"),
            Column("tranche", _("Cair"),
                   value=lambda s: Cell(tanggal(s.tranche), None, s.paper or _("diketik"))),
            Column("days_short", _("Hari sebelum cair"), "number"),
            Column("months", _("Yang menjembatani"), value=lambda s: runs_label(s.months, _lang())),
            Column("rupiah", _("Rupiah"), "rupiah"),
            Column("carriers", _("Dana yang memuat bulan itu"),
                   value=lambda s: ", ".join(s.carriers)
                   or _("belum ada; SiLPA, dana lain, donatur")),
        ],
        spans, caption=_("Yang gugur sebelum tahap pertama cair"), empty=_("Tidak ada."), wide=True,
        sums={"heads": sum(s.heads for s in spans), "rupiah": sum(s.rupiah for s in spans)},
    )  # fmt: skip
