"""Every write of this room."""

from payung.programme.funds.actions.opening import (
    MOST_HEADS,
    MOST_RUPIAH,
    FundRefused,
    FundTerms,
    Share,
    end_fund,
    make_fund,
    set_allotment,
)
from payung.programme.funds.actions.promising import (
    Figures,
    Promise,
    record_agreement,
    record_stage,
)

__all__ = [
    "MOST_HEADS",
    "MOST_RUPIAH",
    "Figures",
    "FundRefused",
    "FundTerms",
    "Promise",
    "Share",
    "end_fund",
    "make_fund",
    "record_agreement",
    "record_stage",
    "set_allotment",
]
