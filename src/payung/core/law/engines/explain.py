"""One case explained: the rules walked in exact fractions, every step kept with its sources.

It reads the surface form and not the integer form, so it also stands as a check on the latter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from payung.core.law.compiler.form import Calc, Expr, If, Name, Num, Par, Round, Search
from payung.core.law.compiler.lowering import RETURNS
from payung.core.law.dated import DatedValue, Parameter, least_confident
from payung.core.law.engines.scalar import missing
from payung.core.law.law import Law
from payung.core.law.refusal import Lang
from payung.core.law.vocabulary import FACTS
from payung.core.law.wording import figure, plain

Exact = Fraction | int | str


@dataclass(frozen=True)
class ParameterUse:
    """A dated value that a step read."""

    name: str
    key: str
    value: Exact
    unit: str
    start: date
    reference: str
    confidence: str
    stale: bool
    sources: tuple[str, ...]
    label_id: str
    label_en: str
    note_id: str
    note_en: str

    @property
    def decides(self) -> bool:
        """False for a share of 100 %, which changes nothing."""
        return not (self.unit == "share" and self.value == 1)

    def as_json(self) -> dict[str, Any]:
        """The use as plain data."""
        return {
            "parameter": self.name,
            "class": self.key or None,
            "value": plain(self.value, self.unit),
            "unit": self.unit,
            "in_force_since": self.start.isoformat(),
            "reference": self.reference,
            "confidence": self.confidence,
            "sources": list(self.sources),
        }


@dataclass(frozen=True)
class Step:
    """One rule applied: what went in, what came out, what it rests on, and the sentence."""

    rule: str
    value: Exact
    unit: str
    inputs: Mapping[str, int | str]
    parameters: tuple[ParameterUse, ...]
    reference: str
    confidence: str
    sentence_id: str
    sentence_en: str

    def sentence(self, lang: Lang = "id") -> str:
        """The step as a sentence."""
        return self.sentence_id if lang == "id" else self.sentence_en

    def as_json(self) -> dict[str, Any]:
        """The step as plain data, as the contract names it and a little more."""
        return {
            "rule": self.rule,
            "value": plain(self.value, self.unit),
            "unit": self.unit,
            "inputs": dict(self.inputs),
            "parameters": [use.as_json() for use in self.parameters],
            "reference": self.reference,
            "confidence": self.confidence,
            "sentence_id": self.sentence_id,
            "sentence_en": self.sentence_en,
        }


@dataclass
class _Shown:
    """A value on its way up, with how it is written."""

    value: Fraction | str
    unit: str
    text: dict[Lang, str]


@dataclass
class Explainer:
    """Walks rules for one case on one day and collects the steps in order."""

    law: Law
    facts: Mapping[str, Exact]
    day: date
    steps: dict[str, Step] = field(default_factory=dict)

    def value(self, name: str) -> Fraction:
        """The value of a rule, explained along with all it needs. Raises LawRefusal."""
        if name not in self.steps:
            rule = self.law.rules[name]
            walk = _Walk(self)
            shown = walk.show(rule.body)
            self.steps[name] = self._step(name, walk, shown)
        return Fraction(self.steps[name].value)

    def _step(self, name: str, walk: "_Walk", shown: _Shown) -> Step:
        rule = self.law.rules[name]
        unit = RETURNS[rule.returns]
        below = [self.steps[arg] for arg in walk.read if arg in self.steps]
        own = list(dict.fromkeys(use.reference for use in walk.uses if use.decides))
        inherited = dict.fromkeys(step.reference for step in below if step.reference)
        reference = "; ".join(own or inherited)
        sentences = {}
        for lang, label in (("id", rule.label_id), ("en", rule.label_en)):
            result = figure(shown.value, unit, lang)  # type: ignore[arg-type]
            said = shown.text[lang]  # type: ignore[index]
            plain_result = said == result or shown.unit == "number"
            formula = result if plain_result else f"{said} = {result}"
            sentences[lang] = f"{label}: {formula}" + (f" ({reference})." if reference else ".")
        return Step(
            rule=name,
            value=shown.value,
            unit=unit,
            inputs={arg: self._input(arg) for arg in walk.read},
            parameters=tuple(walk.uses),
            reference=reference,
            confidence=least_confident(
                *(use.confidence for use in walk.uses), *(step.confidence for step in below)
            ),
            sentence_id=sentences["id"],
            sentence_en=sentences["en"],
        )

    def _input(self, arg: str) -> int | str:
        if arg in self.steps:
            return plain(self.steps[arg].value, self.steps[arg].unit)
        return plain(self.facts[arg], FACTS[arg].unit)


class _Walk:
    """The walk through the body of one rule; only the branch taken is walked."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.uses: list[ParameterUse] = []
        self.read: list[str] = []

    def show(self, expr: Expr) -> _Shown:
        match expr:
            case Num(value):
                return _literal(value)
            case Name(name):
                return self.name(name)
            case Par(name, key):
                return self.parameter(name, key)
            case Search():
                return self.search(expr)
            case Round():
                return self.rounding(expr)
            case If(test, then, other):
                return self.show(then if self.show(test).value else other)
            case Calc("and" | "or" as op, args):
                return self.joined(op, args)
            case Calc(op, args):
                return _calculated(op, [self.show(arg) for arg in args])

    def joined(self, op: str, args: tuple[Expr, ...]) -> _Shown:
        shown = self.show(args[0])
        for arg in args[1:]:
            if bool(shown.value) == (op == "or"):
                break
            shown = self.show(arg)
        return _flag(bool(shown.value))

    def name(self, name: str) -> _Shown:
        if name not in self.read:
            self.read.append(name)
        if name in self.explainer.law.rules:
            value: Exact = self.explainer.value(name)
            unit = self.explainer.steps[name].unit
        else:
            value, unit = self.explainer.facts[name], FACTS[name].unit
        return _said(value if isinstance(value, str) else Fraction(value), unit)

    def parameter(self, name: str, key: str | Name | None) -> _Shown:
        parameter = self.explainer.law.parameters[name]
        dated = self.dated(parameter)
        if isinstance(key, Name):
            key = str(self.name(key.name).value)
        value = dated.value
        number = value if isinstance(value, Fraction) else dict(value)[key]  # type: ignore[index]
        return self.used(parameter, dated, key or "", Fraction(number))

    def dated(self, parameter: Parameter) -> DatedValue:
        return parameter.at(self.explainer.day) or missing(parameter, self.explainer.day)

    def used(self, parameter: Parameter, dated: DatedValue, key: str, number: Fraction) -> _Shown:
        stale = parameter.stale_on(self.explainer.day)
        use = ParameterUse(
            name=parameter.name,
            key=key,
            value=number,
            unit=parameter.unit,
            start=dated.start,
            reference=dated.reference,
            confidence="low" if stale else dated.confidence_of(key),
            stale=stale,
            sources=dated.sources,
            label_id=parameter.label_id,
            label_en=parameter.label_en,
            note_id=dated.note_id,
            note_en=dated.note_en,
        )
        if use not in self.uses:
            self.uses.append(use)
        return _said(number, parameter.unit)

    def search(self, expr: Search) -> _Shown:
        parameter = self.explainer.law.parameters[expr.name]
        dated = self.dated(parameter)
        at = self.show(expr.at)
        if isinstance(dated.value, Fraction | Mapping) or isinstance(at.value, str):
            raise TypeError(expr.name)
        rows = [row for row in dated.value if row[0] <= at.value]
        if expr.how == "lookup":
            bound, number = rows[-1]
            shown = self.used(parameter, dated, str(bound), number)
            floor: dict[Lang, str] = {lang: figure(bound, "rupiah", lang) for lang in ("id", "en")}
            shown.text = {
                "id": f"{at.text['id']} masuk golongan mulai {floor['id']}",
                "en": f"{at.text['en']} falls in the class from {floor['en']}",
            }
            return shown
        return self.marginal(parameter, dated, at.value, rows)

    def marginal(
        self,
        parameter: Parameter,
        dated: DatedValue,
        amount: Fraction,
        rows: list[tuple[Fraction, Fraction]],
    ) -> _Shown:
        total = Fraction(0)
        parts: dict[Lang, list[str]] = {"id": [], "en": []}
        tops = [bound for bound, _ in rows[1:]] + [amount]
        for (bound, rate), top in zip(rows, tops, strict=True):
            total += (top - bound) * rate
            self.used(parameter, dated, str(bound), rate)
            for lang in parts:
                piece = figure(top - bound, "rupiah", lang)
                parts[lang].append(f"{piece} × {figure(rate, 'share', lang)}")
        if not rows or not amount:
            return _said(total, "rupiah")
        return _Shown(total, "rupiah", {lang: " + ".join(parts[lang]) for lang in parts})

    def rounding(self, expr: Round) -> _Shown:
        shown = self.show(expr.arg)
        if isinstance(shown.value, str):
            raise TypeError("text is not rounded")
        add = {"half_up": Fraction(1, 2), "floor_to": Fraction(0), "ceil_to": Fraction(0)}
        if expr.how == "ceil_to":
            value = -((-shown.value) // expr.step) * expr.step
        else:
            value = (shown.value / expr.step + add[expr.how]) // 1 * expr.step
        if value == shown.value:
            return shown
        text: dict[Lang, str] = {
            "id": f"{shown.text['id']}, dibulatkan",
            "en": f"{shown.text['en']}, rounded",
        }
        return _Shown(Fraction(value), "rupiah", text)


def _said(value: Fraction | str, unit: str) -> _Shown:
    return _Shown(value, unit, {lang: figure(value, unit, lang) for lang in ("id", "en")})


def _literal(value: Fraction) -> _Shown:
    return _said(value, "number")


def _flag(value: bool) -> _Shown:
    return _said(Fraction(int(value)), "flag")


def _calculated(op: str, parts: list[_Shown]) -> _Shown:
    values = [part.value for part in parts]
    unit = next((part.unit for part in parts if part.unit not in ("number", "share")), "")
    unit = unit or parts[0].unit
    if op in ("<", "<=", ">", ">=", "==", "!=", "not"):
        return _flag(_test(op, values))
    numbers = [Fraction(value) for value in values]
    if op == "*":
        return _product(parts, numbers, unit)
    if op in ("min", "max"):
        value = min(numbers) if op == "min" else max(numbers)
        word = {"min": ("terkecil dari", "the least of"), "max": ("terbesar dari", "the most of")}
        return _Shown(value, unit, _listed(word[op], parts))
    if op == "+" and 0 in numbers and any(numbers):
        return next(part for part, number in zip(parts, numbers, strict=True) if number)
    value = numbers[0] + numbers[1] if op == "+" else numbers[0] - numbers[1]
    sign = "+" if op == "+" else "−"
    text: dict[Lang, str] = {
        lang: f"{parts[0].text[lang]} {sign} {parts[1].text[lang]}" for lang in ("id", "en")
    }
    return _Shown(value, unit, text)


def _listed(word: tuple[str, str], parts: list[_Shown]) -> dict[Lang, str]:
    return {
        "id": f"{word[0]} " + " dan ".join(part.text["id"] for part in parts),
        "en": f"{word[1]} " + " and ".join(part.text["en"] for part in parts),
    }


def _product(parts: list[_Shown], numbers: list[Fraction], unit: str) -> _Shown:
    value = Fraction(1)
    for number in numbers:
        value *= number
    told = [p for p in parts if not (p.unit in ("share", "number") and p.value == 1)] or parts[:1]
    if len(told) == 1:
        return _Shown(value, unit, told[0].text)
    text: dict[Lang, str] = {
        lang: " × ".join(_bracketed(p.text[lang]) for p in told) for lang in ("id", "en")
    }
    return _Shown(value, unit, text)


def _bracketed(text: str) -> str:
    return f"({text})" if any(sign in text for sign in (" + ", " − ", " dari ", " of ")) else text


def _test(op: str, values: list[Fraction | str]) -> bool:
    left = Fraction(values[0])
    if op == "not":
        return not left
    right = Fraction(values[1])
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
        "!=": left != right,
    }[op]
