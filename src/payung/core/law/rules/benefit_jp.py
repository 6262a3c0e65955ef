"""Pension (JP): PP 45/2015 articles 17 to 24. Averages and balances are facts of the member."""

from payung.core.law.language import Amount, Months, Rupiah, Survivor, half_up, p


def jp_formula(average_wage: Amount, months_paid: Months) -> Rupiah:
    """Manfaat pensiun menurut rumus | Pension by the formula

    One percent of the average wage for each year of contributions.
    """
    return half_up(average_wage * months_paid * p.jp_accrual * p.jp_year_share)


def jp_pension(jp_formula: Rupiah) -> Rupiah:
    """Manfaat pensiun per bulan | Monthly pension"""
    return max(min(jp_formula, p.jp_bounds["max"]), p.jp_bounds["min"])


def jp_survivor(jp_pension: Rupiah, survivor: Survivor) -> Rupiah:
    """Manfaat pensiun ahli waris per bulan | Monthly pension of a survivor"""
    return half_up(jp_pension * p.jp_survivor_share[survivor])


def jp_lump_sum(balance: Amount) -> Rupiah:
    """Akumulasi iuran JP dan pengembangannya | JP contributions with returns, paid at once"""
    return half_up(balance)
