"""Work accident insurance (JKK) of wage earners: PP 44/2015 article 16, borne by the employer."""

from payung.core.law.language import Amount, Flag, Risk, Rupiah, Sector, half_up, p


def jkk_pu_bill(wage: Amount, risk: Risk, sector: Sector) -> Rupiah:
    """Tagihan JKK | JKK bill

    PP 49/2020 and PP 7/2025 (extended by PP 36/2025) leave a share of it due for some months.
    """
    due = p.relief_2020_due["jkk"] * p.relief_2025_jkk_due[sector]
    return half_up(wage * p.jkk_pu_rate[risk] * due)


def jkk_pu(jkk_pu_bill: Rupiah, jkp_from_jkk: Rupiah, with_jkp: Flag) -> Rupiah:
    """Iuran JKK | JKK contribution"""
    if with_jkp:
        return jkk_pu_bill - jkp_from_jkk
    return jkk_pu_bill
