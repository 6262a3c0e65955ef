"""Work accident benefits (JKK): PP 44/2015 article 25 and annex III as amended by PP 82/2019.

`benefit_wage` is the reported wage, or the contribution base of a non-wage worker.
"""

from payung.core.law.language import Amount, Days, Item, Part, Rupiah, Share, half_up, p


def jkk_death(benefit_wage: Amount) -> Rupiah:
    """Santunan kematian kerja | Grant for death at work"""
    grant = half_up(benefit_wage * p.jkk_wage_times * p.jkk_death_share)
    return max(grant, p.jkm_amount["santunan"])


def jkk_berkala() -> Rupiah:
    """Santunan berkala, dibayar sekaligus | Periodic grant, paid at once"""
    return p.jkk_amount["berkala"]


def jkk_pemakaman() -> Rupiah:
    """Biaya pemakaman | Funeral costs"""
    return p.jkk_amount["pemakaman"]


def jkk_total_disability(benefit_wage: Amount) -> Rupiah:
    """Santunan cacat total tetap | Grant for total permanent disability"""
    return half_up(benefit_wage * p.jkk_wage_times * p.jkk_total_share)


def jkk_part_share(part: Part, percent: Share) -> Share:
    """Persentase cacat | Percentage of disability

    The percentage of the lost part; of a part that lost its function, times the loss.
    """
    return p.jkk_disability[part] * percent


def jkk_partial_part(benefit_wage: Amount, jkk_part_share: Share) -> Rupiah:
    """Santunan cacat sebagian menurut tabel | Grant for partial disability by the table"""
    return half_up(benefit_wage * p.jkk_wage_times * jkk_part_share)


def jkk_partial_percent(benefit_wage: Amount, percent: Share) -> Rupiah:
    """Santunan cacat sebagian menurut persentase dokter | Grant for partial disability, stated"""
    return half_up(benefit_wage * p.jkk_wage_times * percent)


def jkk_days_first(days: Days) -> Days:
    """Hari dalam dua belas bulan pertama | Days within the first twelve months"""
    return min(days, p.jkk_inability_days)


def jkk_days_later(days: Days) -> Days:
    """Hari sesudah dua belas bulan | Days after twelve months"""
    return max(days, p.jkk_inability_days) - p.jkk_inability_days


def jkk_inability(benefit_wage: Amount, jkk_days_first: Days, jkk_days_later: Days) -> Rupiah:
    """Santunan sementara tidak mampu bekerja | Temporary inability to work"""
    day = benefit_wage * p.jkk_day_share
    first = day * jkk_days_first * p.jkk_inability_share["first"]
    return half_up(first + day * jkk_days_later * p.jkk_inability_share["later"])


def jkk_medical(cost: Amount) -> Rupiah:
    """Biaya pengobatan dan perawatan | Medical care"""
    return half_up(cost * p.jkk_medical_share)


def jkk_reimbursed(cost: Amount, item: Item) -> Rupiah:
    """Penggantian biaya sampai batasnya | Costs repaid up to their ceiling"""
    return half_up(min(cost, p.jkk_ceiling[item]))


def jkk_prosthesis(list_price: Amount) -> Rupiah:
    """Batas penggantian ortose dan protese | Ceiling for orthoses and prostheses"""
    return half_up(list_price * p.jkk_prosthesis_share)
