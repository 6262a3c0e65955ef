"""The integer form: what every engine prints. All values are int64; scales are known beforehand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IConst:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class IVar:
    """A fact or a rule, scaled by its own denominator."""

    name: str


@dataclass(frozen=True)
class IPar:
    """A parameter times its denominator; the class is a literal or a fact."""

    name: str
    den: int
    key: "str | IVar | None" = None


@dataclass(frozen=True)
class ISearch:
    """A table at an integer: bounds are scaled by at_den, values by den."""

    how: str
    name: str
    at: "IExpr"
    at_den: int
    den: int


@dataclass(frozen=True)
class IOp:
    """An operation: + - * // min max, comparisons, and or not, if."""

    op: str
    args: "tuple[IExpr, ...]"


IExpr = IConst | IVar | IPar | ISearch | IOp


@dataclass(frozen=True)
class Kind:
    """What an integer means: its unit, its denominator, and the bounds it never leaves."""

    unit: str
    den: int
    low: int
    high: int


@dataclass(frozen=True)
class Compiled:
    """One rule in integer form."""

    name: str
    args: tuple[str, ...]
    expr: IExpr
    kind: Kind


def scaled(expr: IExpr, factor: int) -> IExpr:
    """The expression times a whole factor, folded where it can be."""
    if factor == 1:
        return expr
    if isinstance(expr, IConst):
        return IConst(expr.value * factor)
    return IOp("*", (expr, IConst(factor)))
