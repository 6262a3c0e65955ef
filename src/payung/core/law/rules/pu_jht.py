"""Old-age savings (JHT) of wage earners: PP 46/2015. The employer bears the rest."""

from payung.core.law.language import Amount, Rupiah, half_up, p


def jht_pu(wage: Amount) -> Rupiah:
    """Iuran JHT | JHT contribution"""
    return half_up(wage * p.jht_pu_rate["total"])


def jht_pu_worker(wage: Amount) -> Rupiah:
    """Bagian pekerja untuk JHT | Worker's share of JHT"""
    return half_up(wage * p.jht_pu_rate["worker"])


def jht_pu_employer(jht_pu: Rupiah, jht_pu_worker: Rupiah) -> Rupiah:
    """Bagian pemberi kerja untuk JHT | Employer's share of JHT"""
    return jht_pu - jht_pu_worker
