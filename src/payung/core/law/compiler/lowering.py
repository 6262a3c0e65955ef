"""Surface form to integer form: units, denominators, rounding and overflow are settled here.

Every rule gets an int64 expression whose bounds are known for every version of every parameter.
What cannot be exact is refused with the rule's name: rupiah that leave a rule unrounded, units
that do not fit, numbers that could pass 63 bits.
"""

from collections.abc import Mapping
from functools import reduce
from math import lcm
from typing import NoReturn

from payung.core.law.compiler.form import Calc, Expr, If, Name, Num, Par, Round, Rule, Search
from payung.core.law.compiler.integers import (
    Compiled,
    IConst,
    IExpr,
    IOp,
    IPar,
    ISearch,
    IVar,
    Kind,
    scaled,
)
from payung.core.law.dated import Parameter
from payung.core.law.refusal import LawFault
from payung.core.law.vocabulary import CLASSES, FACTS

LIMIT = 2**63 - 1
RETURNS = {
    "Rupiah": "rupiah",
    "Amount": "rupiah",
    "Share": "share",
    "Flag": "flag",
    "Months": "months",
    "Days": "days",
    "Years": "years",
    "Persons": "persons",
}
Typed = tuple[IExpr, Kind]


def compile_rules(
    rules: Mapping[str, Rule], parameters: Mapping[str, Parameter]
) -> dict[str, Compiled]:
    """Every rule in integer form, each after the rules it needs. Raises LawFault with the rule."""
    done: dict[str, Compiled] = {}
    for name in _ordered(rules):
        done[name] = _Lowering(rules[name], parameters, done).compiled()
    return done


def _ordered(rules: Mapping[str, Rule]) -> list[str]:
    order: list[str] = []
    open_rules: list[str] = []

    def visit(name: str) -> None:
        if name in order or name in FACTS:
            return
        if name in open_rules:
            raise LawFault(f"{name}: rules go round in a circle: {' → '.join(open_rules)}")
        if name not in rules:
            raise LawFault(f"{open_rules[-1]}: {name} is neither a rule nor a fact")
        open_rules.append(name)
        for arg in rules[name].args:
            visit(arg)
        open_rules.pop()
        order.append(name)

    for name in rules:
        visit(name)
    return order


class _Lowering:
    """Lowers one rule."""

    def __init__(
        self, rule: Rule, parameters: Mapping[str, Parameter], done: Mapping[str, Compiled]
    ) -> None:
        self.rule = rule
        self.parameters = parameters
        self.done = done

    def refuse(self, reason: str) -> NoReturn:
        raise LawFault(f"{self.rule.place} {self.rule.name}: {reason}")

    def compiled(self) -> Compiled:
        if self.rule.returns not in RETURNS:
            self.refuse(f"{self.rule.returns} is not a type of the rules")
        unit = RETURNS[self.rule.returns]
        expr, kind = self.lower(self.rule.body)
        if kind.unit not in (unit, "number"):
            self.refuse(f"it returns {kind.unit} where {unit} is due")
        if self.rule.returns != "Share" and self.rule.returns != "Amount" and kind.den != 1:
            self.refuse(f"unrounded {unit} (1/{kind.den}) would be returned; say how to round")
        return Compiled(
            self.rule.name, self.rule.args, expr, Kind(unit, kind.den, kind.low, kind.high)
        )

    def checked(self, expr: IExpr, unit: str, den: int, bounds: tuple[int, int]) -> Typed:
        if max(abs(bound) for bound in bounds) > LIMIT:
            self.refuse("a value could pass 63 bits (overflow)")
        return expr, Kind(unit, den, *bounds)

    def lower(self, expr: Expr) -> Typed:
        match expr:
            case Num(value):
                if value.denominator != 1:
                    self.refuse("only whole numbers stand in rules")
                number = int(value)
                return IConst(number), Kind("number", 1, number, number)
            case Name(name):
                return self.name(name)
            case Par(name, key):
                return self.parameter(name, key)
            case Search():
                return self.search(expr)
            case Round():
                return self.rounding(expr)
            case If(test, then, other):
                return self.choice(test, then, other)
            case Calc(op, args):
                return self.calculation(op, [self.lower(arg) for arg in args])

    def name(self, name: str) -> Typed:
        if name in self.done:
            return IVar(name), self.done[name].kind
        fact = FACTS[name]
        if fact.unit == "class":
            self.refuse(f"{name} is a class: it may only choose a parameter")
        return IVar(name), Kind(fact.unit, fact.den, fact.low * fact.den, fact.high * fact.den)

    def parameter(self, name: str, key: str | Name | None) -> Typed:
        parameter = self.known(name, ("constant",) if key is None else ("per_class",))
        den = _denominator(parameter)
        numbers = [int(n * den) for n in parameter.numbers()]
        integer_key: str | IVar | None = None
        if isinstance(key, Name):
            fact = FACTS.get(key.name)
            if fact is None or fact.class_name != parameter.class_name:
                self.refuse(f"{key.name} does not choose a class of p.{name}")
            integer_key = IVar(key.name)
        elif key is not None:
            if key not in (CLASSES[parameter.class_name] or (key,)):
                self.refuse(f"p.{name} has no class {key!r}")
            integer_key = key
        bounds = (min(numbers), max(numbers))
        return self.checked(IPar(name, den, integer_key), parameter.unit, den, bounds)

    def known(self, name: str, kinds: tuple[str, ...]) -> Parameter:
        parameter = self.parameters.get(name)
        if parameter is None:
            self.refuse(f"there is no parameter p.{name}")
        if parameter.kind not in kinds:
            self.refuse(f"p.{name} is of kind {parameter.kind}, not {kinds[0]}")
        return parameter

    def search(self, expr: Search) -> Typed:
        parameter = self.known(expr.name, ("table" if expr.how == "lookup" else "bands",))
        at, at_kind = self.lower(expr.at)
        if at_kind.unit != "rupiah" or at_kind.low < 0:
            self.refuse(f"p.{expr.name} is read at an amount of rupiah, not below zero")
        den = _denominator(parameter)
        numbers = [int(n * den) for n in parameter.numbers()]
        node = ISearch(expr.how, expr.name, at, at_kind.den, den)
        if expr.how == "lookup":
            return self.checked(node, parameter.unit, den, (min(numbers), max(numbers)))
        bounds = (0, at_kind.high * max(numbers))
        return self.checked(node, "rupiah", at_kind.den * den, bounds)

    def rounding(self, expr: Round) -> Typed:
        arg, kind = self.lower(expr.arg)
        if kind.unit != "rupiah":
            self.refuse(f"{expr.how} rounds rupiah, not {kind.unit}")
        if kind.low < 0:
            self.refuse(f"{expr.how} of a value that could fall below zero")
        den = kind.den * expr.step
        if expr.how == "half_up" and den % 2:
            arg, kind, den = scaled(arg, 2), _times(kind, 2), den * 2
        add = {"half_up": den // 2, "floor_to": 0, "ceil_to": den - 1}[expr.how]
        self.checked(arg, "rupiah", den, (0, kind.high + add))
        top = arg if add == 0 else IOp("+", (arg, IConst(add)))
        if den == 1:
            return arg, kind
        rounded = scaled(IOp("//", (top, IConst(den))), expr.step)
        low, high = ((bound + add) // den * expr.step for bound in (kind.low, kind.high))
        return self.checked(rounded, "rupiah", 1, (low, high))

    def choice(self, test: Expr, then: Expr, other: Expr) -> Typed:
        condition, condition_kind = self.lower(test)
        if condition_kind.unit != "flag":
            self.refuse("a condition is a comparison or a flag")
        (a, b), kind = self.aligned([self.lower(then), self.lower(other)])
        return self.checked(IOp("if", (condition, a, b)), *kind)

    def aligned(self, parts: list[Typed]) -> tuple[list[IExpr], tuple[str, int, tuple[int, int]]]:
        """Bring values to one unit and one denominator."""
        units = {kind.unit for _, kind in parts} - {"number"}
        if len(units) > 1:
            self.refuse(f"units do not fit: {' and '.join(sorted(units))}")
        den = lcm(*(kind.den for _, kind in parts))
        exprs = [scaled(expr, den // kind.den) for expr, kind in parts]
        kinds = [_times(kind, den // kind.den) for _, kind in parts]
        low, high = min(k.low for k in kinds), max(k.high for k in kinds)
        return exprs, (units.pop() if units else "number", den, (low, high))

    def calculation(self, op: str, parts: list[Typed]) -> Typed:
        if op in ("and", "or", "not"):
            if any(kind.unit != "flag" for _, kind in parts):
                self.refuse(f"`{op}` joins conditions")
            return IOp(op, tuple(expr for expr, _ in parts)), Kind("flag", 1, 0, 1)
        if op == "*":
            return reduce(self.product, parts)
        exprs, (unit, den, bounds) = self.aligned(parts)
        self.checked(IConst(0), unit, den, bounds)
        if op in ("<", "<=", ">", ">=", "==", "!="):
            return IOp(op, tuple(exprs)), Kind("flag", 1, 0, 1)
        kinds = [_times(kind, den // kind.den) for _, kind in parts]
        if op == "+":
            bounds = (sum(k.low for k in kinds), sum(k.high for k in kinds))
        elif op == "-":
            bounds = (kinds[0].low - kinds[1].high, kinds[0].high - kinds[1].low)
        else:
            pick = min if op == "min" else max
            bounds = (pick(k.low for k in kinds), pick(k.high for k in kinds))
        return self.checked(IOp(op, tuple(exprs)), unit, den, bounds)

    def product(self, left: Typed, right: Typed) -> Typed:
        (a, ka), (b, kb) = left, right
        unit = self.product_unit(ka.unit, kb.unit)
        corners = [x * y for x in (ka.low, ka.high) for y in (kb.low, kb.high)]
        return self.checked(IOp("*", (a, b)), unit, ka.den * kb.den, (min(corners), max(corners)))

    def product_unit(self, a: str, b: str) -> str:
        if a == "number" or b == "number":
            return b if a == "number" else a
        if a == "share" or b == "share":
            return b if a == "share" else a
        if "rupiah" not in (a, b) or a == b or "flag" in (a, b):
            self.refuse(f"{a} times {b} means nothing")
        return "rupiah"


def _denominator(parameter: Parameter) -> int:
    return lcm(1, *(number.denominator for number in parameter.numbers()))


def _times(kind: Kind, factor: int) -> Kind:
    return Kind(kind.unit, kind.den * factor, kind.low * factor, kind.high * factor)
