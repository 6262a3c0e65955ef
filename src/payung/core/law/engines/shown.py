"""Exact values on their way up through a rule, each with how it is written when asked."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from payung.core.law.refusal import Lang
from payung.core.law.wording import figure

Exact = Fraction | int | str
Words = Callable[[Lang], str]
COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}


@dataclass(slots=True)
class Shown:
    """A value, its unit, and its text in either language (put together only when called)."""

    value: Fraction | str
    unit: str
    text: Words

    @property
    def number(self) -> Fraction:
        """The value as a number; raises TypeError for a class name."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.value} is not a number")
        return self.value


def said(value: Fraction | str, unit: str) -> Shown:
    """A plain value."""
    return Shown(value, unit, lambda lang: figure(value, unit, lang))


def flag(value: bool) -> Shown:
    """A yes or no."""
    return said(Fraction(int(value)), "flag")


def rounded(how: str, step: int, shown: Shown) -> Shown:
    """`half_up`, `floor_to` or `ceil_to`, told only where it changed something."""
    number = shown.number
    over, under = number.numerator, number.denominator * step
    if how == "half_up":
        whole = (2 * over + under) // (2 * under)
    else:
        whole = over // under if how == "floor_to" else -(-over // under)
    value = Fraction(whole * step)
    if value == shown.value:
        return shown
    word = {"id": "dibulatkan", "en": "rounded"}
    return Shown(value, "rupiah", lambda lang: f"{shown.text(lang)}, {word[lang]}")


def calculated(op: str, parts: list[Shown]) -> Shown:
    """One operation over shown values."""
    if op == "not":
        return flag(not parts[0].number)
    if op in COMPARE:
        return flag(COMPARE[op](parts[0].number, parts[1].number))
    unit = parts[0].unit
    for part in parts:
        if part.unit not in ("number", "share"):
            unit = part.unit
            break
    if op == "*":
        return _product(parts, unit)
    if op in ("min", "max"):
        return _extreme(op, parts, unit)
    left, right = parts
    if op == "+" and (not left.value or not right.value):
        return left if left.value else right
    value = left.number + right.number if op == "+" else left.number - right.number
    sign = "+" if op == "+" else "−"
    return Shown(value, unit, lambda lang: f"{left.text(lang)} {sign} {right.text(lang)}")


def _extreme(op: str, parts: list[Shown], unit: str) -> Shown:
    pick = min if op == "min" else max
    words = {
        "min": {"id": ("terkecil dari", " dan "), "en": ("the least of", " and ")},
        "max": {"id": ("terbesar dari", " dan "), "en": ("the most of", " and ")},
    }[op]

    def text(lang: Lang) -> str:
        word, joint = words[lang]
        return f"{word} {joint.join(part.text(lang) for part in parts)}"

    return Shown(pick(part.number for part in parts), unit, text)


def _product(parts: list[Shown], unit: str) -> Shown:
    told = [p for p in parts if not (p.unit in ("share", "number") and p.value == 1)] or parts[:1]
    value = told[0].number
    for part in told[1:]:
        value *= part.number
    if len(told) == 1:
        return Shown(value, unit, told[0].text)
    return Shown(value, unit, lambda lang: " × ".join(_bracketed(part.text(lang)) for part in told))


def _bracketed(text: str) -> str:
    compound = any(sign in text for sign in (" + ", " − ", " dari ", " of "))
    return f"({text})" if compound else text
