"""Card for a member to keep at home: cover, what the family would receive, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payung.core.papers.common import Provenance, foot
from payung.core.papers.engine import pictures, qr_svg, typeset
from payung.core.papers.wording import masked_nik, rupiah


@dataclass(frozen=True, slots=True)
class Benefit:
    """One line of what the family would receive, in rupiah; `note` says under which condition."""

    label: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardForm:
    """One card. `cover` is the sentence on until when and by whom the member is covered."""

    name: str
    kpj: str
    nik: str
    village: str
    programmes: str
    cover: str
    benefits: tuple[Benefit, ...]
    contacts: tuple[tuple[str, str], ...]
    url: str
    provenance: Provenance
    steps: tuple[str, ...] = (
        "Laporkan kepada operator desa; kecelakaan kerja paling lambat 2×24 jam.",
        "Siapkan KTP, kartu keluarga, dan kartu ini.",
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    cards: tuple[CardForm, ...]


def member_card(form: CardForm) -> bytes:
    """One card on an A4 sheet."""
    return member_cards([form])


def member_cards(forms: Sequence[CardForm]) -> bytes:
    """Cards to cut and fold, four to a sheet; the first form's provenance stands at the foot.

    Raises ValueError when there is no card to print.
    """
    data = card_data(forms)
    printed = forms[0].provenance.printed_at
    return typeset("card", data, printed_at=printed, rows=len(forms))


def card_pictures(forms: Sequence[CardForm], *, ppi: int = 110) -> list[bytes]:
    """The sheets of cards as PNG."""
    return pictures("card", card_data(forms), ppi=ppi)


def card_data(forms: Sequence[CardForm]) -> dict[str, Any]:
    """What the template reads."""
    if not forms:
        raise ValueError("Tidak ada kartu untuk dicetak.")
    first = forms[0]
    return {
        "title": "Kartu peserta " + (first.name if len(forms) == 1 else first.village),
        "foot": foot(_Sheet(tuple(forms)), first.provenance),
        "cards": [_card(form) for form in forms],
    }


def _card(form: CardForm) -> dict[str, Any]:
    return {
        "name": form.name,
        "kpj": form.kpj or "belum terbit",
        "nik": masked_nik(form.nik),
        "village": form.village,
        "programmes": form.programmes,
        "cover": form.cover,
        "benefits": [[b.label, rupiah(b.amount), b.note] for b in form.benefits],
        "steps": list(form.steps),
        "contacts": [list(contact) for contact in form.contacts],
        "url": form.url,
        "qr_svg": qr_svg(form.url),
    }
