"""A loop at once: the integer form printed as Python that numba compiles, for every day of the law.

What does not depend on the amount is reckoned beforehand, once for each tariff (terms in a stretch
of months), and stands in a row of whole numbers; what does is printed, and reads that row. So one
text serves every stretch and every scenario whose rules read alike, and no value stands in it. All
numbers are int64: the compiler has shown for every version of every parameter that none leaves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

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
    """One variant of one law: the text of its function, and what its rows must hold."""

    variant: str
    text: str
    slots: tuple[Slot, ...]


@dataclass
class _Variant:
    law: Law
    variant: str
    slots: Slots = field(default_factory=Slots)
    lines: list[str] = field(default_factory=list)
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
        lines = [f"{AMOUNT[self.variant]} = amount", *self.lines]
        lines += [f"out_{name} = {text}" for name, text in shown.items()]
        lines.append(f"out_total = {' + '.join(f'out_{name}' for name in PROGRAMMES)}")
        lines.append(f"return {', '.join(f'out_{name}' for name in MONEY)}")
        body = "\n".join(f"    {line}" for line in lines)
        return Printed(self.variant, body, tuple(self.slots.found))

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
            self.lines.append(f"{name} = {self.show(expr)}")
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


def program(texts: Iterable[tuple[str, ...]]) -> str:
    """A module of the loop: one function for each different text, one choice for each law.

    `texts` are the bodies of each law, in the order of TABLED; equal ones stand once.
    """
    laws = list(dict.fromkeys(texts))
    bodies = list(dict.fromkeys(text for law in laws for text in law))
    parts = ["from payung.core.law.fused.kernels import divided, jit, lookup, marginal, times\n"]
    for number, body in enumerate(bodies):
        lines, _, money = body.rpartition("    return ")
        parts.append(f"@jit\ndef rule_{number}({_HEAD}):\n{body}\n")
        total = f"{lines}    return {money.rpartition(', ')[2]}"
        parts.append(f"@jit\ndef total_{number}({_HEAD}):\n{total}\n")
    for kind, name in (("rule", "reckon"), ("total", "reckon_total")):
        for number, law in enumerate(laws):
            places = [bodies.index(body) for body in law]
            parts.append(_chosen(f"{kind}_of_law_{number}", "variant", "", [
                f"{kind}_{place}({_HEAD})" for place in places
            ]))  # fmt: skip
        parts.append(_chosen(name, "law", "variant, ", [
            f"{kind}_of_law_{number}(variant, {_HEAD})" for number in range(len(laws))
        ]))  # fmt: skip
    return "\n".join([*parts, _LOOP])


_HEAD = "amount, p, r, bounds, values"


def _chosen(name: str, by: str, more: str, calls: list[str]) -> str:
    """A function that makes one of several calls, by a number."""
    lines = [f"@jit\ndef {name}({by}, {more}{_HEAD}):"]
    lines += [f"    if {by} == {n}:\n        return {call}" for n, call in enumerate(calls[1:], 1)]
    return "\n".join([*lines, f"    return {calls[0]}\n"])


_LOOP = """
@jit
def price(
    person, stop, code, wage, income, first, last, base, stretch_of, begins, ends, keys,
    by_income, bundle, variant, sides, law_of, main, p, bounds, values, top, most_rows,
    run_person, run_bundle, run_first, run_months, money,
):
    runs, rows, refused, beyond = 0, 0, 0, 0
    while person < stop and runs + len(begins) <= len(run_person) and rows < most_rows:
        key, begin, end = keys[code[person]], first[person], last[person]
        amount = income[person] if by_income[key] else wage[person]
        wrong = amount < 0 or amount > top
        if begin < 0 or end < begin:
            refused += 1
            person += 1
            continue
        before = -1
        stretch = stretch_of[begin - base]
        while stretch < len(begins) and begins[stretch] <= end:
            b = bundle[key, stretch]
            low, high = max(begin, begins[stretch]), min(end, ends[stretch])
            stretch += 1
            if b < 0 or wrong:
                refused += 1
                before = -1
                continue
            rows += high - low + 1
            if b == before:
                run_months[runs - 1] += high - low + 1
                continue
            before = b
            run_person[runs], run_bundle[runs] = person, b
            run_first[runs], run_months[runs] = low, high - low + 1
            r = sides[b, main]
            for column in range(11):
                money[column, runs] = 0
            if r >= 0:
                raised = times(amount, p[r, 0], p[r, 1])
                beyond += raised > top
                found = reckon(law_of[main], variant[b], raised, p, r, bounds, values)
                (money[0, runs], money[1, runs], money[2, runs], money[3, runs], money[4, runs],
                 money[5, runs], money[6, runs], money[7, runs], money[8, runs], money[9, runs],
                 money[10, runs]) = found
            column = 11
            for side in range(sides.shape[1]):
                if side == main:
                    continue
                other = sides[b, side]
                if other == r:
                    money[column, runs] = money[10, runs]
                elif other < 0:
                    money[column, runs] = 0
                else:
                    raised = times(amount, p[other, 0], p[other, 1])
                    beyond += raised > top
                    money[column, runs] = reckon_total(
                        law_of[side], variant[b], raised, p, other, bounds, values
                    )
                column += 1
            runs += 1
        person += 1
    return person, runs, rows, refused, beyond
"""
