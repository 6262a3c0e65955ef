"""The picture of a list: members beside the target and the quota."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.core.calendar import Lang
from payung.core.drawing import Bar, bars
from payung.programme.selection.checks import Tally


def heads_of(counted: Tally) -> SafeString | None:
    """Bars of members, reserves and quota with the target as a tick; None without any limit."""
    if counted.quota is None and counted.target_minimum is None:
        return None
    target = float(counted.target_minimum) if counted.target_minimum is not None else None
    rows = [Bar(_("Peserta"), counted.heads, target), Bar(_("Cadangan"), counted.reserves)]
    if counted.quota is not None:
        rows.append(Bar(_("Kuota"), counted.quota))
    lang: Lang = "en" if (get_language() or "id").startswith("en") else "id"
    drawn = bars(
        rows, title=_("Peserta, cadangan, dan kuota"),
        alt=_("Garis tegak pada baris pertama adalah target minimal."), unit="", lang=lang,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - SVG of core/drawing, which escapes every text
