"""Why a number: the law's own steps down to the article, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.base.ui.format import angka, rupiah
from payung.core.calendar import Lang, Month
from payung.core.law import (
    Contribution,
    ContributionCase,
    contribution,
    current_law,
    price_line,
)
from payung.desk.budget.need import Position, ShareNeed, Stretch
from payung.programme.funds.models import Fund
from payung.programme.selection.pricing import RELIEVED_IF_DECIDED, RISK, Terms

CONFIDENCES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Reason:
    """One tariff explained: the sum in words, the law's steps, warnings, confidence."""

    title: str
    steps: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    confidence: str
    law_id: str
    places: tuple[tuple[str, str], ...] = ()
    """The parameters that the tariff rests on, with the address where each can be read."""


def language() -> Lang:
    return "en" if (get_language() or "id").startswith("en") else "id"


def contribution_of(stretch: Stretch) -> Contribution:
    """The law's own explanation of one head: of the month of the stretch that is least certain.

    The same price can rest on firmer ground in one month than in another.
    """
    law = current_law()
    found: dict[int, Month] = {}
    for n in range(stretch.months):
        month = stretch.first + n
        found.setdefault(law.interval(month.first_day), month)
    said = [_explained(stretch.terms, month) for month in found.values()]
    return min(said, key=lambda each: CONFIDENCES.index(each.confidence))


@lru_cache(maxsize=1024)
def _explained(terms: Terms, month: Month) -> Contribution:
    pu = terms.segment == "pu"
    return contribution(
        ContributionCase(
            terms.segment, terms.programmes, month.first_day,
            wage=terms.base if pu else None, income=None if pu else terms.base,
            risk=RISK if pu else None, fund=terms.fund, sector=terms.sector,
        )
    )  # fmt: skip


def reasons(needs: Iterable[ShareNeed]) -> list[Reason]:
    """Every different tariff of some shares, each once."""
    lang, found = language(), {}
    for need in needs:
        for position in need.positions:
            for stretch in position.stretches:
                key = (stretch.terms, stretch.billed)
                if key not in found:
                    found[key] = _reason(position, stretch, lang)
    return list(found.values())


def _reason(position: Position, stretch: Stretch, lang: Lang) -> Reason:
    said = contribution_of(stretch)
    title = _("{n} orang × {tariff} × {months} bulan = {sum}").format(
        n=angka(position.heads), tariff=rupiah(stretch.borne), months=stretch.months,
        sum=rupiah(position.heads * stretch.borne * stretch.months),
    )  # fmt: skip
    return Reason(
        title,
        tuple((step.sentence(lang), step.reference, step.confidence) for step in said.steps),
        tuple(warning.text(lang) for warning in said.warnings),
        said.confidence,
        said.law_id,
        _places(said, stretch, lang),
    )


def _places(said: Contribution, stretch: Stretch, lang: Lang) -> tuple[tuple[str, str], ...]:
    page = f"{reverse('law_room:home')}?tanggal={stretch.first.first_day.isoformat()}"
    used = {use.name: use for step in said.steps for use in step.parameters}
    return tuple(
        (use.label_en if lang == "en" else use.label_id, f"{page}#{name}")
        for name, use in used.items()
    )


def relief_warning(need: ShareNeed) -> str:
    """What PP 50/2025 would save if it reached village budgets; empty where it does not matter."""
    if Fund.Kind(need.share.fund.kind) not in RELIEVED_IF_DECIDED:
        return ""
    saved = sum(_saving(p, s) for p in need.positions for s in p.stretches)
    if not saved:
        return ""
    return _(
        "PP 50/2025 memotong 50 % iuran JKK dan JKM bagi BPU, kecuali yang dibayar APBN atau APBD; "
        "APBDes tidak disebut. Dihitung tanpa potongan. Bila potongan berlaku, kebutuhan "
        "berkurang {saved}. Keputusan daerah dapat dicatat pada Aturan."
    ).format(saved=rupiah(saved))


def _saving(position: Position, stretch: Stretch) -> int:
    """Rupiah saved over a stretch if the law of reliefs were asked as for a self-payer."""
    terms = stretch.terms
    if terms.segment != "bpu" or terms.fund == Fund.Kind.SELF:
        return 0
    saved = 0
    for n in range(stretch.months):
        other = price_line(
            terms.segment, terms.programmes, (stretch.first + n).first_day, terms.base,
            fund=Fund.Kind.SELF.value, sector=terms.sector,
        )  # fmt: skip
        saved += (stretch.billed - other.total) * position.heads
    return saved
