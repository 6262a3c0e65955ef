"""Earlier months that were planned wrongly: a wage, a post, a fund. Bills follow as new lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.policy.queries import timeline
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import bulan
from payung.core.calendar import Month, months_between, runs_label
from payung.programme.funds.funding import Answer, may_pay
from payung.programme.funds.models import Fund
from payung.programme.funds.queries import for_village
from payung.programme.membership.actions.enrolling import MembershipRefused
from payung.programme.membership.models import Correction, CoverMonth, Membership
from payung.programme.selection.models import Candidate
from payung.programme.selection.pricing import SETTINGS, Pricer
from payung.programme.selection.refusals import NoPrice

MOST_BASE = 10**10
PU = Membership.Segment.PU


@dataclass(frozen=True, slots=True)
class Mended:
    """What is right: one of a wage or income (rupiah a month), a post, or a fund; on a paper."""

    month_from: Month
    month_to: Month
    paper: str
    base: int | None = None
    post: str = ""
    fund: Fund | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.month_from, self.month_to))

    @property
    def what(self) -> Correction.What:
        kinds = Correction.What
        return kinds.WAGE if self.base is not None else kinds.POST if self.post else kinds.FUND


@transaction.atomic
def correct_months(*, by: Actor, membership: Membership, mended: Mended) -> Correction:
    """Say what was right in planned months; the old values stay in the journal.

    Bills, books and receipts are not touched: the next bill of those months brings the difference
    as new lines. The amount of a month that BPJS has posted stays what BPJS received. Raises
    NotAllowed, MembershipRefused with the way out (also when nothing would change).
    """
    by.require(Right.ENROL, membership.village_id)
    row = Membership.objects.select_for_update().select_related("village").get(pk=membership.pk)
    months = _months(row, mended)
    _check(row, mended)
    made = Correction.objects.create(
        membership=row, what=mended.what, month_from=mended.month_from, month_to=mended.month_to,
        base=mended.base, post=mended.post, fund=mended.fund, paper=mended.paper.strip(),
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    changes = [_mend(row, month, mended, made) for month in months]
    told = [change for change in changes if change.fields.keys() - {"correction"}]
    if not told:
        raise MembershipRefused(gettext("Data bulan-bulan itu sudah seperti ini."))
    journal.record(
        by=by, action="membership.months_corrected", subject=row, area=row.village_id,
        paper=made.paper, changes=changes,
        summary={"what": str(made.what), "months": f"{mended.month_from}..{mended.month_to}",
                 "correction": made.pk},
    )  # fmt: skip
    return made


def _months(row: Membership, mended: Mended) -> Sequence[CoverMonth]:
    if mended.month_to < mended.month_from:
        raise MembershipRefused(gettext("Bulan terakhir tidak boleh sebelum bulan pertama."))
    found = CoverMonth.objects.filter(membership=row, month__in=mended.months)
    months = list(found.select_related("fund", "decree_line", "correction").order_by("month"))
    if missing := sorted(set(mended.months) - {m.month for m in months}):
        raise MembershipRefused(
            gettext("Bulan %(months)s tidak direncanakan untuk orang ini; pilih bulan lain.")
            % {"months": runs_label(missing)}
        )
    return months


def _check(row: Membership, mended: Mended) -> None:
    if not mended.paper.strip():
        raise MembershipRefused(gettext("Sebutkan surat yang menunjukkan data yang benar."))
    if sum([mended.base is not None, bool(mended.post), mended.fund is not None]) != 1:
        raise MembershipRefused(gettext("Perbaiki satu hal: upah, jabatan, atau dana."))
    if mended.base is not None and not 0 < mended.base <= MOST_BASE:
        raise MembershipRefused(gettext("Upah atau penghasilan di luar batas. Periksa nolnya."))
    if mended.post and (
        row.segment != PU
        or mended.post not in set(Candidate.Post.values) - {Candidate.Post.VULNERABLE}
    ):
        raise MembershipRefused(gettext("Jabatan hanya dapat diperbaiki pada peserta PU."))
    if mended.fund is not None:
        _check_fund(row, mended.fund, mended)


def _check_fund(row: Membership, fund: Fund, mended: Mended) -> None:
    if not for_village(row.village_id).filter(pk=fund.pk).exists():
        raise MembershipRefused(gettext("Dana ini tidak membayar untuk desa orang ini."))
    for month in (mended.month_from, mended.month_to):
        if not fund.in_force(month.first_day):
            raise MembershipRefused(
                gettext("Dana %(fund)s tidak berlaku pada %(month)s.")
                % {"fund": fund.name, "month": bulan(month)}
            )
    post = "rentan" if row.segment != PU else "perangkat"
    rule = may_pay(fund.kind, post, mended.month_from.first_day)
    if rule.answer == Answer.PROHIBITED:
        raise MembershipRefused(rule.text())


def _mend(row: Membership, month: CoverMonth, mended: Mended, made: Correction) -> RowChange:
    """Write one month as it should have been; its posted amount stays."""
    # A mended wage or post goes on under another fund.
    values: dict[str, Any] = {"fund": mended.fund} if mended.fund else {"correction": made}
    held = made if mended.fund is None else month.correction
    fund = mended.fund or month.fund
    settings = {code: timeline(code, area=row.village_id) for code in SETTINGS}
    pricer = Pricer(fund=fund, segment=row.segment, programmes=month.programmes, settings=settings)
    post = (held.post if held else "") or (month.decree_line.post if month.decree_line else "")
    try:
        own = held.base if held else None
        priced = _price(pricer, row, month.month, post, own, month.base)
    except NoPrice as refused:
        raise MembershipRefused(str(refused)) from refused
    programmes, value, amount, law = priced
    values |= {"programmes": programmes, "base": value}
    if month.posting_id is None:
        values |= {"amount": amount, "law_id": law}
    change = journal.changed(month, **values)
    month.save(update_fields=list(values))
    return change


def _price(
    pricer: Pricer, row: Membership, month: Month, post: str, base: int | None, held: int
) -> tuple[str, int, int, str]:
    """Programmes, base, rupiah billed, law; a wage of one's own stands above that of the post."""
    if pricer.is_pu and post and base is None:
        terms = pricer.terms(post=post, base=held, occupation=None, month=month)
    else:
        own = held if base is None else base
        plain = Pricer(fund=pricer.fund, segment="bpu", programmes=",".join(pricer.programmes),
                       settings=pricer.settings)  # fmt: skip
        terms = plain.terms(post="", base=own, occupation=row.person.occupation, month=month)
        terms = replace(terms, segment=row.segment,
                        sector="other" if pricer.is_pu else terms.sector)  # fmt: skip
    billed, _borne = pricer.month(terms, month)
    return ",".join(terms.programmes), terms.base, billed, pricer.law_id
