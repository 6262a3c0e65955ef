"""The budget sheet as PDF and XLSX, for a village or a region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import override

from payung.base.policy.queries import Timeline
from payung.base.territory.models import Area
from payung.core.law import current_law
from payung.core.papers import BudgetForm, BudgetLine, Letterhead, Provenance, Signatory
from payung.desk.budget.accounts import account_of, ground_of, mark_of
from payung.desk.budget.need import Position, ShareNeed, Stretch, VillageNeed
from payung.desk.budget.why import contribution_of, relief_warning
from payung.programme.funds.accounts import mapping_of
from payung.programme.selection.decree_paper import letterhead_of, zone_of


def budget_form(
    area: Area, year: int, found: Sequence[VillageNeed], *, url: str, guessed: bool,
    printed_at: dt.datetime | None = None,
) -> BudgetForm:  # fmt: skip
    """The sheet of a region; a simulation says so on paper."""
    moment = printed_at or timezone.localtime()
    notes = [relief_warning(share) for village in found for share in village.shares]
    if guessed:
        notes.insert(0, "Simulasi: jumlah orang atau bulan diketik pembaca, belum ditetapkan.")
    village = area.level == Area.Level.VILLAGE
    accounts = mapping_of(area.code)
    notes += _grounds(found, accounts)
    return BudgetForm(
        letterhead=letterhead_of(area) if village else office(area),
        year=year,
        lines=tuple(_lines(found, named=not village, accounts=accounts)),
        signatory=Signatory(_head(area) if village else "Kepala Dinas"),
        provenance=Provenance(
            source=f"Payung, anggaran {area.title} {year}", printed_at=moment, url=url,
            identifier=f"{area.code}/{year}", zone=zone_of(moment),
        ),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        law_id=current_law().law_id,
    )  # fmt: skip


def _grounds(found: Sequence[VillageNeed], accounts: Timeline) -> list[str]:
    """Where each account comes from, once."""
    return [
        ground_of(account_of(accounts, v.village, n.share.fund, p.post, p.stretches[0].first))
        for v in found for n in v.shares for p in n.positions if p.stretches
    ]  # fmt: skip


def _head(area: Area) -> str:
    post = "Lurah" if area.kind == Area.Kind.KELURAHAN else "Kepala Desa"
    return f"{post} {area.name}"


def office(area: Area) -> Letterhead:
    """The district office, or a kecamatan's own."""
    regency = area if area.level == Area.Level.REGENCY else area.parent or area
    is_district = area.level == Area.Level.DISTRICT
    return Letterhead(
        regency=regency.name.removeprefix("Kota ").removeprefix("Kabupaten "),
        regency_kind="Kota" if regency.kind == Area.Kind.KOTA else "Kabupaten",
        unit=area.title if is_district else "Dinas Pemberdayaan Masyarakat dan Desa",
    )


def _lines(found: Sequence[VillageNeed], *, named: bool, accounts: Timeline) -> list[BudgetLine]:
    return [
        _line(village, need, position, stretch, named=named, accounts=accounts)
        for village in found
        for need in village.shares
        for position in need.positions
        for stretch in position.stretches
    ]


def _line(
    village: VillageNeed, need: ShareNeed, position: Position, stretch: Stretch, *, named: bool,
    accounts: Timeline,
) -> BudgetLine:  # fmt: skip
    said = contribution_of(stretch)
    fund = need.share.fund
    booked = account_of(accounts, village.village, fund, position.post, stretch.first)
    with override("id"):
        post = position.label
    references = dict.fromkeys(s.reference for s in said.steps if s.reference and s.rule != "total")
    return BudgetLine(
        role=f"{village.village.title}: {post}" if named else post,
        programmes=stretch.terms.programmes,
        fund=fund.name,
        heads=position.heads,
        tariff=stretch.borne,
        first_month=stretch.first,
        months=stretch.months,
        legal="; ".join(references),
        activity=booked.activity or fund.activity_code,
        account=booked.code,
        account_note=mark_of(booked),
        uncertain=said.confidence == "low",
    )
