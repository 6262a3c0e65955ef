"""Job-loss insurance (JKP): funded by JKK, JKM and the state, PP 37/2021 and PP 6/2025."""

from payung.core.law.language import Amount, Rupiah, half_up, p


def jkp_base(wage: Amount) -> Amount:
    """Upah dasar JKP | Wage base of JKP"""
    return min(wage, p.jkp_wage_cap)


def jkp_from_jkk(jkp_base: Amount) -> Rupiah:
    """Bagian iuran JKK untuk JKP | Part of the JKK bill that funds JKP"""
    return half_up(jkp_base * p.jkp_rate["from-jkk"])


def jkp_from_jkm(jkp_base: Amount) -> Rupiah:
    """Bagian iuran JKM untuk JKP | Part of the JKM bill that funds JKP"""
    return half_up(jkp_base * p.jkp_rate["from-jkm"])


def jkp_pu(jkp_from_jkk: Rupiah, jkp_from_jkm: Rupiah) -> Rupiah:
    """Iuran JKP di dalam tagihan | JKP funding inside the bill"""
    return jkp_from_jkk + jkp_from_jkm


def jkp_state(jkp_base: Amount) -> Rupiah:
    """Iuran JKP yang dibayar Pemerintah | JKP funding paid by the state, outside the bill"""
    return half_up(jkp_base * p.jkp_rate["state"])
