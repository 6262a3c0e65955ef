"""A loop at once: the integer form printed as Python that numba compiles, for every day of the law.

What does not depend on the amount is reckoned beforehand, once for each tariff (terms in a stretch
of months), and stands in a row of whole numbers; what does is printed, and reads that row. So one
text serves every stretch and every scenario whose rules read alike, and no value stands in it. All
numbers are int64: the compiler has shown for every version of every parameter that none leaves it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from payung.core.law.compiler.folding import variables
from payung.core.law.compiler.integers import IConst, IExpr, IOp, ISearch, IVar
from payung.core.law.law import Law
from payung.core.law.outputs import AMOUNT, OUTPUTS, PAYERS
from payung.core.law.vocabulary import PROGRAMMES

MONEY = (*PROGRAMMES, *PAYERS, "total")
TABLED = ("pu", "bpu", "construction-wage")
"""Variants that stand in tables of people; a contract is not a person."""
_TESTS = ("<", "<=", ">", ">=", "==", "!=", "and", "or", "not")
_FLAGS = {name: f"has_{name}" for name in PROGRAMMES}


Slot = tuple[str, IExpr | str]
"""What a row holds at a place: a `value` that the amount does not move, the place `from` and `to`
which a table lies in the pool, a `flag` of the terms, or a part of the `times` of the amount."""
TIMES: tuple[Slot, ...] = (("times", "num"), ("times", "den"))


@dataclass
class Slots:
    """The places of a row, given out as the text asks for them."""

    found: dict[Slot, int] = field(
        default_factory=lambda: {slot: at for at, slot in enumerate(TIMES)}
    )

    def of(self, kind: str, what: IExpr | str) -> str:
        """The place of a slot, as it is printed."""
        place = self.found.setdefault((kind, what), len(self.found))
        return f"p[r, {place}]"


@dataclass(frozen=True)
class Printed:
    """One variant of one law: the text of its function, and what its rows must hold.

    `parts` are the texts of functions of one programme each, for a law of which only some differ.
    """

    variant: str
    text: str
    parts: tuple[str, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def reads(self) -> tuple[tuple[int, ...], ...]:
        """The slots that each part reads."""
        found = (re.findall(r"p\[r, ([0-9]+)\]", part) for part in self.parts)
        return tuple(tuple(sorted({0, 1, *map(int, places)})) for places in found)


@dataclass
class _Variant:
    law: Law
    variant: str
    slots: Slots = field(default_factory=Slots)
    lines: dict[str, str] = field(default_factory=dict)
    moving: set[str] = field(default_factory=set)
    """Rules that the amount moves; the others are reckoned once for each tariff."""

    def printed(self) -> Printed:
        named: list[str] = []
        money = {name: self.part(name, named) for name in PROGRAMMES}
        money |= {payer: self.borne(payer, named) for payer in PAYERS}
        self.moving.add(AMOUNT[self.variant])
        for rule in _ordered(self.law, named):
            self.rule(rule)
        shown = {name: self.sum(terms) for name, terms in money.items()}
        lines = [*self.lines.values()]
        lines += [f"out_{name} = {text}" for name, text in shown.items()]
        lines.append(f"out_total = {' + '.join(f'out_{name}' for name in PROGRAMMES)}")
        lines.append(f"return {', '.join(f'out_{name}' for name in MONEY)}")
        parts = tuple(self.alone(money[name], shown[name]) for name in PROGRAMMES)
        return Printed(self.variant, self.body(lines), parts, tuple(self.slots.found))

    def alone(self, terms: list[tuple[str, ...]], shown: str) -> str:
        """The text of one programme by itself."""
        needed = _ordered(self.law, [term[-1] for term in terms])
        return self.body([*(self.lines[n] for n in needed if n in self.lines), f"return {shown}"])

    def body(self, lines: Iterable[str]) -> str:
        return "\n".join(f"    {line}" for line in (f"{AMOUNT[self.variant]} = amount", *lines))

    def part(self, programme: str, named: list[str]) -> list[tuple[str, ...]]:
        output = OUTPUTS.get((self.variant, programme))
        if output is None:
            return []
        named.append(output.part)
        return [(_FLAGS[programme], output.part)]

    def borne(self, payer: str, named: list[str]) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for programme in PROGRAMMES:
            output = OUTPUTS.get((self.variant, programme))
            for who, rule in output.payers.items() if output else ():
                named.append(rule)
                if who == payer:
                    found.append((_FLAGS[programme], rule))
                elif who == "bearer" and payer in ("participant", "fund"):
                    flag = "fund_bears" if payer == "fund" else "self_bears"
                    found.append((_FLAGS[programme], flag, rule))
        return found

    def sum(self, terms: list[tuple[str, ...]]) -> str:
        def term(parts: tuple[str, ...]) -> str:
            return " * ".join(
                [*(self.slots.of("flag", flag) for flag in parts[:-1]), self.value(parts[-1])]
            )

        return " + ".join(term(parts) for parts in terms) or "0"

    def rule(self, name: str) -> None:
        expr = self.law.compiled[name].expr
        if self.moved(expr):
            self.lines[name] = f"{name} = {self.show(expr)}"
            self.moving.add(name)

    def moved(self, expr: IExpr) -> bool:
        return bool(variables(expr) & self.moving) or _searches(expr)

    def value(self, name: str) -> str:
        return name if name in self.moving else self.slots.of("value", IVar(name))

    def show(self, expr: IExpr) -> str:
        """The expression as numba reads it; what the amount does not move is a slot."""
        if isinstance(expr, IConst):
            return repr(expr.value)
        if not self.moved(expr):
            return self.slots.of("value", expr)
        match expr:
            case IVar(name):
                return name
            case ISearch():
                return self.search(expr)
            case IOp("if", (test, then, other)):
                return f"({self.show(then)} if {self.test(test)} else {self.show(other)})"
            case IOp("min" | "max" as op, args):
                return f"{op}({', '.join(self.show(arg) for arg in args)})"
            case IOp(op, _) if op in _TESTS:
                return f"(1 if {self.test(expr)} else 0)"
            case IOp("//", (left, right)):  # only of a rounding, and that is of nothing below zero
                return f"divided({self.show(left)}, {self.show(right)})"
            case IOp(op, args):
                return f"({f' {op} '.join(self.show(arg) for arg in args)})"
            case _:
                raise TypeError(str(expr))

    def test(self, expr: IExpr) -> str:
        match expr:
            case IOp("and" | "or" as op, args):
                return f"({f' {op} '.join(self.test(arg) for arg in args)})"
            case IOp("not", (arg,)):
                return f"(not {self.test(arg)})"
            case IOp(op, (left, right)) if op in _TESTS:
                return f"({self.show(left)} {op} {self.show(right)})"
            case _:
                return f"({self.show(expr)} != 0)"

    def search(self, expr: ISearch) -> str:
        """A table lies in the pool of bounds and values; the row says from where to where."""
        start, end = self.slots.of("from", expr), self.slots.of("to", expr)
        word = "marginal" if expr.how == "marginal" else "lookup"
        return f"{word}(bounds, values, {start}, {end}, {self.show(expr.at)})"


def _searches(expr: IExpr) -> bool:
    match expr:
        case ISearch():
            return True
        case IOp(_, args):
            return any(_searches(arg) for arg in args)
        case _:
            return False


def _ordered(law: Law, outputs: Iterable[str]) -> list[str]:
    """The rules that the outputs need on any day, each after what it needs."""
    needed: set[str] = set()
    waiting = list(outputs)
    while waiting:
        name = waiting.pop()
        if name in law.compiled and name not in needed:
            needed.add(name)
            waiting += variables(law.compiled[name].expr)
    return [name for name in law.compiled if name in needed]


def printed(law: Law, variant: str) -> Printed:
    """The loop's text of one variant of a segment."""
    return _Variant(law, variant).printed()
