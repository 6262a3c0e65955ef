"""Cover on the day of an event: every registration of the person, in one sentence each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from payung.base.ui.format import bulan, language, rupiah, tanggal
from payung.core.calendar import Month, runs_label
from payung.core.coverage import (
    CoverFacts,
    CoverRules,
    Standing,
    State,
    Why,
    jkm_is_full,
    month_states,
    standing,
)
from payung.programme.claims.models import Event
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.membership.queries import cover_facts, cover_rules


@dataclass(frozen=True, slots=True)
class Cover:
    """One membership on the day. `arrears` is what must still be paid, in rupiah, by `pay_by`.

    `months` counts months received up to the event; `owed` the unpaid ones that may still be paid.
    `base` is the wage or income reported for the month, rupiah.
    """

    membership: Membership
    now: Standing
    months: int
    owed: tuple[Month, ...]
    arrears: int
    base: int | None
    programmes: tuple[str, ...]
    full: bool | None
    states: Mapping[Month, State]

    @property
    def active(self) -> bool:
        """Whether the membership covers the event: paid, or within the grace."""
        return self.now.active

    @property
    def since(self) -> dt.date | None:
        """First day of the spell of cover that holds the event."""
        return self.now.clock.started if self.now.clock else None

    @property
    def pay_by(self) -> dt.date | None:
        """Last day to pay the arrears without losing the cover."""
        lapses = self.now.lapses_on
        return lapses - dt.timedelta(days=1) if lapses and self.owed else None


def covers_on(person_id: int, on: dt.date, known_on: dt.date | None = None) -> list[Cover]:
    """Every membership of a person as it stood on a day, with what is known on another (today).

    Arrears paid within the grace rescue the days before they came, also after the event.
    Four statements and one more a village.
    """
    rows = Membership.objects.filter(person_id=person_id).select_related("village", "employer")
    return covers_for([(row, on) for row in rows], known_on)


def covers_of(event: Event) -> list[Cover]:
    """The same for an event; its claims are on those that are active."""
    return covers_on(event.person_id, event.occurred_on)


def covers_for(
    wanted: Sequence[tuple[Membership, dt.date]], known_on: dt.date | None = None
) -> list[Cover]:
    """Many memberships, each on its own day; two statements and one for each village and day."""
    known = known_on or timezone.localdate()
    rows = [row for row, _ in wanted]
    facts = cover_facts(rows)
    planned: dict[int, dict[Month, CoverMonth]] = defaultdict(dict)
    for month in CoverMonth.objects.filter(membership__in=rows):
        planned[month.membership_id][month.month] = month
    rules: dict[tuple[str, dt.date], CoverRules] = {}
    found = []
    for row, on in wanted:
        place = (row.village_id, on)
        if place not in rules:
            rules[place] = cover_rules(*place)
        now = standing(facts[row.pk], rules[place], on, max(on, known))
        found.append(_cover(row, facts[row.pk], now, planned[row.pk], rules[place]))
    return found


def _cover(
    row: Membership, facts: CoverFacts, now: Standing, planned: dict[Month, CoverMonth],
    rules: CoverRules,
) -> Cover:  # fmt: skip
    month = Month.of(now.on)
    owed = tuple(m for m in now.unpaid if m <= month) if now.active else ()
    near = max((m for m in planned if m <= month), default=min(planned, default=None))
    last = planned[near] if near is not None else None
    return Cover(
        row,
        now,
        sum(1 for r in facts.receipts if r.month <= month),
        owed,
        sum(planned[m].amount if m in planned else (last.amount if last else 0) for m in owed),
        last.base if last else None,
        tuple(last.programmes.split(",")) if last else (),
        jkm_is_full(now.clock, now.on) if now.clock else None,
        month_states(facts, rules, now.on),
    )


def told(cover: Cover) -> str:
    """Cover in one sentence, and what can still be done."""
    row, now = cover.membership, cover.now
    facts = {
        "day": tanggal(now.on),
        "segment": row.get_segment_display(),
        "payer": now.payer or row.village.title,
        "months": cover.months,
    }
    match now.state:
        case State.COVERED:
            said = gettext(
                "Pada %(day)s terlindungi sebagai %(segment)s, dibayar %(payer)s; "
                "%(months)s bulan iuran tercatat."
            )
        case State.IN_GRACE:
            said = gettext(
                "Pada %(day)s masih dalam masa tenggang sebagai %(segment)s; %(months)s bulan "
                "iuran tercatat."
            )
        case State.LAPSED:
            facts["since"] = tanggal(now.lapses_on)
            said = gettext(
                "Pada %(day)s tidak terlindungi sebagai %(segment)s: gugur sejak %(since)s."
            )
        case State.ENDED:
            facts["since"] = tanggal(now.since)
            said = gettext(
                "Pada %(day)s bukan lagi peserta %(segment)s: kepesertaan berakhir sebelum "
                "%(since)s."
            )
        case _:
            said = gettext("Pada %(day)s perlindungan sebagai %(segment)s belum mulai.")
    return " ".join(part for part in (said % facts, _clock(cover), _mend(cover)) if part)


def _clock(cover: Cover) -> str:
    clock = cover.now.clock
    if not cover.active or clock is None or "jkm" not in cover.programmes:
        return ""
    if cover.full:
        return gettext("Masa tunggu JKM sudah lewat: manfaat penuh.")
    return gettext("Masa tunggu JKM baru selesai %(day)s: manfaat hanya biaya pemakaman.") % {
        "day": tanggal(clock.full_from)
    }


def _mend(cover: Cover) -> str:
    if cover.now.state is State.COVERED and cover.now.why is Why.NOT_DUE:
        return ""
    if cover.owed and cover.pay_by is not None:
        if timezone.localdate() <= cover.pay_by:
            return gettext(
                "Yang masih dapat dilakukan: lunasi iuran %(months)s (%(amount)s) paling lambat "
                "%(day)s, juga sesudah kejadian; tanpa itu klaim dapat ditolak."
            ) % {
                "months": runs_label(cover.owed, language()),
                "amount": rupiah(cover.arrears),
                "day": tanggal(cover.pay_by),
            }
        return gettext(
            "Iuran %(months)s belum tercatat dan batas %(day)s sudah lewat: periksa bukti bayar "
            "di desa, lalu minta BPJS mencatatnya."
        ) % {"months": runs_label(cover.owed, language()), "day": tanggal(cover.pay_by)}
    if cover.now.state is State.LAPSED:
        last = bulan(cover.now.paid_through) if cover.now.paid_through else "–"
        return gettext(
            "Iuran terakhir yang tercatat: %(last)s. Yang masih dapat dilakukan: cari bukti bayar "
            "yang belum tercatat; bila dana desa terlambat cair, mintalah BPJS memeriksanya."
        ) % {"last": last}
    return ""
