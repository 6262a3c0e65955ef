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
from payung.programme.funds.actions.sponsoring import SponsorTerms, keep_sponsor, name_manager

__all__ = [
    "MOST_HEADS",
    "MOST_RUPIAH",
    "Figures",
    "FundRefused",
    "FundTerms",
    "Promise",
    "Share",
    "SponsorTerms",
    "end_fund",
    "keep_sponsor",
    "make_fund",
    "name_manager",
    "record_agreement",
    "record_stage",
    "set_allotment",
]
