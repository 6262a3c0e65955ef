"""Death insurance (JKM) of wage earners: PP 44/2015 article 18, borne by the employer."""

from payung.core.law.language import Amount, Flag, Rupiah, half_up, p


def jkm_pu_bill(wage: Amount) -> Rupiah:
    """Tagihan JKM | JKM bill"""
    return half_up(wage * p.jkm_pu_rate * p.relief_2020_due["jkm"])


def jkm_pu(jkm_pu_bill: Rupiah, jkp_from_jkm: Rupiah, with_jkp: Flag) -> Rupiah:
    """Iuran JKM | JKM contribution"""
    if with_jkp:
        return jkm_pu_bill - jkp_from_jkm
    return jkm_pu_bill
