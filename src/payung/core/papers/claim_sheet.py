"""Papers of a claim: letters, forms, notices and the tracking sheet, all of one build.

A sheet is a title, words, rows of label and value, tables, and signatures. What each says is made
by the room of claims; here is only how it looks on paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payung.core.papers.common import (
    Letterhead,
    Provenance,
    Signatory,
    foot,
    letterhead_data,
    signature_data,
)
from payung.core.papers.engine import pictures, typeset
from payung.core.papers.tables import Layout, register
from payung.core.papers.wording import BLANK, long_date


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a sheet: its columns and rows."""

    layout: Layout
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a heading, words, rows (an empty value leaves dots), a table, a picture."""

    heading: str = ""
    words: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    grid: Grid | None = None
    svg: str = ""
    svg_alt: str = ""


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """Everything on the paper. `notice` is set in a box: the sum, or a warning."""

    title: str
    parts: tuple[Part, ...]
    provenance: Provenance
    letterhead: Letterhead | None = None
    number: str = ""
    about: str = ""
    addressee: str = ""
    notice: str = ""
    signatories: tuple[Signatory, ...] = ()
    place: str = ""
    dated: dt.date | None = None


def claim_sheet(form: ClaimSheet) -> bytes:
    """The paper as PDF/UA."""
    return typeset("claim", sheet_data(form), printed_at=form.provenance.printed_at)


def claim_sheets(title: str, forms: Sequence[ClaimSheet]) -> bytes:
    """Several papers in one file, each with its own foot and pages counted by itself.

    Raises ValueError when there is none.
    """
    if not forms:
        raise ValueError("Tidak ada surat untuk dicetak.")
    return typeset("letters", _letters(title, forms), printed_at=forms[0].provenance.printed_at)


def claim_sheets_pictures(
    title: str, forms: Sequence[ClaimSheet], *, ppi: int = 110
) -> list[bytes]:
    """The pages as PNG."""
    return pictures("letters", _letters(title, forms), ppi=ppi)


def _letters(title: str, forms: Sequence[ClaimSheet]) -> dict[str, Any]:
    return {"title": title, "letters": [sheet_data(form) for form in forms]}


def claim_sheet_pictures(form: ClaimSheet, *, ppi: int = 110) -> list[bytes]:
    """The pages as PNG."""
    return pictures("claim", sheet_data(form), ppi=ppi)


def sheet_data(form: ClaimSheet) -> dict[str, Any]:
    """What the template reads."""
    signs = [signature_data(s, place=form.place, on=form.dated) for s in form.signatories]
    return {
        "title": form.title,
        "head": letterhead_data(form.letterhead) if form.letterhead else None,
        "foot": foot(form, form.provenance),
        "number": form.number,
        "about": form.about,
        "addressee": form.addressee,
        "notice": form.notice,
        "parts": [_part(part) for part in form.parts],
        "signatures": signs,
        "place": form.place,
        "date": long_date(form.dated),
    }


def _part(part: Part) -> dict[str, Any]:
    grid = part.grid
    return {
        "heading": part.heading,
        "words": list(part.words),
        "rows": [[label, value or BLANK] for label, value in part.rows],
        "items": list(part.items),
        "grid": register(grid.layout, grid.rows, first=560, other=700) if grid else None,
        "size": grid.layout.size if grid else 8,
        "part_svg": part.svg,
        "alt": part.svg_alt or part.heading,
    }
