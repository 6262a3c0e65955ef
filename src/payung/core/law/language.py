"""The words a rule may use. Rules are read by the compiler, never run.

A rule is a function of facts and of other rules, all named as arguments; `p` holds the dated
parameters: `p.name`, `p.name["class"]`, `p.name[fact]`, `p.name.lookup(amount)` for a table by
lower bound, `p.name.marginal(amount)` for rates that fall on slices. `Rupiah` must be rounded.
To the type checker every quantity is a whole number, as it is in the integer form.
"""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

Amount = int
"""Exact rupiah, before rounding: a wage, an income, a base."""
Rupiah = int
"""Whole rupiah, rounded by half_up, floor_to or ceil_to."""
Share = int
"""An exact share, 0.24 % for example."""
Months = int
Days = int
Years = int
Persons = int
Flag = bool
Risk = str
Fund = str
Sector = str
Segment = str
Part = str
Purpose = str
Survivor = str
Item = str
LatePayer = str

if TYPE_CHECKING:

    class Parameter(int):
        """What `p.name` stands for, as far as the type checker is concerned."""

        def __getitem__(self, key: str) -> "Parameter": ...
        def lookup(self, amount: Amount) -> "Parameter": ...
        def marginal(self, amount: Amount) -> "Parameter": ...

    class Parameters:
        """What `p` stands for."""

        def __getattr__(self, name: str) -> Parameter: ...

    p: Parameters
else:
    p: Any = None


def half_up(amount: Fraction | int) -> int:
    """Round to the rupiah; half a rupiah goes up.

    >>> half_up(Fraction(23245, 2)), half_up(Fraction(1, 3))
    (11623, 0)
    """
    return int((2 * Fraction(amount) + 1) // 2)


def floor_to(amount: Fraction | int, step: int) -> int:
    """Round down to a multiple of `step` rupiah.

    >>> floor_to(10547427, 100)
    10547400
    """
    return int(Fraction(amount) // step) * step


def ceil_to(amount: Fraction | int, step: int) -> int:
    """Round up to a multiple of `step` rupiah.

    >>> ceil_to(393407, 100)
    393500
    """
    return -int(-Fraction(amount) // step) * step
