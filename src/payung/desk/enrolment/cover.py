"""A member's cover as a page shows it: sentences, bar, months, facts, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.queries import InForce, all_in_force
from payung.base.ui import format as fmt
from payung.base.ui.cover import CoverBar, Event, Track
from payung.base.ui.paging import Sort
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Lang, Month
from payung.core.coverage import (
    JkmAmounts,
    Standing,
    State,
    Told,
    jkm_amounts,
    month_states,
    standing,
    tell,
)
from payung.core.drawing.timeline import Kind, Span
from payung.programme.membership.models import CoverMonth, ExportLine, Membership
from payung.programme.membership.queries import cover_facts, cover_rules, payer_of
from payung.programme.membership.signs import signs_of

SETTINGS = ("grace_months", "grace_basis", "jkm_clock", "jkm_clock_scope")
_KINDS: dict[State, Kind] = {
    State.COVERED: "paid", State.PLANNED: "planned", State.IN_GRACE: "grace", State.LAPSED: "gap",
}  # fmt: skip
MARKS = {
    State.COVERED: "success", State.IN_GRACE: "warning", State.LAPSED: "danger",
    State.PLANNED: None, State.ENDED: None,
}  # fmt: skip


def word_of(state: State) -> str:
    """A state in a word."""
    return {
        State.COVERED: _("Terlindungi"),
        State.IN_GRACE: _("Masa tenggang"),
        State.LAPSED: _("Tidak terlindungi"),
        State.PLANNED: _("Direncanakan"),
        State.ENDED: _("Berakhir"),
    }[state]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What the page of one membership shows."""

    now: Standing
    told: Told
    clock: str
    bar: CoverBar | None
    months: Table
    answers: list[ExportLine]
    rules: list[tuple[str, InForce]]
    amounts: JkmAmounts | None


def member_page(row: Membership, on: date, lang: Lang) -> MemberPage:
    """Everything about one membership on a day; six statements."""
    facts, rules = cover_facts([row])[row.pk], cover_rules(row.village_id, on)
    now, amounts = standing(facts, rules, on), jkm_amounts(on)
    months = list(row.months.select_related("fund", "posting").order_by("month"))
    states = month_states(facts, rules, on)
    decided = all_in_force(SETTINGS, area=row.village_id, on=on)
    return MemberPage(
        now=now,
        told=tell(now, row.person.name, amounts.stakes if amounts else None, lang),
        clock=_clock(now, lang),
        bar=_bar(row, months, states, now, on),
        months=_month_table(months, states),
        answers=list(row.exports.select_related("export").order_by("-pk")),
        rules=[(str(CATALOGUE[code].title), decided[code]) for code in SETTINGS],
        amounts=amounts,
    )


def _clock(now: Standing, lang: Lang) -> str:
    clock = now.clock
    if clock is None:
        return _("Belum berjalan.")
    if not now.active:
        return _("Mulai dari awal bila perlindungan berjalan lagi.")
    if clock.full_from == clock.started:
        return _("Tidak berlaku bagi peserta ini.")
    day = fmt.tanggal(clock.full_from, lang)
    if clock.served(now.on):
        return _("Sudah lewat sejak %(day)s.") % {"day": day}
    return _("Manfaat penuh mulai %(day)s, %(left)s hari lagi.") % {
        "day": day, "left": clock.days_left(now.on),
    }  # fmt: skip


def _bar(
    row: Membership, months: list[CoverMonth], states: Mapping[Month, State], now: Standing,
    on: date,
) -> CoverBar | None:  # fmt: skip
    if not states:
        return None
    payers = {month.month: payer_of(month.fund, row.village) for month in months}
    spans: dict[str, list[Span]] = {}
    payer = payers[months[0].month] if months else _("Belum ada dana")
    for month, state in states.items():
        payer = payers.get(month, payer)
        if (kind := _KINDS.get(state)) is not None:
            _extend(spans.setdefault(payer, []), month, kind)
    tracks = [Track(name, tuple(found)) for name, found in spans.items()]
    events = [Event(row.since, _("Didaftarkan"))]
    if row.ended_on is not None:
        events.append(Event(row.ended_on, _("Berakhir")))
    if now.clock is not None and now.clock.full_from > now.clock.started:
        events.append(Event(now.clock.full_from, _("JKM penuh")))
    inside = [e for e in events if min(states) <= Month.of(e.on) <= max(states)]
    today = on if min(states) <= Month.of(on) <= max(states) else None
    return CoverBar(row.person.name, tracks, min(states), max(states), inside, today)


def _extend(spans: list[Span], month: Month, kind: Kind) -> None:
    if spans and spans[-1].kind == kind and month - spans[-1].last == 1:
        spans[-1] = Span(spans[-1].first, month, kind)
    else:
        spans.append(Span(month, month, kind))


def _month_table(months: list[CoverMonth], states: Mapping[Month, State]) -> Table:
    def state(row: CoverMonth) -> Cell:
        found = states[row.month]
        return Cell(word_of(found), MARKS[found])  # type: ignore[arg-type]

    return Table(
        [
            Column("month", _("Bulan"), "month", header=True, value=lambda m: str(m.month)),
            Column("state", _("Keadaan"), value=state),
            Column("amount", _("Iuran"), "rupiah"),
            Column(
                "paid", _("Diterima BPJS"), "date",
                value=lambda m: m.posting.paid_on if m.posting else None,
            ),
            Column("proof", _("Bukti"), value=lambda m: m.posting.reference if m.posting else ""),
            Column("fund", _("Dana"), value=lambda m: m.fund.name),
        ],
        months,
        caption=_("Bulan perlindungan"),
        sums={"amount": sum(m.amount for m in months)},
        empty=_("Belum ada bulan yang direncanakan."),
    )  # fmt: skip


def facts_of(row: Membership, page: MemberPage, *, identity: bool) -> list[tuple[str, object]]:
    """The summary of a membership; the KPJ only for who may see identities."""
    kpj = _("belum ada")
    if row.kpj_index:
        kpj = str(row.kpj) if identity else _("tercatat")
    listed: list[tuple[str, object]] = [
        (_("Desa"), row.village.title),
        (_("Segmen"), row.get_segment_display()),
        (_("KPJ"), kpj),
        (_("Terdaftar sejak"), fmt.tanggal(row.since)),
        (_("Iuran tercatat sampai"), _paid(page.now)),
        (_("Masa tunggu JKM"), page.clock),
    ]
    if row.employer is not None:
        listed.insert(2, (_("Pemberi kerja (NPP)"), f"{row.employer.name} ({row.employer.npp})"))
    if row.replaces is not None:
        listed.append((_("Menggantikan"), row.replaces.person.name))
    if row.ended_on is not None:
        listed.append((_("Dasar pengakhiran"), row.end_paper))
    return listed


def _paid(now: Standing) -> str:
    return fmt.bulan(str(now.paid_through)) if now.paid_through and now.clock else fmt.NONE


def member_table(
    rows: Iterable[Membership], now: Mapping[int, Standing], sort: Sort, params: QueryDict,
    *, born_by: date,
) -> Table:  # fmt: skip
    """Members with where each stands, and what the register says that does not fit."""

    def signs(row: Membership) -> Cell:
        found = [str(sign.label) for sign in signs_of(row, born_by)]
        return Cell("; ".join(found), "warning" if found else None)

    def state(row: Membership) -> Cell:
        found = now[row.pk]
        return Cell(word_of(found.state), MARKS[found.state], _note(found))  # type: ignore[arg-type]

    return Table(
        [
            Column("nama", _("Nama"), header=True, sortable=True, value=lambda m: m.person.name,
                   link=lambda m: reverse("enrolment:member", args=[m.pk])),
            Column("village", _("Desa"), value=lambda m: m.village.title),
            Column("segment", _("Segmen"), value=lambda m: m.get_segment_display()),
            Column("kpj", _("KPJ"), value=lambda m: _("ada") if m.kpj_index else _("belum")),
            Column("state", _("Keadaan"), value=state),
            Column("signs", _("Menurut data warga"), value=signs),
        ],
        rows,
        caption=_("Peserta"),
        cards=True,
        sort=sort,
        params=params,
        empty=_("Tidak ada peserta yang cocok."),
    )  # fmt: skip


def _note(now: Standing) -> str | None:
    """The day that matters most in a state."""
    said = {
        State.COVERED: (_("sampai %(day)s"), now.covered_until),
        State.IN_GRACE: (_("gugur %(day)s bila tidak dibayar"), now.lapses_on),
        State.LAPSED: (_("sejak %(day)s"), now.since),
    }
    words, day = said.get(now.state, ("", None))
    return words % {"day": fmt.tanggal(day)} if day else None
