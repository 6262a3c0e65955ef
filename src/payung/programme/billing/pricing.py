"""What a planned month costs by law: each kind of member priced once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from payung.base.journal.chain import canonical
from payung.base.policy.models import Setting
from payung.base.policy.queries import Timeline, ancestors
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.core.law import LawRefusal, current_law, price_line
from payung.core.law.vocabulary import PROGRAMMES
from payung.programme.billing.models import Price
from payung.programme.funds.models import Fund
from payung.programme.selection.pricing import RISK, SETTINGS, TRANSPORT, Pricer, Terms
from payung.programme.selection.refusals import NoPrice


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of member: everything that the price depends on."""

    village: str
    fund: int
    segment: str
    programmes: str
    base: int
    post: str
    transport: bool


class Prices:
    """Prices of a region's members in a month; two statements, then none.

    `of` gives the row of `Price` or raises NoPrice with the law's or the setting's reason.
    """

    def __init__(self, area: str, month: Month, funds: dict[int, Fund]) -> None:
        self.month, self.funds = month, funds
        here = Q(area__in=ancestors(area)) | within("area", (area,))
        self._settings = tuple(Setting.objects.filter(here, code__in=SETTINGS))
        self._places = frozenset(row.area for row in self._settings)
        self._lines: dict[tuple[str, ...], dict[str, Timeline]] = {}
        self._known: dict[Asked, Price | NoPrice] = {}
        self.rows: dict[str, Price] = {}
        self.law_id = current_law().law_id

    def of(self, asked: Asked) -> Price:
        """The price of one kind of member. Raises NoPrice."""
        if asked not in self._known:
            try:
                self._known[asked] = self._price(asked)
            except NoPrice as refusal:
                self._known[asked] = refusal
        found = self._known[asked]
        if isinstance(found, NoPrice):
            raise found
        return found

    def _timelines(self, village: str) -> dict[str, Timeline]:
        deciding = tuple(area for area in ancestors(village) if area in self._places)
        if deciding not in self._lines:
            rows = [row for row in self._settings if row.area in deciding]
            self._lines[deciding] = {
                code: Timeline(code, tuple(r for r in rows if r.code == code)) for code in SETTINGS
            }
        return self._lines[deciding]

    def _price(self, asked: Asked) -> Price:
        pricer = Pricer(
            fund=self.funds[asked.fund], segment=asked.segment, programmes=asked.programmes,
            settings=self._timelines(asked.village),
        )  # fmt: skip
        if pricer.is_pu and not asked.post:  # a reserve who took a place: as the place was decreed
            terms = Terms("pu", pricer.programmes, asked.base,
                          pricer.law_fund(self.month.first_day), "other")  # fmt: skip
        else:
            occupation = next(iter(TRANSPORT)) if asked.transport else None
            terms = pricer.terms(
                post=asked.post, base=asked.base, occupation=occupation, month=self.month
            )
        return self._row(terms)

    def _row(self, terms: Terms) -> Price:
        try:
            line = price_line(
                terms.segment, terms.programmes, self.month.first_day, terms.base,
                risk=RISK if terms.segment == "pu" else None, fund=terms.fund, sector=terms.sector,
            )  # fmt: skip
        except LawRefusal as refusal:
            raise NoPrice(refusal.text("id")) from refusal
        borne = line.employer if terms.segment == "pu" else line.total
        named = [name for name in PROGRAMMES if name in terms.programmes]
        values: dict[str, Any] = {
            "segment": terms.segment, "programmes": ",".join(terms.programmes),
            "month": self.month, "base": terms.base, "law_fund": terms.fund,
            "sector": terms.sector, "parts": dict(zip(named, line.parts, strict=True)),
            "total": line.total, "borne": borne, "withheld": line.total - borne,
            "law_id": self.law_id,
        }  # fmt: skip
        key = hashlib.sha256(canonical(values).encode()).hexdigest()[:16]
        return self.rows.setdefault(key, Price(key=key, **values))


PRICE_COLUMNS = ("key", "segment", "programmes", "month", "base", "law_fund", "sector", "parts",
                 "total", "borne", "withheld", "law_id")  # fmt: skip


def new_rows(used: Iterable[Price]) -> list[tuple[Any, ...]]:
    """Rows of prices that the database does not hold yet, in `PRICE_COLUMNS`; one statement."""
    rows = {price.key: price for price in used}
    held = set(Price.objects.filter(key__in=rows).values_list("key", flat=True))
    return [
        (p.key, p.segment, p.programmes, str(p.month), p.base, p.law_fund, p.sector,
         json.dumps(p.parts), p.total, p.borne, p.withheld, p.law_id)
        for key, p in sorted(rows.items()) if key not in held
    ]  # fmt: skip
