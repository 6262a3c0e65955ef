"""Tags for words: sentences, notices, tags, terms, explanations."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.template.library import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from payung.base.ui import format as fmt
from payung.base.ui.glossary import meaning

register = Library()
KINDS = frozenset({"info", "success", "warning", "danger"})
_serial = count(1)


def _modifier(block: str, kind: str) -> str:
    return f"{block} {block}--{kind}" if kind else block


@register.simple_block_tag
def sentence(content: str) -> str:
    """The page's answer in one plain sentence: ``{% sentence %}92,4 % … {% endsentence %}``."""
    return format_html('<p class="pu-sentence">{}</p>', content.strip() and SafeString(content))


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> str:
    """A notice: ``{% notice "warning" title=… %}<p>…</p>{% endnotice %}``."""
    if kind not in KINDS:
        raise ValueError(f"notice: {kind!r} is none of {sorted(KINDS)}")
    head = format_html('<p class="pu-notice__title">{}</p>', title) if title else ""
    role = SafeString(' role="alert"') if kind == "danger" else ""
    return format_html(
        '<div class="{}"{}>{}{}</div>',
        _modifier("pu-notice", kind),
        role,
        head,
        SafeString(content),
    )


@register.simple_tag
def tag(text: Any, kind: str = "") -> str:
    """A state in a word: ``{% tag "Aktif" "success" %}`` (info, success, warning, danger)."""
    return format_html('<span class="{}">{}</span>', _modifier("pu-tag", kind), text)


@register.simple_block_tag
def why(content: str, title: str = "", open: bool = False) -> str:
    """Where a number comes from: ``{% why %}<p>PP 44/2015 …</p>{% endwhy %}``."""
    return format_html(
        '<details class="govuk-details pu-why"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if open else "",
        title or _("Mengapa angka ini?"),
        SafeString(content),
    )


@register.simple_tag
def term(word: str, shown: str = "") -> str:
    """A word of the trade with its meaning one tap away: ``{% term "KPJ" %}``.

    Works without a script (popover). A word that the glossary lacks is an error.
    """
    ident = f"istilah-{next(_serial)}"
    return format_html(
        '<button type="button" class="pu-term" popovertarget="{0}">{1}</button>'
        '<span id="{0}" class="pu-meaning" popover><b>{2}</b>{3}</span>',
        ident,
        shown or word,
        word,
        meaning(word),
    )


def nik_html(value: str | None, masked: bool = True) -> SafeString:
    """A NIK in monospace, grouped 6-6-4 for the eye; copying it gives the bare digits."""
    if not value:
        return SafeString(fmt.NONE)
    shown = fmt.mask_nik(value) if masked else value
    groups = format_html_join("", "<span>{}</span>", ((part,) for part in fmt.nik_groups(shown)))
    return format_html('<span class="pu-nik">{}</span>', groups)


@register.simple_tag
def nik(value: str | None, masked: bool = True) -> str:
    """``{% nik person.nik masked=False %}``; masked unless told otherwise."""
    return nik_html(value, masked)


@register.simple_tag
def button(
    text: str,
    kind: str = "primary",
    href: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    disabled: bool = False,
) -> str:
    """A button, or with ``href`` a link that looks like one (primary, secondary, warning, link)."""
    classes = ["govuk-button"]
    classes += [f"govuk-button--{kind}"] if kind != "primary" else []
    classes += ["pu-button--small"] if small else []
    css = " ".join(classes)
    if href:
        return format_html(
            '<a class="{}" href="{}" role="button" draggable="false">{}</a>', css, href, text
        )
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    off = SafeString(" disabled") if disabled else ""
    return format_html('<button type="submit" class="{}"{}{}>{}</button>', css, named, off, text)


@register.simple_block_tag
def empty(content: str, title: str = "", href: str = "", action: str = "") -> str:
    """An empty list's way on: ``{% empty title=… href=… action=… %}…{% endempty %}``."""
    way = button(action, href=href) if href else ""
    return format_html(
        '<div class="pu-empty"><h2>{}</h2><p>{}</p>{}</div>',
        title or _("Belum ada data"),
        SafeString(content.strip()),
        way,
    )


@register.simple_block_tag
def panel(content: str) -> str:
    """A quiet box for what belongs together."""
    return format_html('<div class="pu-panel">{}</div>', SafeString(content))


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*items: Any) -> dict[str, Any]:
    """``{% breadcrumbs trail %}`` (pairs of label and address) or ``"Belu" url "Kewar" ""``."""
    pairs: Iterable[Any] = (
        items[0] if len(items) == 1 else zip(items[::2], items[1::2], strict=True)
    )
    return {"items": [{"label": label, "url": url} for label, url in pairs]}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Views of one thing, as links: ``items`` hold label, address, current, optional count."""
    keys = ("label", "url", "current", "count")
    return {"items": [dict(zip(keys, item, strict=False)) for item in items], "label": label}


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[str], current: int) -> dict[str, Any]:
    """Where one is on a way of several pages; ``current`` counts from 1."""
    return {
        "items": [
            {"label": label, "done": place < current, "current": place == current}
            for place, label in enumerate(items, 1)
        ]
    }
