"""A `Sheet` of the programme as the page tells it: sentences, facts, tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.territory.actor import Actor, Right
from payung.base.ui.cover import CoverBar, Track
from payung.base.ui.cover import Event as Mark
from payung.base.ui.format import angka, language, rupiah, tanggal, waktu
from payung.base.ui.table import Cell, Column, State, Table
from payung.core.calendar import Month
from payung.core.coverage import State as CoverState
from payung.core.drawing.timeline import Kind, Span
from payung.programme.claims.clocks import Clock
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.queries import Sheet
from payung.programme.claims.states import SENT, Step, steps_from
from payung.programme.claims.who import may

S = Claim.State
MARKS: dict[str, str] = {
    S.PREPARED: "warning", S.GATHERING: "info", S.SUBMITTED: "info", S.ASKED: "warning",
    S.APPROVED: "success", S.REFUSED: "danger", S.APPEALED: "warning", S.PAID: "success",
    S.HANDED_OVER: "success", S.WITHDRAWN: "",
}  # fmt: skip
CELLS: dict[str, State | None] = {
    S.PREPARED: "warning", S.ASKED: "warning", S.REFUSED: "danger", S.APPEALED: "warning",
    S.APPROVED: "success", S.PAID: "success", S.HANDED_OVER: "success", S.GATHERING: None,
    S.SUBMITTED: None, S.WITHDRAWN: None,
}  # fmt: skip
PARTS = {
    "santunan": gettext_lazy("Santunan"),
    "berkala": gettext_lazy("Santunan berkala, dibayar sekaligus"),
    "pemakaman": gettext_lazy("Biaya pemakaman"),
    "stmb": gettext_lazy("Pengganti upah selama tidak mampu bekerja"),
    "balance": gettext_lazy("Saldo"),
    "monthly": gettext_lazy("Pensiun sebulan"),
    "lump_sum": gettext_lazy("Dibayar sekaligus"),
    "months_1_3": gettext_lazy("Bulan ke-1 sampai ke-3"),
    "months_4_6": gettext_lazy("Bulan ke-4 sampai ke-6"),
}
BY_HAND = {
    Step.ASK: gettext_lazy("Catat pertanyaan BPJS"),
    Step.ANSWER: gettext_lazy("Jawab pertanyaan BPJS"),
    Step.APPROVE: gettext_lazy("Catat persetujuan BPJS"),
    Step.REFUSE: gettext_lazy("Catat penolakan BPJS"),
    Step.APPEAL: gettext_lazy("Ajukan keberatan"),
    Step.PAY: gettext_lazy("Catat pembayaran BPJS"),
    Step.HAND_OVER: gettext_lazy("Catat serah terima"),
    Step.WITHDRAW: gettext_lazy("Tarik klaim"),
}


def left(clock: Clock) -> str:
    """How long is left, in hours below three days, else in days."""
    hours = clock.hours_left()
    if hours < 0:
        return _("lewat %(n)s hari") % {"n": angka(-hours // 24)} if hours <= -24 else _("lewat")
    if hours < 72:
        return _("sisa %(n)s jam") % {"n": angka(hours)}
    return _("sisa %(n)s hari") % {"n": angka(hours // 24)}


def sentence(sheet: Sheet) -> str:
    """The claim in one sentence: papers, the next clock, the family's sum."""
    event = sheet.event
    if event.dismissed_at is not None:
        return _("Dinyatakan tidak benar oleh %(name)s: %(why)s") % {
            "name": event.dismissed_by_name, "why": event.dismissed_reason,
        }  # fmt: skip
    if event.waiting:
        return _(
            "Daftar menyebut kejadian ini; menunggu petugas membenarkan atau menolaknya. Perkiraan "
            "hak keluarga %(sum)s."
        ) % {"sum": rupiah(sheet.total)}
    states = {c.state for c in sheet.live}
    if states and states <= {S.PAID, S.HANDED_OVER}:
        return _("Dibayar %(sum)s%(where)s.") % {
            "sum": rupiah(sheet.paid),
            "where": _(" dan diterima keluarga") if states == {S.HANDED_OVER} else "",
        }
    parts = (_answered(sheet), _papers(sheet), _next(sheet), _right(sheet))
    return " ".join(part for part in parts if part)


def _answered(sheet: Sheet) -> str:
    """What BPJS said, or since when its answer is waited for."""
    said = []
    for claim in sheet.live:
        name = {"programme": claim.get_programme_display()}
        if claim.state == S.REFUSED:
            said.append(_("BPJS menolak %(programme)s; keberatan masih dapat diajukan.") % name)
        elif claim.state == S.APPEALED:
            said.append(_("Keberatan atas penolakan %(programme)s menunggu BPJS.") % name)
        elif claim.state == S.ASKED:
            said.append(_("BPJS bertanya tentang %(programme)s; jawab dari halaman ini.") % name)
        elif claim.state == S.APPROVED:
            said.append(_("BPJS menyetujui %(programme)s; uangnya belum dibayar.") % name)
        elif claim.state == S.SUBMITTED and claim.submission is not None:
            day = {"day": tanggal(claim.submission.sent_on)}
            said.append(_("%(programme)s dikirim %(day)s; menunggu BPJS.") % (name | day))
    return " ".join(said)


def _papers(sheet: Sheet) -> str:
    if not sheet.live:
        return _("Belum ada klaim yang dibuka.")
    if all(claim.state in SENT for claim in sheet.live):
        return ""
    here, all_ = sum(line.here for line in sheet.papers), len(sheet.papers)
    return _("Berkas lengkap %(here)s dari %(all)s.") % {"here": here, "all": all_}


def _next(sheet: Sheet) -> str:
    clock = sheet.next_clock
    if clock is None:
        return ""
    return _("%(title)s: %(left)s.") % {"title": clock.title, "left": left(clock)}


def _right(sheet: Sheet) -> str:
    if not sheet.total and any(c.unreckoned for c in sheet.live):
        return _("Jumlahnya belum dapat dihitung.")
    whose = _("keluarga") if sheet.event.fatal else _("peserta")
    more = ""
    if sheet.scholarship:
        more = _(" dan beasiswa hingga %(sum)s") % {"sum": rupiah(sheet.scholarship)}
    return _("Perkiraan hak %(whose)s %(sum)s%(more)s (keputusan pada BPJS).") % {
        "whose": whose, "sum": rupiah(sheet.total), "more": more,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One claim as its card shows it."""

    claim: Claim
    mark: str
    parts: list[tuple[str, int]]
    steps: list[tuple[str, str]]
    reasons: list[str]
    still: str
    history: list[tuple[str, str, str, str]]
    confidence: str
    unreckoned: str
    unreckoned_lang: str


def cards(sheet: Sheet, actor: Actor) -> list[Shown]:
    """The claims of an event with what the actor may do now."""
    return [_card(sheet, claim, actor) for claim in sheet.claims]


def _card(sheet: Sheet, claim: Claim, actor: Actor) -> Shown:
    said = claim.estimate or {}
    still = sheet.still[claim.pk]
    lang = language()
    told = ""
    if still.level:
        who = _("camat") if still.level == "camat" else _("DPMD")
        told = _("Tidak bergerak %(n)s hari: dinaikkan kepada %(who)s.") % {
            "n": still.days, "who": who,
        }  # fmt: skip
    health = actor.may(Right.VIEW_HEALTH, claim.village_id)
    return Shown(
        claim, MARKS[claim.state],
        [(str(PARTS.get(name, name)), value) for name, value in said.get("parts", {}).items()],
        _steps(claim, actor),
        [step[f"sentence_{lang}"] for step in said.get("steps", [])],
        told,
        [
            (waktu(s.at), str(S(s.to_state).label), s.by_name, s.note if health or
             s.step not in ("ask", "answer") else "")
            for s in claim.steps.all()
        ],
        said.get("confidence", ""),
        *_unreckoned(claim, lang),
    )  # fmt: skip


def _unreckoned(claim: Claim, lang: str) -> tuple[str, str]:
    """Why there is no sum, and the language in which that can be said."""
    if not claim.unreckoned:
        return "", lang
    said = _(claim.unreckoned)
    return said, "id" if said == claim.unreckoned else lang


def _steps(claim: Claim, actor: Actor) -> list[tuple[str, str]]:
    return [
        (str(BY_HAND[step]), reverse("claims:step", args=[claim.pk, step]))
        for step in steps_from(claim.state)
        if step in BY_HAND and may(actor, claim, step)
    ]


def clock_table(sheet: Sheet) -> Table:
    """Deadlines with what lateness means."""

    def state(clock: Clock) -> Cell:
        if clock.done:
            return Cell(_("selesai"), "success")
        hours = clock.hours_left()
        return Cell(left(clock), "danger" if hours < 0 else "warning" if hours < 72 else None)

    return Table(
        [
            Column("title", _("Tenggat"), header=True),
            Column("left", _("Sisa"), value=state),
            Column("due", _("Sampai"), "time"),
            Column("consequence", _("Akibat bila lewat")),
            Column(
                "ground", _("Dasar"),
                value=lambda c: Cell(c.reference, None, _sure(c.confidence)),
            ),
        ],
        sheet.clocks,
        caption=_("Tenggat"),
        cards=True,
        empty=_("Tidak ada tenggat yang berjalan."),
    )  # fmt: skip


def _sure(confidence: str) -> str | None:
    return {"low": _("keyakinan rendah"), "medium": _("keyakinan sedang")}.get(confidence)


def paper_table(sheet: Sheet, actor: Actor) -> Table:
    """The checklist; papers about the body can be opened only with the right."""
    event = sheet.event
    health = actor.may(Right.VIEW_HEALTH, event.village_id)

    def state(line: Any) -> Cell:
        if line.here:
            return Cell(_("ada"), "success", _("%(n)s berkas") % {"n": len(line.papers)})
        days = line.waiting_days
        since = _("menunggu %(n)s hari") % {"n": days} if days else _("sejak hari ini")
        return Cell(_("belum"), "warning", since)

    def address(line: Any) -> str | None:
        if line.kind.health and not health:
            return None
        return reverse("claims:paper", args=[event.pk, line.kind.code])

    return Table(
        [
            Column("title", _("Berkas"), header=True, value=lambda x: x.kind.title, link=address),
            Column("state", _("Keadaan"), value=state),
            Column("purpose", _("Untuk"), value=lambda x: x.kind.purpose),
            Column("who", _("Yang mengurus"), value=lambda x: x.kind.who),
            Column("office", _("Di"), value=lambda x: x.kind.office),
        ],
        sheet.papers,
        caption=_("Daftar berkas"),
        cards=True,
        empty=_("Belum ada klaim yang dibuka."),
    )


def heir_table(sheet: Sheet) -> Table:
    """Heirs by rank, the payee marked."""

    def state(row: Any) -> Cell:
        if row.heir.payee:
            return Cell(_("penerima"), "success", row.heir.power_paper or None)
        if not row.heir.alive:
            return Cell(_("sudah meninggal"))
        return Cell(_("berhak") if row.entitled else _("urutan berikutnya"))

    return Table(
        [
            Column("name", _("Nama"), header=True, value=lambda r: r.heir.name,
                   link=lambda r: reverse("claims:payee", args=[sheet.event.pk, r.heir.pk])),
            Column("relation", _("Hubungan"), value=lambda r: r.heir.get_relation_display()),
            Column("rank", _("Urutan"), "number"),
            Column("state", _("Keadaan"), value=state),
            Column("guardian", _("Wali"), value=lambda r: r.heir.guardian if r.minor else ""),
            Column("source", _("Menurut"), value=lambda r: r.heir.get_source_display()),
        ],
        sheet.heirs,
        caption=_("Ahli waris"),
        cards=True,
        empty=_("Belum ada ahli waris yang dicatat."),
    )  # fmt: skip


_SPANS: dict[CoverState, Kind] = {
    CoverState.COVERED: "paid", CoverState.PLANNED: "planned", CoverState.IN_GRACE: "grace",
    CoverState.LAPSED: "gap",
}  # fmt: skip


def bar(sheet: Sheet) -> CoverBar | None:
    """Every registration's months as known on the day, with the event as a mark."""
    day = Month.of(sheet.event.occurred_on)
    tracks = [
        Track(c.membership.get_segment_display(), _spans(c.states))
        for c in sheet.covers
        if c.states
    ]
    months = [m for c in sheet.covers for m in c.states]
    if not tracks or day < min(months):
        return None
    mark = Mark(sheet.event.occurred_on, sheet.event.get_kind_display())
    last = max(day, *months)
    return CoverBar(sheet.event.person.name, tracks, min(months), last, [mark], None)


def _spans(states: Mapping[Month, CoverState]) -> tuple[Span, ...]:
    found: list[Span] = []
    for month, state in states.items():
        kind = _SPANS.get(state)
        if kind is None:
            continue
        if found and found[-1].kind == kind and month - found[-1].last == 1:
            found[-1] = Span(found[-1].first, month, kind)
        else:
            found.append(Span(month, month, kind))
    return tuple(found)


def facts_of(sheet: Sheet) -> list[tuple[str, Any]]:
    """The summary of an event."""
    event = sheet.event
    when = tanggal(event.occurred_on)
    if event.occurred_at:
        when += f", {event.occurred_at:%H.%M}"
    listed = [
        (_("Kejadian"), event.get_kind_display()),
        (_("Tanggal"), when),
        (_("Desa"), event.village.title),
        (_("Tempat kejadian"), event.place or "–"),
        (_("Dilaporkan"), _("%(who)s, %(when)s") % {"who": event.by_name, "when": waktu(event.at)}),
    ]
    if event.confirmed_at:
        listed.append(
            (_("Dibenarkan"),
             _("%(who)s, %(when)s") % {"who": event.confirmed_by_name,
                                       "when": waktu(event.confirmed_at)})
        )  # fmt: skip
    if event.source:
        listed.append((_("Sumber"), event.source))
    if event.fatal and (known := getattr(event.person, "death", None)) is not None:
        told = {"day": tanggal(known.on), "source": known.source}
        listed.append((_("Dalam data penduduk"), _("meninggal %(day)s; %(source)s") % told))
    if event.notified_at:
        listed.append((_("Dilaporkan ke BPJS"), waktu(event.notified_at)))
    return listed


def event_table(rows: Iterable[Event]) -> Table:
    """Events with where their claims stand."""

    def state(event: Event) -> Cell:
        if event.dismissed_at is not None:
            return Cell(_("Dinyatakan tidak benar"))
        if event.waiting:
            return Cell(_("Menunggu konfirmasi"), "warning", event.source)
        claims = [c for c in event.claims.all() if c.state != S.WITHDRAWN]
        if not claims:
            return Cell(_("Tidak terlindungi pada hari itu"), "danger")
        first = min(claims, key=lambda c: list(S).index(S(c.state)))
        return Cell(first.get_state_display(), CELLS[first.state])

    def programmes(event: Event) -> str:
        return ", ".join(c.get_programme_display() for c in event.claims.all())

    return Table(
        [
            Column("name", _("Nama"), header=True, value=lambda e: e.person.name,
                   link=lambda e: reverse("claims:event", args=[e.pk])),
            Column("village", _("Desa"), value=lambda e: e.village.title),
            Column("kind", _("Kejadian"), value=lambda e: e.get_kind_display()),
            Column("occurred_on", _("Tanggal"), "date"),
            Column("programmes", _("Program"), value=programmes),
            Column("state", _("Keadaan"), value=state),
            Column("total", _("Perkiraan"), "rupiah",
                   value=lambda e: sum(c.total or 0 for c in e.claims.all()
                                       if c.state != S.WITHDRAWN) or None),
        ],
        rows,
        caption=_("Klaim"),
        cards=True,
        empty=_("Belum ada kejadian yang dilaporkan."),
    )  # fmt: skip


def options(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Claims as choices of a form."""
    return [
        (
            str(c.pk),
            _("%(name)s – %(village)s – %(programme)s %(segment)s, %(sum)s")
            % {
                "name": c.event.person.name, "village": c.event.village.title,
                "programme": c.get_programme_display(),
                "segment": c.membership.get_segment_display(),
                "sum": rupiah(c.total) if c.total is not None else _("belum dihitung"),
            },
        )
        for c in claims
    ]  # fmt: skip


def today() -> dt.date:
    """Today, local."""
    return timezone.localdate()
