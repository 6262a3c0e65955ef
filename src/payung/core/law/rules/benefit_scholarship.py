"""Scholarship of children: PP 82/2019, Permenaker 5/2021; before that one sum for one child."""

from payung.core.law.language import Flag, Months, Persons, Rupiah, Years, p


def scholarship_child(
    years_sd: Years, years_smp: Years, years_sma: Years, years_pt: Years
) -> Rupiah:
    """Beasiswa satu anak | Scholarship of one child

    The most that can still be claimed over the years of school that lie ahead; it ends when the
    child reaches 23, marries or works.
    """
    return (
        min(years_sd, p.scholarship_years["sd"]) * p.scholarship_amount["sd"]
        + min(years_smp, p.scholarship_years["smp"]) * p.scholarship_amount["smp"]
        + min(years_sma, p.scholarship_years["sma"]) * p.scholarship_amount["sma"]
        + min(years_pt, p.scholarship_years["pt"]) * p.scholarship_amount["pt"]
    )


def scholarship_children(children: Persons) -> Persons:
    """Anak yang mendapat beasiswa | Children who get a scholarship"""
    return min(children, p.scholarship_children_max)


def scholarship_jkm_open(months_paid: Months) -> Flag:
    """Masa iur cukup untuk beasiswa JKM | Enough contributions for the scholarship of JKM"""
    return months_paid >= p.scholarship_jkm_months


def scholarship_once(months_paid: Months) -> Rupiah:
    """Beasiswa sekali bayar untuk satu anak | Scholarship paid once for one child"""
    return p.scholarship_once if months_paid >= p.scholarship_once_months else 0
