"""The fine for late contributions: PP 44/2015 article 22, on private employers."""

from payung.core.law.language import Amount, LatePayer, Months, Rupiah, half_up, p


def late_fine(amount_due: Amount, months_late: Months, late_payer: LatePayer) -> Rupiah:
    """Denda keterlambatan | Fine for late payment"""
    return half_up(amount_due * months_late * p.late_fine[late_payer])
