"""Tags for data: tables, pagers, figures, summaries, progress, cover."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from django.http import QueryDict
from django.template.library import Library
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.base.ui import format as fmt
from payung.base.ui.counting import counted
from payung.base.ui.cover import CoverBar
from payung.base.ui.paging import Page
from payung.base.ui.table import Table

register = Library()


@register.inclusion_tag("ui/table.html")
def table(data: Table) -> dict[str, Any]:
    """A :class:`payung.base.ui.table.Table`: ``{% table members %}``."""
    return {"table": data}


@register.simple_block_tag
def tablebox(
    content: str, label: str, wide: bool = False, tall: bool = False, cards: bool = False
) -> str:
    """A scrolling box for a hand-written ``<table class="pu-table">``; ``label`` names it.

    ``cards`` needs the roles of a table on its elements and ``data-label`` on its cells.
    """
    kinds = {"wide": wide, "tall": tall, "cards": cards}
    extra = "".join(f" pu-table-box--{kind}" for kind, asked in kinds.items() if asked)
    return format_html(
        '<div class="pu-table-box{}" role="region" tabindex="0" aria-label="{}">{}</div>',
        extra,
        label,
        SafeString(content),
    )


@register.inclusion_tag("ui/pager.html")
def pager(page: Page[Any], noun: str = "baris") -> dict[str, Any]:
    """The neighbours of a keyset page and its capped count: ``{% pager page "orang" %}``.

    The noun is one of ``counting.NOUNS``, for the language needs it in one and in many.
    """
    told = counted(noun, page.count)
    return {"page": page, "told": _("Lebih dari %(n)s") % {"n": told} if page.capped else told}


@register.inclusion_tag("ui/summary.html")
def summary(items: Iterable[Any]) -> dict[str, Any]:
    """Facts of one thing: ``items`` hold label, value and optionally an address and its word."""
    keys = ("label", "value", "href", "action")
    return {"items": [dict(zip(keys, item, strict=False)) for item in items]}


@register.simple_block_tag
def figures(content: str) -> str:
    """A row of key figures: ``{% figures %}{% figure … %}{% endfigures %}``."""
    return format_html('<div class="pu-figures">{}</div>', SafeString(content))


@register.simple_tag
def figure(value: Any, label: str, note: str = "", kind: str = "", href: str = "") -> str:
    """One number that matters (kind: success, warning, danger, neutral)."""
    shown = format_html('<a href="{}">{}</a>', href, value) if href else value
    remark = format_html('<dd class="pu-figure__note">{}</dd>', note) if note else ""
    return format_html(
        '<dl class="pu-figure{}"><dt>{}</dt><dd class="pu-figure__value">{}</dd>{}</dl>',
        f" pu-figure--{kind}" if kind else "",
        label,
        shown,
        remark,
    )


@register.inclusion_tag("ui/meter.html")
def meter(value: int, of: int, goal: int | None = None) -> dict[str, Any]:
    """A part of a whole as a bar with its share; below ``goal`` (in units of ``of``) it warns."""
    width = min(120, round(120 * value / of)) if of else 0
    line = round(120 * goal / of) if goal and of and goal <= of else None
    return {
        "value": value,
        "of": of,
        "width": width,
        "goal": line,
        "low": bool(goal and value < goal),
    }


@register.inclusion_tag("ui/progress.html")
def progress(data: Any) -> dict[str, Any]:
    """A long job: an object or dict as :class:`payung.base.ui.progress.Progress`."""
    return {"progress": data}


@register.simple_tag
def picture(svg: str, caption: str = "", wide: bool = False) -> str:
    """A picture of ``core.drawing``; ``wide`` fills the page and scrolls on a narrow screen."""
    if not svg.startswith("<svg "):
        raise ValueError("picture: not a drawing")
    below = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    drawn = mark_safe(svg)  # noqa: S308  # core.drawing escapes every word that it writes
    if wide:
        box = '<div class="pu-picture__scroll" role="region" tabindex="0" aria-label="{}">{}</div>'
        drawn = format_html(box, caption or _("Gambar, dapat digeser"), drawn)
    css = "pu-picture pu-picture--wide" if wide else "pu-picture"
    return format_html('<figure class="{}">{}{}</figure>', css, drawn, below)


@register.inclusion_tag("ui/cover.html")
def cover(bar: CoverBar) -> dict[str, Any]:
    """A person's months of cover, a bar for each payer, gaps in red, events as marks."""
    return {"bar": bar, "svg": bar.svg("en" if (get_language() or "").startswith("en") else "id")}


@lru_cache(maxsize=256)
def _qr_svg(text: str) -> str:
    out = BytesIO()
    # Weighing all eight masks costs six times as much as the code; any one of them is valid.
    code = segno.make(text, error="m", micro=False, mask=3)
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        nl=False,
        border=2,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode()


@register.simple_tag
def qr(text: str) -> str:
    """A QR code as inline SVG, for paper."""
    name = escape(_("Kode QR halaman ini"))
    svg = _qr_svg(text).replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
    return mark_safe(svg)  # noqa: S308  # segno writes only numbers into the path


@register.simple_tag
def now_waktu() -> str:
    """The present moment, as printed on paper."""
    return fmt.waktu(timezone.now())


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The page's address with changed parameters: ``{% query tab="arsip" %}``; None removes."""
    params: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}"
