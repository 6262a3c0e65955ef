"""Opening funds and giving villages their share; each on a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right, contains
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.funds.models import Allotment, Fund

MOST_HEADS, MOST_RUPIAH = 10_000_000, 10**15


class FundRefused(ValueError):
    """The fund or its share cannot be so; a sentence with the way out."""


@dataclass(frozen=True, slots=True)
class FundTerms:
    """What a fund is. `income_base`: rupiah a month reported for BPU; without it BPU has no price.

    `regulation` is the paper that opens it. `payer_level` says who pays: the village from its
    budget, the regency, or the province.
    """

    code: str
    name: str
    kind: Fund.Kind
    area: str
    payer_level: Area.Level
    regulation: str
    valid_from: date
    valid_until: date | None = None
    source: str = ""
    account_code: str = ""
    activity_code: str = ""
    income_base: int | None = None
    unit: str = ""


@transaction.atomic
def make_fund(*, by: Actor, terms: FundTerms) -> Fund:
    """Open a fund for a region. Raises NotAllowed, FundRefused (also when the code is taken)."""
    by.require(Right.MANAGE_FUNDS, terms.area)
    if not terms.regulation.strip():
        raise FundRefused(gettext("Sebutkan nomor dan tanggal surat yang membuka dana ini."))
    if not (terms.code.strip() and terms.name.strip()):
        raise FundRefused(gettext("Isi kode dan nama dana."))
    if terms.valid_until is not None and terms.valid_until < terms.valid_from:
        raise FundRefused(gettext("Hari terakhir dana tidak boleh sebelum hari pertamanya."))
    if not 0 <= (terms.income_base or 0) <= MOST_RUPIAH:
        raise FundRefused(
            gettext("Penghasilan yang dilaporkan di luar batas. Periksa jumlah nolnya.")
        )
    values = {name: getattr(terms, name) for name in terms.__slots__}
    fund, made = Fund.objects.get_or_create(
        area=terms.area, code=terms.code.strip(), defaults={**values, "code": terms.code.strip()}
    )
    if not made:
        raise FundRefused(
            gettext(
                "Kode dana %(code)s sudah dipakai di wilayah ini. Pilih kode lain, atau "
                "ubah dana yang ada."
            )
            % {"code": terms.code}
        )
    journal.record(
        by=by, action="funds.fund.made", subject=fund, area=fund.area, paper=fund.regulation,
        summary={name: str(value) for name, value in values.items() if value},
    )  # fmt: skip
    return fund


@transaction.atomic
def end_fund(*, by: Actor, fund: Fund, until: date, paper: str) -> Fund:
    """Close a fund on a day; its rows stay. Raises NotAllowed, FundRefused."""
    by.require(Right.MANAGE_FUNDS, fund.area)
    if until < fund.valid_from:
        raise FundRefused(gettext("Hari terakhir dana tidak boleh sebelum hari pertamanya."))
    if not paper.strip():
        raise FundRefused(gettext("Sebutkan nomor dan tanggal surat yang menutup dana ini."))
    change = journal.changed(fund, valid_until=until)
    fund.save(update_fields=["valid_until"])
    journal.record(
        by=by, action="funds.fund.ended", subject=fund, area=fund.area, paper=paper,
        changes=[change],
    )  # fmt: skip
    return fund


@dataclass(frozen=True, slots=True)
class Share:
    """A village's share for a year. `quota` in heads and `ceiling` in rupiah are upper limits."""

    year: int
    month_from: Month
    month_to: Month
    paper: str
    target_minimum: int | None = None
    quota: int | None = None
    ceiling: int | None = None


@transaction.atomic
def set_allotment(*, by: Actor, fund: Fund, village: Area, share: Share) -> Allotment:
    """Give or change a village's share; the old figures stay in the journal.

    Raises NotAllowed, FundRefused. Months stay within the budget year: village and district
    budgets run from January to December.
    """
    by.require(Right.MANAGE_FUNDS, fund.area)
    _check_share(fund, village, share)
    values = {
        "target_minimum": share.target_minimum, "quota": share.quota, "ceiling": share.ceiling,
        "month_from": share.month_from, "month_to": share.month_to, "paper": share.paper.strip(),
    }  # fmt: skip
    allotment = (
        Allotment.objects.select_for_update()
        .filter(fund=fund, village=village, year=share.year)
        .first()
    )
    changes = []
    if allotment is None:
        allotment = Allotment.objects.create(fund=fund, village=village, year=share.year, **values)
    else:
        changes = [journal.changed(allotment, **values)]
        if not changes[0].fields:
            return allotment
        allotment.save()
    journal.record(
        by=by, action="funds.allotment.set", subject=allotment, area=village.code,
        paper=share.paper, changes=changes,
        summary={"fund": fund.code, "year": share.year, **{k: str(v) for k, v in values.items()}},
    )  # fmt: skip
    return allotment


def _check_share(fund: Fund, village: Area, share: Share) -> None:
    if village.level != Area.Level.VILLAGE or not contains(fund.area, village.code):
        raise FundRefused(
            gettext("%(village)s bukan desa atau kelurahan di wilayah dana %(fund)s.")
            % {"village": village.title, "fund": fund.name}
        )
    if not share.paper.strip():
        raise FundRefused(gettext("Sebutkan nomor dan tanggal surat penetapan pagu ini."))
    if share.month_to < share.month_from:
        raise FundRefused(gettext("Bulan terakhir tidak boleh sebelum bulan pertama."))
    if {share.month_from.year, share.month_to.year} != {share.year}:
        raise FundRefused(
            gettext("Bulan iuran harus di dalam tahun anggaran %(year)s (Januari sampai Desember).")
            % {"year": share.year}
        )
    if not (fund.in_force(share.month_from.first_day) and fund.in_force(share.month_to.first_day)):
        raise FundRefused(
            gettext("Dana %(fund)s tidak berlaku pada bulan-bulan itu.") % {"fund": fund.name}
        )
    limits = (share.target_minimum, share.quota, share.ceiling)
    if any(limit is not None and limit < 0 for limit in limits):
        raise FundRefused(gettext("Target, kuota, dan pagu tidak boleh kurang dari nol."))
    heads = (share.target_minimum or 0, share.quota or 0)
    if max(heads) > MOST_HEADS or (share.ceiling or 0) > MOST_RUPIAH:
        raise FundRefused(gettext("Angka terlalu besar. Periksa jumlah nolnya."))
