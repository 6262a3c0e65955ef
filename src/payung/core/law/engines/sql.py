"""A table at once: the integer form printed as SQL for the values of one interval of the law.

The words are those that DuckDB and Spark share, but for whole-number division, which the caller
names. Bracket tables become a tree of comparisons, never a long chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from payung.core.law.compiler.integers import IConst, IExpr, IOp, IPar, ISearch, IVar
from payung.core.law.dated import Table
from payung.core.law.law import Law

_TESTS = ("<", "<=", ">", ">=", "==", "!=", "and", "or", "not")
_SPELLED = {"==": "=", "!=": "<>"}


@dataclass(frozen=True)
class SqlPrinter:
    """Prints folded integer expressions; every fact and rule is a column of its own name."""

    law: Law
    parameters: Mapping[str, object]
    """The value in force of each parameter on the day, by name."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Other column names of facts and rules, where a scenario has its own."""
    division: str = "//"

    def show(self, expr: IExpr) -> str:
        """The expression as a BIGINT."""
        match expr:
            case IConst(value):
                return wide(str(value))
            case IVar(name):
                return self.names.get(name, name)
            case IPar():
                return self.parameter(expr)
            case ISearch():
                return self.search(expr)
            case IOp("if", (test, then, other)):
                chosen = f"THEN {self.show(then)} ELSE {self.show(other)}"
                return f"CASE WHEN {self.test(test)} {chosen} END"
            case IOp("min" | "max" as op, args):
                word = "least" if op == "min" else "greatest"
                return f"{word}({', '.join(self.show(arg) for arg in args)})"
            case IOp("//", (left, right)):
                return f"({self.show(left)} {self.division} {self.show(right)})"
            case IOp(op, _) if op in _TESTS:
                return wide(f"CASE WHEN {self.test(expr)} THEN 1 ELSE 0 END")
            case IOp(op, args):
                return f"({f' {op} '.join(self.show(arg) for arg in args)})"

    def test(self, expr: IExpr) -> str:
        """The expression as a condition."""
        match expr:
            case IOp("and" | "or" as op, args):
                return f"({f' {op} '.join(self.test(arg) for arg in args)})"
            case IOp("not", (arg,)):
                return f"(NOT {self.test(arg)})"
            case IOp(op, (left, right)) if op in _TESTS:
                return f"({self.show(left)} {_SPELLED.get(op, op)} {self.show(right)})"
            case _:
                return f"({self.show(expr)} <> 0)"

    def parameter(self, expr: IPar) -> str:
        value = self.parameters.get(expr.name)
        if not isinstance(value, Mapping) or not isinstance(expr.key, IVar):
            return wide("NULL")
        cases = (f"WHEN '{key}' THEN {int(number * expr.den)}" for key, number in value.items())
        return wide(f"CASE {self.show(expr.key)} {' '.join(cases)} END")

    def search(self, expr: ISearch) -> str:
        value = self.parameters.get(expr.name)
        if value is None or isinstance(value, Fraction | Mapping):
            return wide("NULL")
        table: Table = value  # type: ignore[assignment]
        rows = [(int(bound * expr.at_den), int(number * expr.den)) for bound, number in table]
        at = self.show(expr.at)
        return slices(rows, at) if expr.how == "marginal" else wide(tree(rows, at))


def wide(sql: str) -> str:
    """As int64: engines take a short literal for int32 and would overflow in a product."""
    return f"CAST({sql} AS BIGINT)"


def tree(rows: list[tuple[int, int]], at: str) -> str:
    """A table by lower bound as a balanced tree of comparisons.

    >>> tree([(0, 5), (10, 6), (20, 7)], "x")
    'CASE WHEN x < 10 THEN 5 ELSE CASE WHEN x < 20 THEN 6 ELSE 7 END END'
    """
    if len(rows) == 1:
        return str(rows[0][1])
    middle = len(rows) // 2
    low, high = tree(rows[:middle], at), tree(rows[middle:], at)
    return f"CASE WHEN {at} < {rows[middle][0]} THEN {low} ELSE {high} END"


def slices(rows: list[tuple[int, int]], at: str) -> str:
    """Rates that fall on slices, summed.

    >>> slices([(0, 3), (10, 2)], "x")
    '(greatest(least(x, 10) - 0, 0) * 3 + greatest(x - 10, 0) * 2)'
    """
    parts = []
    for index, (bound, rate) in enumerate(rows):
        top = f"least({at}, {rows[index + 1][0]})" if index + 1 < len(rows) else at
        parts.append(f"greatest({top} - {bound}, 0) * {rate}")
    return f"({' + '.join(parts)})"
