"""The surface form: what a rule says, before it becomes integers."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Num:
    """A literal number."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """A fact or the value of another rule."""

    name: str


@dataclass(frozen=True)
class Par:
    """A parameter; of a per-class one, the class is a literal or a fact."""

    name: str
    key: "str | Name | None" = None


@dataclass(frozen=True)
class Search:
    """A table read at an amount: `lookup` by lower bound, `marginal` over slices."""

    how: str
    name: str
    at: "Expr"


@dataclass(frozen=True)
class Calc:
    """`+ - *`, `min`, `max`, comparisons, `and`, `or`, `not`."""

    op: str
    args: "tuple[Expr, ...]"


@dataclass(frozen=True)
class Round:
    """`half_up`, `floor_to` or `ceil_to`, to a step in rupiah."""

    how: str
    arg: "Expr"
    step: int = 1


@dataclass(frozen=True)
class If:
    """One of two values; only the chosen one counts."""

    test: "Expr"
    then: "Expr"
    other: "Expr"


Expr = Num | Name | Par | Search | Calc | Round | If


@dataclass(frozen=True)
class Rule:
    """One rule of the law: its name, what it needs, what it gives, and what it says."""

    name: str
    args: tuple[str, ...]
    returns: str
    body: Expr
    label_id: str
    label_en: str
    place: str


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts directly below an expression."""
    match expr:
        case Calc(_, args):
            return args
        case Round(_, arg, _):
            return (arg,)
        case If(test, then, other):
            return (test, then, other)
        case Search(_, _, at):
            return (at,)
        case Par(_, Name() as key):
            return (key,)
        case _:
            return ()


def parameters_of(expr: Expr) -> set[str]:
    """Names of every parameter that an expression may read."""
    found = {expr.name} if isinstance(expr, Par | Search) else set()
    return found.union(*(parameters_of(child) for child in children(expr)))
