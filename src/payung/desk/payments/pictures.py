"""The month board, drawn by core/drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.territory.models import Area
from payung.base.ui.format import language
from payung.core.calendar import months_of_year
from payung.core.drawing.heat import HeatRow, State, Tone, heat
from payung.programme.billing.queries import Board

STATES: tuple[tuple[str, object, Tone], ...] = (
    ("received", gettext_lazy("Diterima BPJS"), "done"),
    ("paying", gettext_lazy("Sedang dibayar"), "part"),
    ("open", gettext_lazy("Ditagih, belum dibayar"), "wait"),
    ("unbilled", gettext_lazy("Belum ditagih"), "wait"),
    ("transit", gettext_lazy("Keluar dari bank, belum sampai"), "late"),
    ("late", gettext_lazy("Lewat jatuh tempo"), "late"),
    ("future", gettext_lazy("Belum waktunya"), "none"),
)
"""States of a cell; `none` (nothing planned) stays empty."""


def board_picture(villages: Sequence[Area], board: Board, today: date) -> str:
    """Villages × months of the year; '' without a village."""
    if not villages:
        return ""
    months = months_of_year(board.year)
    rows = []
    for village in villages:
        states = [board.at(village.code, month).state(month, today) for month in months]
        cells = tuple(None if state == "none" else state for state in states)
        address = reverse("payments:village", args=[village.code])
        rows.append(HeatRow(village.name, cells, f"{address}?tahun={board.year}"))
    return heat(
        rows,
        months,
        [State(key, str(label), tone) for key, label, tone in STATES],
        title=_("Papan bulan iuran %(year)s") % {"year": board.year},
        alt=_("Keadaan iuran tiap desa dan bulan; angka yang sama ada dalam tabel di bawah."),
        lang=language(),
        width=720,
    )
