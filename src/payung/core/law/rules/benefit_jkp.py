"""Job-loss cash (JKP): PP 37/2021 article 21, PP 6/2025 article 21."""

from payung.core.law.language import Amount, Rupiah, half_up, p


def jkp_benefit_base(benefit_wage: Amount) -> Amount:
    """Upah dasar manfaat JKP | Wage base of the JKP benefit"""
    return min(benefit_wage, p.jkp_benefit_cap)


def jkp_months_1_3(jkp_benefit_base: Amount) -> Rupiah:
    """Uang tunai JKP bulan 1-3 | JKP cash, months 1 to 3"""
    return half_up(jkp_benefit_base * p.jkp_benefit_share["first"]) * p.jkp_benefit_months["first"]


def jkp_months_4_6(jkp_benefit_base: Amount) -> Rupiah:
    """Uang tunai JKP bulan 4-6 | JKP cash, months 4 to 6"""
    return half_up(jkp_benefit_base * p.jkp_benefit_share["later"]) * p.jkp_benefit_months["later"]
