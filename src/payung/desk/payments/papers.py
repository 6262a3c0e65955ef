"""The papers of this room: the payment request and the minutes of reconciliation."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone, translation

from payung.base.journal.queries import journal_end
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.base.ui.format import bulan, waktu
from payung.core.calendar import Month
from payung.core.papers import Letterhead, Provenance, Signatory
from payung.core.papers.payment import PaymentForm, PaymentLine
from payung.core.papers.reconciliation import (
    ReconciledCell,
    ReconciledGap,
    ReconciliationForm,
)
from payung.programme.billing.models import ContributionCode, Difference, Payment, Reconciliation
from payung.programme.billing.queries import cells, differences
from payung.programme.billing.states import Chain, Step
from payung.programme.billing.wording import difference_sentence
from payung.programme.selection.decree_paper import letterhead_of, zone_of

SIGNERS = {
    Chain.VILLAGE: ("Kaur Keuangan", "Sekretaris Desa", "Kepala Desa"),
    Chain.DISTRICT: ("Bendahara Pengeluaran", "PPK-SKPD", "PA/KPA"),
    Chain.SPONSOR: ("Pengelola dana", "PA/KPA", "Kepala Dinas PMD"),
}
TITLES = {
    Chain.VILLAGE: "Surat permintaan pembayaran iuran",
    Chain.DISTRICT: "Surat permintaan pembayaran langsung (SPP-LS) iuran",
    Chain.SPONSOR: "Permohonan pembayaran iuran",
}
DONE = {Step.FILE: "Diajukan", Step.CHECK: "Diperiksa", Step.APPROVE: "Disetujui"}


def _provenance(source: str, identifier: str, url: str, moment: dt.datetime) -> Provenance:
    return Provenance(
        source=source, printed_at=moment, url=url, identifier=identifier, zone=zone_of(moment),
        journal=journal_end(),
    )  # fmt: skip


def _office(area: Area) -> Letterhead:
    """The district office, or a village's or kecamatan's own."""
    if area.level == Area.Level.VILLAGE:
        return letterhead_of(area)
    regency = area if area.level == Area.Level.REGENCY else area.parent or area
    unit = area.title if area.level == Area.Level.DISTRICT else (
        "Dinas Pemberdayaan Masyarakat dan Desa"
    )  # fmt: skip
    name = regency.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    kind = "Kota" if regency.kind == Area.Kind.KOTA else "Kabupaten"
    return Letterhead(regency=name, regency_kind=kind, unit=unit)  # type: ignore[arg-type]


def payment_form(payment: Payment, *, url: str) -> PaymentForm:
    """The request of a payment, with the steps taken so far; papers speak Indonesian."""
    with translation.override("id"):
        area = Area.objects.select_related("parent__parent").get(code=payment.area)
        moment = timezone.localtime()
        items = payment.items.select_related("bill__village").order_by("bill__period", "pk")
        codes = dict(
            ContributionCode.objects.filter(
                bill__in=[i.bill_id for i in items], withdrawn_at=None
            ).values_list("bill_id", "code")
        )
        chain = Chain(payment.chain)
        return PaymentForm(
            letterhead=_office(area), title=TITLES[chain], number=payment.number,
            fund=payment.fund.name, activity=payment.fund.activity_code,
            account=payment.fund.account_code,
            lines=tuple(
                PaymentLine(
                    f"{i.bill.village.title} ({i.bill.get_segment_display()})",
                    bulan(i.bill.period), str(i.get_category_display()),
                    codes.get(i.bill_id, ""), i.bill.heads, i.bill.borne, i.bill.withheld,
                ) for i in items
            ),
            signatories=tuple(Signatory(title) for title in SIGNERS[chain]),
            provenance=_provenance(
                f"Payung, pembayaran {payment.pk}", f"{payment.area}/{payment.pk}", url, moment
            ),
            asked_on=moment.date(),
            steps=tuple(
                (DONE[Step(s.step)], s.by_name, waktu(s.at))
                for s in payment.steps.all() if s.step in set(DONE)
            ),
        )  # fmt: skip


def reconciliation_form(actor: Actor, area: Area, month: Month, *, url: str) -> ReconciliationForm:
    """The minutes of a region's month; no identity in them."""
    with translation.override("id"):
        moment = timezone.localtime()
        last = (
            Reconciliation.objects.visible_to(actor).in_area(area.code).filter(month=month)
            .order_by("-pk").first()
        )  # fmt: skip
        rows = list(differences(actor, area.code, month).exclude(state=Difference.State.MENDED))
        names = {a.code: a.title for a in Area.objects.filter(code__in={row.area for row in rows})}
        return ReconciliationForm(
            letterhead=_office(area), area=area.title, month=bulan(month),
            lines=last.lines if last else 0,
            matched=last.counts.get("match", 0) if last else 0,
            cells=tuple(
                ReconciledCell(c.village.title, c.fund.name, c.decreed, c.members, c.billed,
                               c.coded, c.debited, c.realised, c.posted_heads, c.posted)
                for c in cells(actor, area.code, month)
            ),
            gaps=tuple(
                ReconciledGap(str(d.get_kind_display()), names.get(d.area, d.area),
                              d.reason or difference_sentence(d), d.effect,
                              str(d.get_state_display()))
                for d in rows
            ),
            classes=tuple(
                (str(kind.label), len(found), sum(d.effect for d in found))
                for kind in Difference.Class
                if (found := [d for d in rows if d.kind == kind]) or True
            ),
            signatories=(
                Signatory("Kepala Dinas PMD"), Signatory("Kepala Cabang BPJS Ketenagakerjaan"),
                Signatory("Kepala BPKAD"),
            ),
            provenance=_provenance(
                f"Payung, rekonsiliasi {area.title} {month}", f"{area.code}/{month}", url, moment
            ),
            held_on=None,
        )  # fmt: skip
