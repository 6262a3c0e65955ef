"""Indonesian employment social security as code: dated, cited, explained.

The names below are what other rooms may use; the README says where to start reading.
"""

from payung.core.law.benefit_cases import BenefitCase
from payung.core.law.benefits import Benefit, benefit
from payung.core.law.cases import ContributionCase
from payung.core.law.contributions import Contribution, contribution
from payung.core.law.law import Law, current_law
from payung.core.law.pricing import PricedLine, price_line
from payung.core.law.refusal import LawFault, LawRefusal

__all__ = [
    "Benefit",
    "BenefitCase",
    "Contribution",
    "ContributionCase",
    "Law",
    "LawFault",
    "LawRefusal",
    "PricedLine",
    "benefit",
    "contribution",
    "current_law",
    "price_line",
]
