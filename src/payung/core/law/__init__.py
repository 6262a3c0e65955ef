"""Indonesian employment social security as code: dated, cited, explained.

The names below are what other rooms may use; the README says where to start reading.
"""

from payung.core.law.cases import ContributionCase
from payung.core.law.contributions import Contribution, contribution
from payung.core.law.law import Law, current_law
from payung.core.law.pricing import PricedLine, price_line
from payung.core.law.refusal import LawFault, LawRefusal

__all__ = [
    "Contribution",
    "ContributionCase",
    "Law",
    "LawFault",
    "LawRefusal",
    "PricedLine",
    "contribution",
    "current_law",
    "price_line",
]
