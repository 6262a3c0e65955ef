"""An independent reckoning in fractions: the law written a second time, by hand, for tests only.

It shares nothing with the parameter files, the rules or the compiler.
"""

from datetime import date
from fractions import Fraction
from math import floor

JKK_PU = {
    "very-low": Fraction(24, 10000),
    "low": Fraction(54, 10000),
    "medium": Fraction(89, 10000),
    "high": Fraction(127, 10000),
    "very-high": Fraction(174, 10000),
}
JP_CAPS = [
    (date(2015, 7, 1), 7_000_000),
    (date(2016, 3, 1), 7_335_300),
    (date(2017, 3, 1), 7_703_500),
    (date(2018, 3, 1), 8_094_000),
    (date(2019, 3, 1), 8_512_400),
    (date(2020, 3, 1), 8_939_700),
    (date(2021, 3, 1), 8_754_600),
    (date(2022, 3, 1), 9_077_600),
    (date(2023, 3, 1), 9_559_600),
    (date(2024, 3, 1), 10_042_300),
    (date(2025, 3, 1), 10_547_400),
    (date(2026, 3, 1), 11_086_300),
]
SLICES = [
    (0, 100_000_000, Fraction(21, 10000), Fraction(3, 10000)),
    (100_000_000, 500_000_000, Fraction(17, 10000), Fraction(2, 10000)),
    (500_000_000, 1_000_000_000, Fraction(13, 10000), Fraction(2, 10000)),
    (1_000_000_000, 5_000_000_000, Fraction(11, 10000), Fraction(1, 10000)),
    (5_000_000_000, None, Fraction(9, 10000), Fraction(1, 10000)),
]


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def covid(month: date) -> Fraction:
    return Fraction(1, 100) if date(2020, 8, 1) <= month <= date(2021, 1, 1) else Fraction(1)


def bpu_base(income: Fraction) -> int:
    """The bracket's base: steps of 200 thousand, then 500 thousand, then a million."""
    if income < 1_100_000:
        return 1_000_000
    if income < 2_700_000:
        return 1_200_000 + floor((income - 1_100_000) / 200_000) * 200_000
    if income < 8_200_000:
        return 2_950_000 + floor((income - 2_700_000) / 500_000) * 500_000
    return min(8_700_000 + floor((income - 8_200_000) / 1_000_000) * 1_000_000, 20_700_000)


def bpu_due(month: date, sector: str, fund: str) -> Fraction:
    if fund not in ("self", "csr", "asn"):
        return Fraction(1)
    transport = sector == "transport" and date(2026, 1, 1) <= month <= date(2027, 3, 1)
    everyone = date(2026, 4, 1) <= month <= date(2026, 12, 1)
    return Fraction(1, 2) if transport or everyone else Fraction(1)


def pu(wage: Fraction, month: date, risk: str, sector: str, programmes: set[str]) -> dict[str, int]:
    """Parts, the worker's share and the state's, of a wage earner."""
    industry = sector == "labour-intensive" and date(2025, 2, 1) <= month <= date(2026, 1, 1)
    jkk = half_up(wage * JKK_PU[risk] * covid(month) * (Fraction(1, 2) if industry else 1))
    jkm = half_up(wage * Fraction(3, 1000) * covid(month))
    cap = [amount for start, amount in JP_CAPS if start <= month][-1]
    capped = min(wage, Fraction(cap))
    got = {
        "jkk": jkk,
        "jkm": jkm,
        "jht": half_up(wage * Fraction(57, 1000)),
        "jp": half_up(capped * Fraction(3, 100)),
    }
    worker = {"jht": half_up(wage * Fraction(2, 100)), "jp": half_up(capped * Fraction(1, 100))}
    state = 0
    if "jkp" in programmes:
        base = min(wage, Fraction(5_000_000))
        from_jkk = half_up(base * Fraction(14, 10000))
        from_jkm = half_up(base * Fraction(10, 10000)) if month < date(2025, 2, 7) else 0
        got |= {"jkk": jkk - from_jkk, "jkm": jkm - from_jkm, "jkp": from_jkk + from_jkm}
        state = half_up(base * Fraction(22, 10000))
    parts = {name: got[name] for name in programmes}
    borne = sum(worker.get(name, 0) for name in programmes)
    return parts | {"worker": borne, "state": state}


def bpu(income: Fraction, month: date, sector: str, fund: str) -> dict[str, int]:
    base, due = bpu_base(income), bpu_due(month, sector, fund)
    return {
        "jkk": half_up(base * Fraction(1, 100) * covid(month) * due),
        "jkm": half_up(6800 * covid(month) * due),
        "jht": half_up(base * Fraction(2, 100)),
    }


def construction_value(value: int, month: date) -> dict[str, int]:
    sums = [Fraction(0), Fraction(0)]
    for low, high, *rates in SLICES:
        part = max(0, min(value, high if high is not None else value) - low)
        sums = [total + part * rate for total, rate in zip(sums, rates, strict=True)]
    return dict(zip(("jkk", "jkm"), (half_up(s * covid(month)) for s in sums), strict=True))
