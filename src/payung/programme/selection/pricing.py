"""What the members of a roster cost, month by month, by the law of each month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext

from payung.base.policy.queries import Timeline, timelines
from payung.base.ui.format import bulan
from payung.core.calendar import Month
from payung.core.law import LawRefusal, current_law, price_line
from payung.core.law.scenarios import Scenario
from payung.core.law.vocabulary import PROGRAMMES
from payung.programme.funds.models import Fund
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.refusals import NoPrice

TRANSPORT: Final = frozenset({14, 81})
"""Occupation codes that PP 50/2025 calls transport: transportation, driver."""
RISK: Final = "very-low"
"""Group of government services (PP 44/2015, annex I), to which a village as employer belongs."""
SETTINGS: Final = ("wage_base", "programmes", "apbdes_relief")
RELIEVED_IF_DECIDED: Final = frozenset({Fund.Kind.APBDES, Fund.Kind.DANA_DESA})


@dataclass(frozen=True, slots=True)
class Terms:
    """What one person is priced on in one month; `base` is wage (PU) or income (BPU), rupiah.

    `fund` is the source of money as the law of reliefs is asked about it.
    """

    segment: str
    programmes: tuple[str, ...]
    base: int
    fund: str
    sector: str


PriceCache = dict[tuple[Terms, Month], tuple[int, int]]
"""Billed and borne rupiah of one person in one month."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Rupiah of each month, in order: `amounts` billed, `borne` paid by the fund.

    They differ where a worker bears a part (JHT, JP of wage earners), withheld from his pay.
    """

    programmes: tuple[str, ...]
    base: int
    amounts: tuple[int, ...]
    borne: tuple[int, ...]
    law_id: str

    @property
    def total(self) -> int:
        """Rupiah billed over all months."""
        return sum(self.amounts)

    @property
    def cost(self) -> int:
        """Rupiah that the fund pays over all months."""
        return sum(self.borne)


class Pricer:
    """Prices posts and incomes under one fund in one village, without a statement of its own.

    `settings` holds the timelines of `SETTINGS` for the village; `cache` may be shared by pricers
    of the same `scenario` (a reform laid over the law; none is the law as it stands). Raises
    NoPrice with a sentence when a wage base is not set or the law refuses.
    """

    def __init__(
        self, *, fund: Fund, segment: str, programmes: str, settings: Mapping[str, Timeline],
        cache: PriceCache | None = None, scenario: Scenario | None = None,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.law = scenario.law if scenario else current_law()
        self.fund = fund
        self.segment = segment
        self.programmes = tuple(p for p in programmes.split(",") if p)
        self.settings = settings
        self.is_pu = segment == Roster.Segment.PU
        self.law_id = self.law.law_id
        self._cache: PriceCache = {} if cache is None else cache

    def terms(self, *, post: str, base: int, occupation: int | None, month: Month) -> Terms:
        """The terms of one person in one month. Raises NoPrice without a wage base."""
        on = month.first_day
        programmes = self.programmes
        if self.is_pu:
            base = self.wage(post, month)
            decided = self.settings["programmes"].at(on, post)
            if decided.decided:
                programmes = tuple(p.strip() for p in str(decided.value).split(",") if p.strip())
        sector = "transport" if occupation in TRANSPORT else "other"
        terms = Terms(self.segment, programmes, base, self.law_fund(on), sector)
        return under(terms, self.scenario, month) if self.scenario else terms

    def wage(self, post: str, month: Month) -> int:
        """The wage base of a post in a month, rupiah. Raises NoPrice when it is not decided."""
        decided = self.settings["wage_base"].at(month.first_day, post)
        if not decided.decided or decided.value is None:
            raise NoPrice(
                gettext(
                    "Dasar upah untuk jabatan %(post)s belum ditetapkan pada %(month)s. "
                    "DPMD menetapkannya pada Aturan → Dasar upah per jabatan, dengan "
                    "suratnya."
                )
                % {"post": Candidate.Post(post).label, "month": bulan(month)}
            )
        return int(decided.value)

    def law_fund(self, on: date) -> str:
        """The fund's kind as the law is asked; a district may decide that APBDes is relieved.

        PP 50/2025 article 3 leaves out APBN and APBD and does not name APBDes; the default is no
        relief. Where a setting says yes, the case is reckoned as one that the relief reaches.
        """
        kind = Fund.Kind(self.fund.kind)
        if kind in RELIEVED_IF_DECIDED and self.settings["apbdes_relief"].at(on).value == "yes":
            return Fund.Kind.SELF.value
        return kind.value

    def month(self, terms: Terms, month: Month) -> tuple[int, int]:
        """(billed, borne by the fund) in rupiah. Raises NoPrice with the law's reason."""
        key = (terms, month)
        if key not in self._cache:
            try:
                line = price_line(
                    terms.segment, terms.programmes, month.first_day, terms.base,
                    risk=RISK if terms.segment == "pu" else None,
                    fund=terms.fund, sector=terms.sector, law=self.law,
                )  # fmt: skip
            except LawRefusal as refusal:
                raise NoPrice(refusal.text("id")) from refusal
            borne = line.employer if terms.segment == "pu" else line.total
            self._cache[key] = (line.total, borne)
        return self._cache[key]

    def price(
        self, *, post: str, base: int, occupation: int | None, months: Iterable[Month]
    ) -> Priced:
        """All months of one person."""
        wanted = tuple(months)
        if not wanted:
            raise NoPrice(gettext("Tidak ada bulan iuran yang tersisa untuk dihitung."))
        terms = [self.terms(post=post, base=base, occupation=occupation, month=m) for m in wanted]
        pairs = [self.month(t, m) for t, m in zip(terms, wanted, strict=True)]
        return Priced(
            terms[0].programmes,
            terms[0].base,
            tuple(total for total, _ in pairs),
            tuple(borne for _, borne in pairs),
            self.law_id,
        )


def under(terms: Terms, scenario: Scenario, month: Month) -> Terms:
    """The terms after what a reform does to people in a month; the wage base rounded half up."""
    words = {"segment": terms.segment, "fund": terms.fund, "sector": terms.sector}
    words |= {"risk": RISK} if terms.segment == "pu" else {}
    programmes, fund, times = set(terms.programmes), terms.fund, Fraction(1)
    for change in scenario.changes:
        if change.holds(month) and change.where.items() <= words.items():
            programmes = (programmes | set(change.add)) - set(change.remove)
            fund, times = change.fund or fund, times * change.times
    base = math.floor(terms.base * times + Fraction(1, 2))
    names = tuple(sorted(programmes, key=PROGRAMMES.index))
    return replace(terms, programmes=names, base=base, fund=fund)


def pricer_of(roster: Roster) -> Pricer:
    """The pricer of a roster's village, fund and segment; one statement."""
    settings = timelines(SETTINGS, area=roster.village_id)
    return Pricer(
        fund=roster.fund, segment=roster.segment, programmes=roster.programmes, settings=settings
    )


def price_members(
    roster: Roster, candidates: Iterable[Candidate], months: Iterable[Month]
) -> dict[int, Priced]:
    """Price of each candidate by its key; `person` must be loaded. Raises NoPrice."""
    pricer, wanted = pricer_of(roster), tuple(months)
    alike: dict[tuple[str, int, bool], Priced] = {}
    priced = {}
    for candidate in candidates:
        occupation = candidate.person.occupation
        key = (candidate.post, candidate.base, occupation in TRANSPORT)
        if key not in alike:
            alike[key] = pricer.price(
                post=candidate.post, base=candidate.base, occupation=occupation, months=wanted
            )
        priced[candidate.pk] = alike[key]
    return priced
