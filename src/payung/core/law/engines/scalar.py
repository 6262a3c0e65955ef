"""One case at once: the integer form printed as a Python function for one interval of the law."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from payung.core.law.compiler.folding import Folder, folded_rules
from payung.core.law.compiler.integers import IConst, IExpr, IOp, IPar, ISearch, IVar
from payung.core.law.dated import Parameter
from payung.core.law.law import Law
from payung.core.law.refusal import LawRefusal

Bounds = tuple[int, ...]


def missing(parameter: Parameter, day: date) -> NoReturn:
    """Refuse a day for which no value of a parameter is known."""
    raise LawRefusal(
        "month_without_parameter",
        f"Tidak ada nilai yang diketahui untuk “{parameter.label_id}” pada {day.isoformat()}.",
        f"No value is known for “{parameter.label_en}” on {day.isoformat()}.",
        parameter.values[0].reference,
    )


def marginal(amount: int, bounds: Bounds, rates: Bounds) -> int:
    """The sum of rate × slice over the slices that an amount fills.

    >>> marginal(250, (0, 100, 200), (3, 2, 1))
    550
    """
    total = 0
    for index in range(bisect_right(bounds, amount)):
        top = bounds[index + 1] if index + 1 < len(bounds) else amount
        total += (min(amount, top) - bounds[index]) * rates[index]
    return total


class _Printer:
    """Prints integer expressions as Python for the values in force on one day."""

    def __init__(self, law: Law, day: date) -> None:
        self.law = law
        self.day = day
        self.constants: dict[str, Any] = {
            "_bisect": bisect_right,
            "_marginal": marginal,
            "_missing": missing,
            "_day": day,
            "__builtins__": {"min": min, "max": max},
        }

    def constant(self, value: object) -> str:
        name = f"_k{len(self.constants)}"
        self.constants[name] = value
        return name

    def show(self, expr: IExpr) -> str:
        match expr:
            case IConst(value):
                return repr(value)
            case IVar(name):
                return name
            case IPar():
                return self.parameter(expr)
            case ISearch():
                return self.search(expr)
            case IOp("if", (test, then, other)):
                return f"({self.show(then)} if {self.show(test)} else {self.show(other)})"
            case IOp("not", (arg,)):
                return f"(not {self.show(arg)})"
            case IOp("min" | "max" as op, args):
                return f"{op}({', '.join(self.show(arg) for arg in args)})"
            case IOp(op, args):
                return f"({f' {op} '.join(self.show(arg) for arg in args)})"

    def parameter(self, expr: IPar) -> str:
        parameter = self.law.parameters[expr.name]
        dated = parameter.at(self.day)
        if dated is None:
            return f"_missing({self.constant(parameter)}, _day)"
        if not isinstance(dated.value, Mapping) or not isinstance(expr.key, IVar):
            raise TypeError(expr.name)
        scaled = {key: int(number * expr.den) for key, number in dated.value.items()}
        return f"{self.constant(scaled)}[{expr.key.name}]"

    def search(self, expr: ISearch) -> str:
        parameter = self.law.parameters[expr.name]
        dated = parameter.at(self.day)
        if dated is None:
            return f"_missing({self.constant(parameter)}, _day)"
        if isinstance(dated.value, Fraction | Mapping):
            raise TypeError(expr.name)
        bounds = self.constant(tuple(int(bound * expr.at_den) for bound, _ in dated.value))
        values = self.constant(tuple(int(number * expr.den) for _, number in dated.value))
        at = self.show(expr.at)
        if expr.how == "marginal":
            return f"_marginal({at}, {bounds}, {values})"
        return f"{values}[_bisect({bounds}, {at}) - 1]"


def function(
    law: Law,
    facts: tuple[str, ...],
    outputs: tuple[str, ...],
    day: date,
    known: Mapping[str, int],
) -> Callable[..., tuple[int, ...]]:
    """A function of `facts` (scaled integers and class names) that gives the `outputs`.

    It holds for every day of the same interval and for the facts in `known`. Raises LawRefusal,
    when called, for a value that is not known on the day.
    """
    printer = _Printer(law, day)
    rules = folded_rules(law.compiled, Folder(law.parameters, day, known), outputs)
    lines = [f"def _price({', '.join(facts)}):"]
    lines += [f"    {name} = {printer.show(expr)}" for name, expr in rules.items()]
    lines.append(f"    return ({', '.join(outputs)},)")
    scope = printer.constants
    exec(compile("\n".join(lines), "<law>", "exec"), scope)  # noqa: S102 - our own compiler's text
    price: Callable[..., tuple[int, ...]] = scope["_price"]
    return price
