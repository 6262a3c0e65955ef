"""Non-wage workers (BPU): PP 44/2015 annex II and article 19, PP 46/2015, relief of PP 50/2025."""

from payung.core.law.language import Amount, Fund, Rupiah, Sector, Share, half_up, p


def bpu_base(income: Amount) -> Amount:
    """Dasar upah BPU | Contribution base of a non-wage worker"""
    return p.bpu_base.lookup(income)


def bpu_relief(sector: Sector, fund: Fund) -> Share:
    """Bagian iuran JKK dan JKM yang tetap dibayar | Share of JKK and JKM that stays due"""
    if p.relief_2026_due[sector] < 1 and p.relief_2026_reaches[fund]:
        return p.relief_2026_due[sector]
    return 1


def jkk_bpu(bpu_base: Amount, bpu_relief: Share) -> Rupiah:
    """Iuran JKK | JKK contribution"""
    return half_up(bpu_base * p.jkk_bpu_rate * p.relief_2020_due["jkk"] * bpu_relief)


def jkm_bpu(bpu_relief: Share) -> Rupiah:
    """Iuran JKM | JKM contribution"""
    return half_up(p.jkm_bpu_amount * p.relief_2020_due["jkm"] * bpu_relief)


def jht_bpu(bpu_base: Amount) -> Rupiah:
    """Iuran JHT | JHT contribution"""
    return half_up(bpu_base * p.jht_bpu_rate)
