"""Months that are billed in advance: within the budget year, unless a rule on paper says more."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from payung.base.policy.queries import in_force
from payung.base.ui.format import bulan
from payung.core.calendar import Month, months_between
from payung.programme.billing.refusals import BillingRefused

MOST = 24


def months_ahead(month: Month, ahead: int, area: str) -> list[Month]:
    """The month and those after it. Raises BillingRefused past 31 December of its year."""
    if not 0 <= ahead <= MOST:
        raise BillingRefused(gettext("Paling banyak %(most)s bulan di muka.") % {"most": MOST})
    last = month + ahead
    allowed = in_force("pay_past_december", area=area, on=timezone.localdate()).value == "yes"
    if last.year > month.year and not allowed:
        raise BillingRefused(
            gettext(
                "Anggaran berakhir 31 Desember: %(month)s tidak dapat ditagih di muka tanpa "
                "aturan tertulis (Aturan → Bayar di muka melewati 31 Desember)."
            )
            % {"month": bulan(last)}
        )
    return list(months_between(month, last))
