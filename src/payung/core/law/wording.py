"""Values of the law in words and figures, Indonesian and English."""

from fractions import Fraction

from payung.core.law.refusal import Lang

COUNTED = {
    "months": ("bulan", "months"),
    "days": ("hari", "days"),
    "hours": ("jam", "hours"),
    "years": ("tahun", "years"),
    "persons": ("orang", "persons"),
    "times": ("kali", "times"),
}


def figure(value: Fraction | int | str, unit: str, lang: Lang = "id") -> str:
    """One value as a reader expects it.

    >>> figure(Fraction(215232294, 100), "rupiah"), figure(Fraction(3, 1250), "share", "en")
    ('Rp2.152.322,94', '0.24 %')
    >>> figure(Fraction(1, 30), "share")
    '1/30'
    """
    if isinstance(value, str):
        return value
    if unit == "rupiah":
        return "Rp" + _number(Fraction(value), lang, grouped=True, places=2)
    if unit == "share":
        percent = Fraction(value) * 100
        whole = (percent * 10**6).denominator == 1
        return _number(percent, lang, places=6) + " %" if whole else str(value)
    if unit == "flag":
        return {"id": ("tidak", "ya"), "en": ("no", "yes")}[lang][int(bool(value))]
    word = COUNTED.get(unit)
    text = _number(Fraction(value), lang, places=6)
    return f"{text} {word[lang == 'en']}" if word else text


def _number(value: Fraction, lang: Lang, *, grouped: bool = False, places: int) -> str:
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, rest = divmod(value, 1)
    text = f"{int(whole):,}" if grouped else str(int(whole))
    decimals = f"{int((rest * 10**places).__round__()):0{places}d}"
    if not grouped or not int(decimals):
        decimals = decimals.rstrip("0")
    text += f".{decimals}" if decimals else ""
    if lang == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return sign + text


def plain(value: Fraction | int | str, unit: str) -> int | str:
    """A value as data: integers where they are whole, percentages and sen as text.

    >>> plain(Fraction(1, 2), "share"), plain(Fraction(16800), "rupiah"), plain(Fraction(5, 2), "")
    ('50%', 16800, '2.50')
    """
    if isinstance(value, str):
        return value
    if unit == "flag":
        return "yes" if value else "no"
    exact = value if isinstance(value, Fraction) else Fraction(value)
    if unit == "share":
        whole = (exact * 10**8).denominator == 1
        return _number(exact * 100, "en", places=6) + "%" if whole else str(exact)
    if exact.denominator == 1:
        return exact.numerator
    sen = round(exact * 100)
    return f"{'-' if sen < 0 else ''}{abs(sen) // 100}.{abs(sen) % 100:02d}"
