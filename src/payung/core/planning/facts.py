"""What is asked of a plan: who could be covered, whose money could pay, under which limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from payung.core.calendar import Month, months_between


class PlanRefused(ValueError):
    """The question cannot be answered as it stands; says what to mend."""


@dataclass(frozen=True, slots=True)
class Purse:
    """One fund's money for one region: what it may spend, in which months.

    `ceiling` (pagu) is rupiah over all its months, `quota` (kuota) heads at once; None is no limit.
    """

    key: str
    name: str
    months: frozenset[Month]
    ceiling: int | None = None
    quota: int | None = None

    def __post_init__(self) -> None:
        if (self.ceiling or 0) < 0 or (self.quota or 0) < 0:
            raise PlanRefused(f"{self.name}: pagu dan kuota tidak boleh kurang dari nol.")
        if not self.months:
            raise PlanRefused(f"{self.name}: sebutkan bulan yang dibayar dana ini.")


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates alike in all that decides: place, vulnerability, cover, who may pay at what price.

    `rank` 1 is the most vulnerable. `covered`: they have cover now, `payer` is the purse that pays
    it. `prices` gives rupiah a head by purse and month; a purse without a price may not pay, and
    `refused` may say why (a rule). `stake` is what one family would lose without cover, rupiah.
    """

    key: str
    place: str
    heads: int
    rank: int
    prices: Mapping[str, Mapping[Month, int]]
    covered: bool = False
    payer: str = ""
    stake: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.heads < 0:
            raise PlanRefused(f"{self.key}: jumlah orang tidak boleh kurang dari nol.")
        if any(price <= 0 for prices in self.prices.values() for price in prices.values()):
            raise PlanRefused(f"{self.key}: iuran per orang harus lebih dari nol rupiah.")


@dataclass(frozen=True, slots=True)
class Question:
    """Groups, purses and the months of the plan.

    `least_months`: nobody new is taken on for fewer months than this. With all months of the plan
    the money goes to full years; with 3 (the JKM waiting time) more people get a shorter year.
    `floors` is the target minimal of heads by place. `joins` are months in which people may begin
    or change payer besides those in which a purse or a price begins or ends.
    """

    months: tuple[Month, ...]
    groups: tuple[Group, ...]
    purses: tuple[Purse, ...]
    least_months: int
    floors: Mapping[str, int] = field(default_factory=dict)
    joins: frozenset[Month] = frozenset()

    def __post_init__(self) -> None:
        if not self.months or tuple(months_between(self.months[0], self.months[-1])) != self.months:
            raise PlanRefused("Bulan rencana harus berurutan tanpa celah.")
        if not 1 <= self.least_months <= len(self.months):
            raise PlanRefused(
                f"Paling sedikit 1 dan paling banyak {len(self.months)} bulan untuk peserta baru; "
                f"tertulis {self.least_months}."
            )
        _no_doubles("kelompok", (group.key for group in self.groups))
        _no_doubles("dana", (purse.key for purse in self.purses))
        unknown = {key for group in self.groups for key in group.prices} - {
            purse.key for purse in self.purses
        }
        if unknown:
            raise PlanRefused(f"Dana {', '.join(sorted(unknown))} tidak ada dalam rencana ini.")

    @property
    def heads(self) -> int:
        """Everybody asked about."""
        return sum(group.heads for group in self.groups)


def _no_doubles(what: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise PlanRefused(f"Dua {what} memakai kunci yang sama: {key}.")
        seen.add(key)
