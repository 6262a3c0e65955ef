"""Old-age savings paid out (JHT): PP 46/2015 article 22. The balance with returns is a fact."""

from payung.core.law.language import Amount, Purpose, Rupiah, half_up, p


def jht_payout(balance: Amount) -> Rupiah:
    """Saldo JHT dibayar sekaligus | JHT balance paid at once"""
    return half_up(balance)


def jht_partial(balance: Amount, purpose: Purpose) -> Rupiah:
    """Pengambilan sebagian JHT, paling banyak | Partial withdrawal of JHT, at most"""
    return half_up(balance * p.jht_partial_share[purpose])
