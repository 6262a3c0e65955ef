"""From a template and a table of data to a PDF, or to pictures of its pages."""

from __future__ import annotations

import datetime as dt
import io
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
FONTS: Final = HERE / "fonts"
UNDRAWABLE: Final = "◊"
TAGGED_ROWS: Final = 500
"""Registers of more rows are not tagged: PDF/UA tags double their size and time."""

_STRIPPED: Final = {
    *range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF,
}  # fmt: skip


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


@cache
def _drawable() -> frozenset[int]:
    ranges = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def drawable(text: str) -> str:
    """The text with every character that no font of the papers has replaced by a lozenge.

    Line breaks and direction marks become spaces or vanish: a name must not rearrange its paper.

    >>> drawable("Maria\\nBere 名"), drawable("Abdul \\u202eريم")
    ('Maria Bere ◊', 'Abdul ريم')
    """
    if text.isascii() and text.isprintable():
        return text
    letters = _drawable()
    spaced = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(
        sign if ord(sign) in letters else UNDRAWABLE
        for sign in spaced
        if ord(sign) not in _STRIPPED
    )


def prepared(value: Any) -> Any:
    """Data for a template: every text drawable. Keys that end in `_svg` are left as they are."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {
            key: item if str(key).endswith("_svg") else prepared(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [prepared(item) for item in value]
    return value


def qr_svg(content: str) -> str:
    """A QR code as SVG, without a quiet zone (the template leaves it), error level M."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, dark="#16191d"
    )
    return out.getvalue().decode("ascii")


def _arguments(template: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "input": str(TEMPLATES / f"{template}.typ"),
        "root": str(TEMPLATES),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(_with_marks(prepared(data)), ensure_ascii=False)},
    }


def _with_marks(data: dict[str, Any]) -> dict[str, Any]:
    seen = json.dumps(data, ensure_ascii=False)
    return {**data, "undrawable": UNDRAWABLE in seen}


def typeset(
    template: str, data: dict[str, Any], *, printed_at: dt.datetime, rows: int = 0
) -> bytes:
    """The PDF. Same template, data and time give the same bytes.

    It is PDF/UA-1, for screen readers, unless it lists more than 500 `rows`. Raises `ValueError`
    if `printed_at` has no zone.
    """
    if printed_at.tzinfo is None:
        raise ValueError("printed_at must carry its time zone")
    tagged = rows <= TAGGED_ROWS
    pdf = typst.compile(
        **_arguments(template, data),
        format="pdf",
        pdf_standards=["ua-1"] if tagged else [],
        pdf_tags=tagged,
        timestamp=int(printed_at.timestamp()),
    )
    return bytes(pdf)


def pictures(template: str, data: dict[str, Any], *, ppi: int = 110) -> list[bytes]:
    """The pages as PNG, for previews and for looking at them."""
    pages = typst.compile(**_arguments(template, data), format="png", ppi=float(ppi))
    return [bytes(page) for page in (pages if isinstance(pages, list) else [pages])]
