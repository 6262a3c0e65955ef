"""Writing SVG: escaping, text that fits, and the frame that every picture has.

No style attribute and no style element is ever written: pages forbid them (content security
policy). Everything is a presentation attribute.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Final

from payung.core.calendar import Lang

INK: Final = "#16191d"
GREY: Final = "#565d66"
LINE: Final = "#d3d8de"
SURFACE: Final = "#f5f7f8"
TEAL: Final = "#00615b"
RED: Final = "#b3261e"
AMBER: Final = "#8a5a00"
STEPS: Final = ("#e3f1ef", "#b0d6d1", "#70b2ab", "#2d837c", "#004a46")
"""Five steps, light to dark; their lightness falls evenly, so they stay ordered in grey print."""
FONT: Final = "system-ui,'Noto Sans',sans-serif"

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]- ")
_WIDE: Final = frozenset("mwMW@%—")


def esc(text: str) -> str:
    """Text for XML content and attributes; characters that XML forbids are dropped.

    >>> esc('<a> & "b"\\x00')
    '&lt;a&gt; &amp; &quot;b&quot;'
    """
    legal = text if text.isprintable() else _ILLEGAL.sub("", text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        legal = legal.replace(sign, name)
    return legal


def attrs(**values: str | float | None) -> str:
    """Attributes; `_` becomes `-`, None is left out, numbers are written short.

    >>> attrs(x=1.50, stroke_width=2.0, fill=None)
    ' x="1.5" stroke-width="2"'
    """
    out = []
    for name, value in values.items():
        if value is None:
            continue
        text = esc(value) if isinstance(value, str) else short(value)
        out.append(f' {name.rstrip("_").replace("_", "-")}="{text}"')
    return "".join(out)


def short(value: float) -> str:
    """A number with at most one decimal and no needless sign.

    >>> short(3.0), short(2.25), short(-0.01)
    ('3', '2.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, content: str = "", **values: str | float | None) -> str:
    """An element; the content must already be escaped."""
    head = f"<{name}{attrs(**values)}"
    return f"{head}>{content}</{name}>" if content else f"{head}/>"


def text(
    words: str,
    x: float,
    y: float,
    *,
    size: float = 12,
    fill: str = INK,
    anchor: str | None = None,
    weight: str | None = None,
) -> str:
    """A line of text at its baseline."""
    return tag(
        "text",
        esc(words),
        x=x,
        y=y,
        font_size=size if size != 12 else None,
        fill=fill if fill != INK else None,
        text_anchor=anchor,
        font_weight=weight,
    )


def width_of(words: str, size: float = 12) -> float:
    """A careful estimate of the width of a text, on the wide side.

    >>> width_of("iiii") < width_of("mmmm")
    True
    """
    units = sum(
        0.34 if s in _NARROW else 0.94 if s in _WIDE else 0.72 if s.isupper() else 0.61
        for s in words
    )
    return units * size


def fitted(words: str, room: float, size: float = 12) -> str:
    """The text, cut with an ellipsis if it is wider than the room.

    >>> fitted("Kewar", 100), fitted("Sanrobone Karaeng Matutu", 60)
    ('Kewar', 'Sanrobo…')
    """
    if width_of(words, size) <= room:
        return words
    cut = words
    while cut and width_of(cut + "…", size) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def link(content: str, href: str | None, label: str = "") -> str:
    """The content in a link, if there is one. Only http(s) and local addresses are written."""
    if not href or not safe_href(href):
        return content
    return tag("a", content, href=href, tabindex="-1", aria_label=label or None)


def safe_href(href: str) -> bool:
    """Whether an address may stand in a picture.

    >>> safe_href("/desa/1"), safe_href("https://a.id"), safe_href("javascript:alert(1)")
    (True, True, False)
    >>> safe_href("//evil.example"), safe_href("?desa=1")
    (False, True)
    """
    lower = href.strip().lower()
    if lower.startswith(("https://", "http://", "?", "#")):
        return True
    return lower.startswith("/") and not lower.startswith(("//", "/\\"))


def hatch(name: str) -> str:
    """Pattern for "no data"."""
    return (
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0h5v5h-5z" fill="#fff"/>'
        '<path d="M0 0v5" stroke="#8b939c" stroke-width="2.4"/></pattern>'
    )


def mark_of(*parts: object) -> str:
    """A short name for ids, the same for the same picture.

    >>> mark_of("a") == mark_of("a"), len(mark_of("a"))
    (True, 8)
    """
    return "p" + hashlib.sha256(repr(parts).encode()).hexdigest()[:7]


def frame(
    body: str, *, width: float, height: float, title: str, alt: str, linked: bool, name: str
) -> str:
    """The picture with its title and its text alternative.

    A picture without links is one image to a screen reader. One with links is a group, because
    the inside of an image is hidden from assistive technology.
    """
    ids = f"{name}t {name}d"
    head = tag(
        "svg",
        "\0",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(width)} {short(height)}",
        role="group" if linked else "img",
        aria_labelledby=ids,
        font_family=FONT,
        font_size=12,
        fill=INK,
    )
    names = f'<title id="{name}t">{esc(title)}</title><desc id="{name}d">{esc(alt)}</desc>'
    return head.replace("\0", names + body)


def figure(value: float, lang: Lang = "id", *, decimals: int = 0) -> str:
    """A number as the reader's language writes it.

    >>> figure(1234567), figure(92.4, decimals=1), figure(92.4, "en", decimals=1)
    ('1.234.567', '92,4', '92.4')
    """
    written = f"{value:,.{decimals}f}"
    if lang == "en":
        return written
    return written.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(value: float, lang: Lang = "id") -> str:
    """A percentage with one decimal, none when it is whole.

    >>> percent(92.4), percent(100.0), percent(92.4, "en")
    ('92,4 %', '100 %', '92.4%')
    """
    written = figure(value, lang, decimals=0 if value == int(value) else 1)
    return f"{written} %" if lang == "id" else f"{written}%"


def day_label(day: dt.date, months: tuple[str, ...]) -> str:
    """A date in words."""
    return f"{day.day} {months[day.month - 1]} {day.year}"
