"""Writing down stages of a budget and agreements; each on its paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right, contains
from payung.base.territory.models import Area
from payung.programme.funds.actions.opening import MOST_HEADS, MOST_RUPIAH, FundRefused
from payung.programme.funds.models import Fund
from payung.programme.funds.promises import Agreement, PlanStage
from payung.programme.funds.reach import manages


@dataclass(frozen=True, slots=True)
class Figures:
    """What a stage says: heads, rupiah of the year, and the paper it stands in."""

    heads: int
    rupiah: int
    paper: str
    paper_date: date


@transaction.atomic
def record_stage(
    *, by: Actor, fund: Fund, village: Area, year: int, stage: PlanStage.Stage, figures: Figures
) -> PlanStage:
    """Write or correct what a village planned at a stage; old figures stay in the journal.

    By who manages the fund (its OPD), or by the village's own Kaur Keuangan. Raises NotAllowed,
    FundRefused.
    """
    if not manages(by, fund):
        by.require(Right.MAKE_PAYMENT, village.code)
    _check(fund, village, figures)
    values = {name: getattr(figures, name) for name in figures.__slots__}
    row = (
        PlanStage.objects.select_for_update()
        .filter(fund=fund, village=village, year=year, stage=stage)
        .first()
    )
    changes = []
    if row is None:
        row = PlanStage.objects.create(fund=fund, village=village, year=year, stage=stage, **values)
    else:
        changes = [journal.changed(row, **values)]
        if not changes[0].fields:
            return row
        row.save()
    journal.record(
        by=by, action="funds.stage.recorded", subject=row, area=village.code,
        paper=figures.paper, changes=changes,
        summary={"fund": fund.code, "year": year, "stage": str(stage),
                 "heads": figures.heads, "rupiah": figures.rupiah},
    )  # fmt: skip
    return row


def _check(fund: Fund, village: Area, figures: Figures) -> None:
    if village.level != Area.Level.VILLAGE or not contains(fund.area, village.code):
        raise FundRefused(
            gettext("%(village)s bukan desa atau kelurahan di wilayah dana %(fund)s.")
            % {"village": village.title, "fund": fund.name}
        )
    if not figures.paper.strip():
        raise FundRefused(gettext("Sebutkan nomor dan tanggal dokumen anggarannya."))
    if not 0 <= figures.heads <= MOST_HEADS or not 0 <= figures.rupiah <= MOST_RUPIAH:
        raise FundRefused(gettext("Jumlah orang atau rupiah di luar batas. Periksa nolnya."))


@dataclass(frozen=True, slots=True)
class Promise:
    """What an agreement says."""

    kind: Agreement.Kind
    number: str
    subject: str
    parties: str
    area: str
    signed_on: date
    valid_from: date
    valid_until: date
    fund: Fund | None = None
    promised_heads: int | None = None
    promised_rupiah: int | None = None


@transaction.atomic
def record_agreement(*, by: Actor, promise: Promise) -> Agreement:
    """Keep a signed agreement; the same number twice is refused. Raises NotAllowed, FundRefused."""
    by.require(Right.MANAGE_FUNDS, promise.area)
    if not (promise.number.strip() and promise.parties.strip() and promise.subject.strip()):
        raise FundRefused(gettext("Isi nomor, para pihak, dan perihal kesepakatan."))
    if promise.valid_until < promise.valid_from:
        raise FundRefused(gettext("Hari terakhir kesepakatan tidak boleh sebelum hari pertamanya."))
    if not 0 <= (promise.promised_heads or 0) <= MOST_HEADS or not (
        0 <= (promise.promised_rupiah or 0) <= MOST_RUPIAH
    ):
        raise FundRefused(gettext("Jumlah orang atau rupiah di luar batas. Periksa nolnya."))
    values = {name: getattr(promise, name) for name in promise.__slots__}
    values["number"] = promise.number.strip()
    if Agreement.objects.filter(area=promise.area, number=values["number"]).exists():
        raise FundRefused(
            gettext("Kesepakatan nomor %(number)s sudah dicatat.") % {"number": values["number"]}
        )
    made = Agreement.objects.create(**values)
    journal.record(
        by=by, action="funds.agreement.recorded", subject=made, area=made.area, paper=made.number,
        summary={name: str(value) for name, value in values.items() if value},
    )  # fmt: skip
    return made
