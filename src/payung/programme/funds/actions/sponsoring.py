"""Keeping the civil servants who sponsor workers, and the office that manages a fund."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.vault.crypto import blind_index
from payung.core.identity.nip import masked_nip, nip_fault
from payung.programme.funds.actions.opening import FundRefused
from payung.programme.funds.models import Fund, Sponsor
from payung.programme.funds.reach import require_manager


@dataclass(frozen=True, slots=True)
class SponsorTerms:
    """A civil servant: name and NIP as on his statement, the office that pays him."""

    name: str
    nip: str
    unit: str


@transaction.atomic
def keep_sponsor(*, by: Actor, fund: Fund, terms: SponsorTerms) -> Sponsor:
    """The civil servant of a NIP, made or brought up to date. Raises NotAllowed, FundRefused."""
    require_manager(by, fund)
    nip = "".join(c for c in terms.nip if c.isalnum())
    name, unit = " ".join(terms.name.split()), " ".join(terms.unit.split())
    if nip_fault(nip):
        raise FundRefused(
            gettext(
                "NIP harus 18 angka dan dimulai dengan tanggal lahir (TTTTBBHH). Periksa pada "
                "surat pernyataannya."
            )
        )
    if not name or not unit:
        raise FundRefused(gettext("Isi nama ASN dan OPD tempat ia bekerja."))
    index = blind_index("nip", nip)
    row = Sponsor.objects.select_for_update().filter(nip_index=index).first()
    if row is None:
        row = Sponsor.objects.create(area=fund.area, name=name, nip=nip, nip_index=index, unit=unit)
        journal.record(
            by=by, action="funds.sponsor.kept", subject=row, area=row.area,
            summary={"name": name, "unit": unit, "nip": masked_nip(nip)},
        )  # fmt: skip
        return row
    if row.area != fund.area:
        raise FundRefused(gettext("ASN dengan NIP ini terdaftar di daerah lain."))
    change = journal.changed(row, name=name, unit=unit)
    if change.fields:
        row.save(update_fields=["name", "unit"])
        journal.record(
            by=by, action="funds.sponsor.kept", subject=row, area=row.area, changes=[change],
            summary={"name": name, "unit": unit},
        )  # fmt: skip
    return row


@transaction.atomic
def name_manager(*, by: Actor, fund: Fund, unit: str, paper: str) -> Fund:
    """Say which OPD manages a fund; from then on only its people pay from it. On a paper."""
    by.require(Right.MANAGE_FUNDS, fund.area)
    if not paper.strip():
        raise FundRefused(gettext("Sebutkan nomor dan tanggal surat yang menunjuk OPD pengelola."))
    row = Fund.objects.select_for_update().get(pk=fund.pk)
    change = journal.changed(row, unit=" ".join(unit.split())[:60])
    if not change.fields:
        return row
    row.save(update_fields=["unit"])
    journal.record(
        by=by, action="funds.fund.manager_named", subject=row, area=row.area, paper=paper.strip(),
        changes=[change], summary={"unit": row.unit},
    )  # fmt: skip
    return row
