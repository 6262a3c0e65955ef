"""What a region needs in a year: heads × tariff × months, by village, fund and position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.law.scenarios import Scenario
from payung.desk.budget.lists import Listed, listed
from payung.desk.budget.prices import PriceBook
from payung.programme.funds.models import Allotment
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.pricing import Pricer, Terms
from payung.programme.selection.refusals import NoPrice


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in a row at one tariff: rupiah a head and month, billed and borne by the fund."""

    first: Month
    months: int
    billed: int
    borne: int
    terms: Terms


@dataclass(frozen=True)
class Position:
    """People alike in price under one share. `basis`: decree, list, or target (planned).

    `sector` is transport or other where the share holds both (the law of reliefs tells them
    apart), else empty.
    """

    key: str
    post: str
    segment: str
    heads: int
    base: int
    basis: str
    stretches: tuple[Stretch, ...]
    no_price: str = ""
    sector: str = ""

    @property
    def label(self) -> str:
        """The post in the reader's language, with the sector where it decides the price."""
        post = str(Candidate.Post(self.post).label)
        if self.sector == "transport":
            return gettext("%(post)s, sektor transportasi") % {"post": post}
        if self.sector:
            return gettext("%(post)s, sektor lain") % {"post": post}
        return post

    @property
    def months(self) -> int:
        """Months that are paid."""
        return sum(s.months for s in self.stretches)

    @property
    def amount(self) -> int:
        """Rupiah that the fund pays."""
        return self.heads * sum(s.borne * s.months for s in self.stretches)

    @property
    def withheld(self) -> int:
        """Rupiah that workers bear (withheld from their pay), beside the amount."""
        return self.heads * sum((s.billed - s.borne) * s.months for s in self.stretches)

    def in_month(self, month: Month) -> int:
        """Rupiah of one month."""
        return self.heads * sum(s.borne for s in self.stretches if 0 <= month - s.first < s.months)


@dataclass(frozen=True)
class ShareNeed:
    """One fund's share of one village: what it needs beside what it may spend."""

    share: Allotment
    positions: tuple[Position, ...]

    @cached_property
    def heads(self) -> int:
        return sum(p.heads for p in self.positions)

    @cached_property
    def amount(self) -> int:
        return sum(p.amount for p in self.positions)

    @property
    def left(self) -> int | None:
        """Ceiling less need, rupiah; negative when the ceiling does not suffice."""
        return None if self.share.ceiling is None else self.share.ceiling - self.amount

    @property
    def below_target(self) -> int:
        return max(0, (self.share.target_minimum or 0) - self.heads)

    @property
    def over_quota(self) -> int:
        return max(0, self.heads - self.share.quota) if self.share.quota is not None else 0

    @property
    def affordable(self) -> int | None:
        """Heads that the ceiling pays for at the price of the first position."""
        if self.share.ceiling is None or not self.positions:
            return None
        each = sum(s.borne * s.months for s in self.positions[0].stretches)
        return self.share.ceiling // each if each else None

    @property
    def no_price(self) -> str:
        return next((p.no_price for p in self.positions if p.no_price), "")


@dataclass(frozen=True)
class VillageNeed:
    """All shares of one village in a year."""

    village: Area
    shares: tuple[ShareNeed, ...]

    @cached_property
    def heads(self) -> int:
        return sum(s.heads for s in self.shares)

    @cached_property
    def amount(self) -> int:
        return sum(s.amount for s in self.shares)

    @cached_property
    def ceiling(self) -> int | None:
        """The sum of the ceilings; None while a share has none."""
        ceilings = [s.share.ceiling for s in self.shares]
        return None if None in ceilings else sum(c for c in ceilings if c is not None)

    @cached_property
    def target(self) -> int:
        return sum(s.share.target_minimum or 0 for s in self.shares)

    @property
    def quota(self) -> int:
        return sum(s.share.quota or 0 for s in self.shares)

    @property
    def left(self) -> int | None:
        return None if self.ceiling is None else self.ceiling - self.amount


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody types to see its consequence; None leaves what is."""

    heads: int | None = None
    months: int | None = None


def needs(
    area: Area,
    year: int,
    guesses: Mapping[str, Guess] | None = None,
    scenario: Scenario | None = None,
) -> list[VillageNeed]:
    """Every village of a region that has a share in the year, by code.

    Four statements whatever the number of villages; prices come from one shared cache.
    """
    shares = list(
        Allotment.objects.in_area(area.code)
        .filter(year=year)
        .select_related("fund", "village__parent")
        .order_by("village_id", "fund__code")
    )
    people = listed(area.code, year)
    book = PriceBook(area.code, scenario)
    found: dict[str, list[ShareNeed]] = defaultdict(list)
    for share in shares:
        groups = people.get((share.village_id, share.fund_id)) or _planned(share)
        positions = [_position(share, group, book, guesses or {}) for group in groups]
        found[share.village_id].append(ShareNeed(share, tuple(_told_apart(positions, groups))))
    villages = {share.village_id: share.village for share in shares}
    return [VillageNeed(villages[code], tuple(rows)) for code, rows in found.items()]


def _told_apart(positions: list[Position], groups: list[Listed]) -> Iterator[Position]:
    """Positions of one post and segment that differ by sector get its name."""
    moving = {(g.segment, g.post) for g in groups if g.transport}
    for position, group in zip(positions, groups, strict=True):
        sector = "transport" if group.transport else "other"
        mixed = (group.segment, group.post) in moving
        yield replace(position, sector=sector) if mixed else position


def _planned(share: Allotment) -> list[Listed]:
    """Without a list yet: the target in vulnerable workers at the fund's reported income."""
    heads = share.target_minimum or share.quota or 0
    return [
        Listed(
            Roster.Segment.BPU, Candidate.Post.VULNERABLE, share.fund.income_base or 0, False,
            "jkk,jkm", heads, "target", None,
        )
    ]  # fmt: skip


def _position(
    share: Allotment, group: Listed, book: PriceBook, guesses: Mapping[str, Guess]
) -> Position:
    key = f"{share.pk}-{group.segment}-{group.post}-{group.base}-{int(group.transport)}"
    guess = guesses.get(key, Guess())
    months = [m for m in share.months if group.first is None or m >= group.first]
    if guess.months is not None:
        months = guessed_months(list(share.months), months, max(0, guess.months))
    blank = Position(key, group.post, group.segment, group.heads, group.base, group.basis, ())
    if guess.heads is not None:
        blank = replace(blank, heads=guess.heads)
    pricer = book.pricer(share, group)
    try:
        if group.basis == "target" and share.fund.income_base is None:
            raise NoPrice(
                gettext(
                    "Penghasilan yang dilaporkan belum ditetapkan pada dana %(fund)s; "
                    "tanpa itu iuran tidak dihitung."
                )
                % {"fund": share.fund.name}
            )
        stretches = tuple(_stretches(pricer, group, months))
    except NoPrice as refused:
        return replace(blank, no_price=str(refused))
    base = stretches[0].terms.base if stretches else group.base
    return replace(blank, stretches=stretches, base=base)


def guessed_months(share: list[Month], held: list[Month], count: int) -> list[Month]:
    """`count` months of a share: those held first, from their start; more are taken from before.

    >>> year = [Month(2026, n) for n in range(1, 13)]
    >>> [str(m) for m in guessed_months(year, year[10:], 2)]
    ['2026-11', '2026-12']
    >>> [str(m) for m in guessed_months(year, year[10:], 3)]
    ['2026-10', '2026-11', '2026-12']
    """
    if not held:
        return share[:count]
    lacking, before = count - len(held), share[: share.index(held[0])]
    return before[-lacking:] + held if lacking > 0 else held[:count]


def _stretches(pricer: Pricer, group: Listed, months: Iterable[Month]) -> list[Stretch]:
    """Months at the same price put together. Raises NoPrice."""
    priced = []
    for month in months:
        terms = pricer.terms(
            post=group.post, base=group.base, occupation=group.occupation, month=month
        )
        priced.append((month, terms, pricer.month(terms, month)))
    made = []
    for (terms, (billed, borne)), rows in groupby(priced, key=lambda row: (row[1], row[2])):
        span = list(rows)
        made.append(Stretch(span[0][0], len(span), billed, borne, terms))
    return made


def month_sums(found: Iterable[VillageNeed], year: int) -> dict[str, list[int]]:
    """Rupiah of each month of the year by fund name."""
    sums: dict[str, list[int]] = {}
    for village in found:
        for need in village.shares:
            row = sums.setdefault(need.share.fund.name, [0] * 12)
            for position in need.positions:
                for n in range(12):
                    row[n] += position.in_month(Month(year, n + 1))
    return sums
