"""One case explained: the rules walked in exact fractions, every step kept with its sources.

It reads the surface form and not the integer form, so it also stands as a check on the latter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from payung.core.law.compiler.form import Calc, Expr, If, Name, Num, Par, Round, Search
from payung.core.law.compiler.lowering import RETURNS
from payung.core.law.dated import DatedValue, Parameter, least_confident
from payung.core.law.engines.scalar import missing
from payung.core.law.engines.shown import Exact, Shown, Words, calculated, flag, rounded, said
from payung.core.law.law import Law
from payung.core.law.refusal import Lang, cited
from payung.core.law.vocabulary import FACTS
from payung.core.law.wording import figure, plain

Place = tuple[int, str, bool]
Grounds = tuple[tuple[int, ...], tuple[tuple[str, str], ...]]


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

    @cached_property
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
    words: Words = field(repr=False, compare=False)

    def sentence(self, lang: Lang = "id") -> str:
        """The step as a sentence, put together when it is asked for."""
        return self.words(lang)

    @property
    def sentence_id(self) -> str:
        """The step as an Indonesian sentence."""
        return self.words("id")

    @property
    def sentence_en(self) -> str:
        """The step as an English sentence."""
        return self.words("en")

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
class Explainer:
    """Walks rules for one case on one day and collects the steps in order."""

    law: Law
    facts: Mapping[str, Exact]
    day: date
    steps: dict[str, Step] = field(default_factory=dict)

    uses: dict[Place, tuple[ParameterUse, Shown]] = field(init=False, repr=False)
    """Uses that earlier cases made of the same values: they never change within a law."""

    grounds: dict[Grounds, tuple[str, str]] = field(init=False, repr=False)
    """What steps rest on, by their uses (each kept in `uses`, so known by identity) and by what
    stands below them."""

    shown: dict[str, Shown] = field(default_factory=dict, repr=False)
    """Facts and rules of this case as they are written in the rules that read them."""

    inputs: dict[str, int | str] = field(default_factory=dict, repr=False)
    """The same as data."""

    def __post_init__(self) -> None:
        self.uses = self.law.memory.setdefault("uses", {})
        self.grounds = self.law.memory.setdefault("grounds", {})

    def value(self, name: str) -> Fraction:
        """The value of a rule, explained along with all it needs. Raises LawRefusal."""
        step = self.steps.get(name)
        if step is None:
            walk = _Walk(self)
            step = self._step(name, walk, walk.show(self.law.rules[name].body))
            self.steps[name] = step
        return step.value if isinstance(step.value, Fraction) else Fraction(step.value)

    def _step(self, name: str, walk: "_Walk", shown: Shown) -> Step:
        rule = self.law.rules[name]
        unit = RETURNS[rule.returns]
        below = [self.steps[arg] for arg in walk.read if arg in self.steps]
        reference, confidence = self._grounds(walk.uses, below)

        def words(lang: Lang) -> str:
            label = rule.label_id if lang == "id" else rule.label_en
            result, formula = figure(shown.value, unit, lang), shown.text(lang)
            plain_result = formula == result or shown.unit == "number"
            told = result if plain_result else f"{formula} = {result}"
            return f"{label}: {told}" + (f" ({cited(reference, lang)})." if reference else ".")

        return Step(
            rule=name,
            value=shown.value,
            unit=unit,
            inputs={arg: self._input(arg) for arg in walk.read},
            parameters=tuple(walk.uses),
            reference=reference,
            confidence=confidence,
            words=words,
        )

    def _grounds(self, uses: Sequence[ParameterUse], below: Sequence[Step]) -> tuple[str, str]:
        """What a step rests on, and how sure that is."""
        inherited = tuple((step.reference, step.confidence) for step in below)
        place = (tuple(map(id, uses)), inherited)
        if place not in self.grounds:
            deciding = [use for use in uses if use.decides] or uses
            own = dict.fromkeys(use.reference for use in deciding)
            reference = "; ".join(own or dict.fromkeys(told for told, _ in inherited if told))
            levels = (*(use.confidence for use in uses), *(level for _, level in inherited))
            self.grounds[place] = (reference, least_confident(*levels))
        return self.grounds[place]

    def _input(self, arg: str) -> int | str:
        if arg not in self.inputs:
            shown = self.shown[arg]
            self.inputs[arg] = plain(shown.value, shown.unit)
        return self.inputs[arg]


def _use(
    parameter: Parameter, dated: DatedValue, key: str, number: Fraction, stale: bool
) -> ParameterUse:
    return ParameterUse(
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


class _Walk:
    """The walk through the body of one rule; only the branch taken is walked."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.uses: list[ParameterUse] = []
        self.read: list[str] = []

    def show(self, expr: Expr) -> Shown:
        return _BY_KIND[type(expr)](self, expr)

    def literal(self, expr: Num) -> Shown:
        return said(expr.value, "number")

    def named(self, expr: Name) -> Shown:
        return self.name(expr.name)

    def stated(self, expr: Par) -> Shown:
        return self.parameter(expr.name, expr.key)

    def whole(self, expr: Round) -> Shown:
        return rounded(expr.how, expr.step, self.show(expr.arg))

    def chosen(self, expr: If) -> Shown:
        return self.show(expr.then if self.show(expr.test).value else expr.other)

    def reckoned(self, expr: Calc) -> Shown:
        if expr.op in ("and", "or"):
            return self.joined(expr.op, expr.args)
        return calculated(expr.op, [self.show(arg) for arg in expr.args])

    def joined(self, op: str, args: tuple[Expr, ...]) -> Shown:
        shown = self.show(args[0])
        for arg in args[1:]:
            if bool(shown.value) == (op == "or"):
                break
            shown = self.show(arg)
        return flag(bool(shown.value))

    def name(self, name: str) -> Shown:
        if name not in self.read:
            self.read.append(name)
        known = self.explainer.shown
        if name not in known:
            if name in self.explainer.law.rules:
                value: Exact = self.explainer.value(name)
                unit = self.explainer.steps[name].unit
            else:
                value, unit = self.explainer.facts[name], FACTS[name].unit
            known[name] = said(Fraction(value) if isinstance(value, int) else value, unit)
        return known[name]

    def parameter(self, name: str, key: str | Name | None) -> Shown:
        parameter = self.explainer.law.parameters[name]
        dated = self.dated(parameter)
        if isinstance(key, Name):
            key = str(self.name(key.name).value)
        value = dated.value
        if isinstance(value, Mapping) and key is not None:
            return self.used(parameter, dated, key, value[key])
        if not isinstance(value, Fraction):
            raise TypeError(name)
        return self.used(parameter, dated, "", value)

    def dated(self, parameter: Parameter) -> DatedValue:
        return parameter.at(self.explainer.day) or missing(parameter, self.explainer.day)

    def used(self, parameter: Parameter, dated: DatedValue, key: str, number: Fraction) -> Shown:
        stale = parameter.stale_on(self.explainer.day)
        known = self.explainer.uses
        place = (id(dated), key, stale)
        if place not in known:
            use = _use(parameter, dated, key, number, stale)
            known[place] = (use, said(number, parameter.unit))
        use, shown = known[place]
        if not any(use is one for one in self.uses):
            self.uses.append(use)
        return shown

    def search(self, expr: Search) -> Shown:
        parameter = self.explainer.law.parameters[expr.name]
        dated = self.dated(parameter)
        at = self.show(expr.at)
        if isinstance(dated.value, Fraction | Mapping):
            raise TypeError(expr.name)
        rows = [row for row in dated.value if row[0] <= at.number]
        if expr.how == "marginal":
            return self.marginal(parameter, dated, at.number, rows)
        bound, number = rows[-1]
        found = self.used(parameter, dated, str(bound), number)
        words = {"id": "masuk golongan mulai", "en": "falls in the class from"}
        return Shown(
            found.value,
            found.unit,
            lambda lang: f"{at.text(lang)} {words[lang]} {figure(bound, 'rupiah', lang)}",
        )

    def marginal(
        self,
        parameter: Parameter,
        dated: DatedValue,
        amount: Fraction,
        rows: list[tuple[Fraction, Fraction]],
    ) -> Shown:
        tops = [bound for bound, _ in rows[1:]] + [amount]
        slices = [(top - bound, rate) for (bound, rate), top in zip(rows, tops, strict=True)]
        for (bound, rate), _ in zip(rows, tops, strict=True):
            self.used(parameter, dated, str(bound), rate)
        total = sum((part * rate for part, rate in slices), Fraction(0))

        def text(lang: Lang) -> str:
            return " + ".join(
                f"{figure(part, 'rupiah', lang)} × {figure(rate, 'share', lang)}"
                for part, rate in slices
            )

        return Shown(total, "rupiah", text) if amount else said(total, "rupiah")


_BY_KIND: dict[type, Callable[[_Walk, Any], Shown]] = {
    Num: _Walk.literal,
    Name: _Walk.named,
    Par: _Walk.stated,
    Search: _Walk.search,
    Round: _Walk.whole,
    If: _Walk.chosen,
    Calc: _Walk.reckoned,
}
