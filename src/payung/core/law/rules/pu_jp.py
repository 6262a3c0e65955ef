"""Pension (JP) of wage earners: PP 45/2015 articles 28 and 29, on the wage up to a yearly cap."""

from payung.core.law.language import Amount, Rupiah, half_up, p


def jp_base(wage: Amount) -> Amount:
    """Upah dasar iuran JP | Wage base of JP"""
    return min(wage, p.jp_wage_cap)


def jp_pu(jp_base: Amount) -> Rupiah:
    """Iuran JP | JP contribution"""
    return half_up(jp_base * p.jp_pu_rate["total"])


def jp_pu_worker(jp_base: Amount) -> Rupiah:
    """Bagian pekerja untuk JP | Worker's share of JP"""
    return half_up(jp_base * p.jp_pu_rate["worker"])


def jp_pu_employer(jp_pu: Rupiah, jp_pu_worker: Rupiah) -> Rupiah:
    """Bagian pemberi kerja untuk JP | Employer's share of JP"""
    return jp_pu - jp_pu_worker


def jp_pu_deferrable(jp_pu: Rupiah) -> Rupiah:
    """Bagian iuran JP yang boleh ditunda | Part of the JP contribution that may be deferred

    PP 49/2020: employers who ask for it may pay this part later; it is owed all the same.
    """
    return half_up(jp_pu * p.relief_2020_jp_deferrable)
