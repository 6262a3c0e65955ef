"""The integer form for one day: dated values put in, and all that is then decided taken out.

What no case of that day can reach disappears, so a value that is not known is missed only by a
case that needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from payung.core.law.compiler.integers import Compiled, IConst, IExpr, IOp, IPar, ISearch, IVar
from payung.core.law.dated import Parameter
from payung.core.law.vocabulary import CLASSES

_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}


@dataclass(frozen=True)
class Folder:
    """Folds expressions for one day and for facts that are already known."""

    parameters: Mapping[str, Parameter]
    day: date
    known: Mapping[str, int]

    def fold(self, expr: IExpr) -> IExpr:
        """The expression with constants put in and decided branches taken out."""
        match expr:
            case IVar(name) if name in self.known:
                return IConst(self.known[name])
            case IPar():
                return self.parameter(expr)
            case ISearch(how, name, at, at_den, den):
                return ISearch(how, name, self.fold(at), at_den, den)
            case IOp("if", (test, then, other)):
                return self.choice(test, then, other)
            case IOp("and" | "or" as op, args):
                return self.joined(op, args)
            case IOp(op, args):
                return computed(op, tuple(self.fold(arg) for arg in args))
            case _:
                return expr

    def parameter(self, expr: IPar) -> IExpr:
        parameter = self.parameters[expr.name]
        dated = parameter.at(self.day)
        if dated is None:
            return expr
        if isinstance(dated.value, Fraction):
            return IConst(int(dated.value * expr.den))
        if not isinstance(dated.value, Mapping):
            raise TypeError(expr.name)
        if isinstance(expr.key, str):
            return IConst(int(dated.value[expr.key] * expr.den))
        distinct = set(dated.value.values())
        if CLASSES[parameter.class_name] and len(distinct) == 1:
            return IConst(int(distinct.pop() * expr.den))
        return expr

    def choice(self, test: IExpr, then: IExpr, other: IExpr) -> IExpr:
        decided = self.fold(test)
        if isinstance(decided, IConst):
            return self.fold(then if decided.value else other)
        return IOp("if", (decided, self.fold(then), self.fold(other)))

    def joined(self, op: str, args: tuple[IExpr, ...]) -> IExpr:
        left: list[IExpr] = []
        for arg in args:
            folded = self.fold(arg)
            if not isinstance(folded, IConst):
                left.append(folded)
            elif bool(folded.value) == (op == "or"):
                return IConst(folded.value) if not left else IOp(op, (*left, folded))
        if not left:
            return IConst(int(op == "and"))
        return left[0] if len(left) == 1 else IOp(op, tuple(left))


def computed(op: str, args: tuple[IExpr, ...]) -> IExpr:
    """An operation, done at once where all its arguments are constants."""
    numbers = [arg.value for arg in args if isinstance(arg, IConst)]
    if op == "*" and len(numbers) == 1:
        other = args[0] if isinstance(args[1], IConst) else args[1]
        return {0: IConst(0), 1: other}.get(numbers[0], IOp(op, args))
    if len(numbers) < len(args):
        return IOp(op, args)
    return IConst(_number(op, numbers))


def _number(op: str, n: list[int]) -> int:
    if op in _COMPARE:
        return int(_COMPARE[op](n[0], n[1]))
    match op:
        case "+":
            return sum(n)
        case "-":
            return n[0] - n[1]
        case "*":
            return n[0] * n[1]
        case "//":
            return n[0] // n[1]
        case "min":
            return min(n)
        case "max":
            return max(n)
        case _:
            return int(not n[0])


def variables(expr: IExpr) -> set[str]:
    """Names of the facts and rules that an expression reads."""
    match expr:
        case IVar(name):
            return {name}
        case IPar(_, _, IVar(name)):
            return {name}
        case ISearch(_, _, at, _, _):
            return variables(at)
        case IOp(_, args):
            return set().union(*(variables(arg) for arg in args))
        case _:
            return set()


def folded_rules(
    compiled: Mapping[str, Compiled], folder: Folder, outputs: tuple[str, ...]
) -> dict[str, IExpr]:
    """The rules that the outputs still need on that day, each after what it needs."""
    found: dict[str, IExpr] = {}

    def visit(name: str) -> None:
        if name in found or name not in compiled:
            return
        expr = folder.fold(compiled[name].expr)
        for needed in sorted(variables(expr)):
            visit(needed)
        found[name] = expr

    for output in outputs:
        visit(output)
    return found
