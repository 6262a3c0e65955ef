"""The preview of an import: sentence, picture, tabs, and the grid with marked cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from payung.base.staging.fixing import raw_text
from payung.base.staging.models import Batch, Row
from payung.base.staging.packs import rows_from
from payung.base.staging.payloads import unpack
from payung.base.staging.queries import Said, language, ready, said
from payung.base.staging.states import S
from payung.base.ui.paging import AFTER, BEFORE, Page, keyset_page, page_address, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.base.ui.tags.text import nik_html
from payung.core.drawing.charts import Bar, bars
from payung.core.identity import mask

PAGE = 50
VIEWS: dict[str, tuple[str, ...]] = {
    "perbaiki": ("rejected",),
    "tahan": ("parked",),
    "siap": ("new", "changed"),
    "sama": ("unchanged",),
}
SEVERITY = {"error": "danger", "parked": "warning", "warning": "warning"}


def labels(batch: Batch) -> dict[str, str]:
    """Words of the views; what was ready is in once the batch is accepted."""
    return {
        "perbaiki": _("Perlu diperbaiki"),
        "tahan": _("Ditahan"),
        "siap": _("Sudah masuk") if batch.accepted_at else _("Siap masuk"),
        "sama": _("Sama"),
    }


def counts(batch: Batch) -> dict[str, int]:
    found = {view: sum(batch.counts.get(v, 0) for v in VIEWS[view]) for view in VIEWS}
    return found | {"siap": ready(batch)}


def chosen_view(batch: Batch, params: QueryDict) -> str:
    """The view asked for, else the first that needs a hand."""
    if (asked := params.get("lihat", "")) in {*VIEWS, "semua"}:
        return asked
    found = counts(batch)
    return next((view for view in ("perbaiki", "tahan", "siap") if found[view]), "semua")


def tabs(batch: Batch, view: str) -> list[tuple[str, str, bool, int]]:
    found, words = counts(batch), labels(batch)
    shown = [(v, words[v], found[v]) for v in VIEWS if found[v] or v == view]
    shown.append(("semua", _("Semua"), batch.rows_read))
    return [(word, f"?lihat={v}", v == view, n) for v, word, n in shown]


def picture(batch: Batch) -> SafeString:
    """Rows by what becomes of them; each bar leads to its names."""
    found, words = counts(batch), labels(batch)
    order = ("siap", "sama", "perbaiki", "tahan")
    rows = [Bar(words[v], found[v], href=f"?lihat={v}") for v in order]
    drawn = bars(
        rows, title=_("Baris menurut hasil pemeriksaan"), alt=_("Jumlah baris per hasil"),
        unit=_("baris"), lang=language(), width=420,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - core/drawing escapes every text


def page_of(batch: Batch, params: QueryDict, view: str) -> Page[Row]:
    """Rows of one view: by key, or by row number where clean rows lie in packs."""
    code = params.get("masalah")
    verdicts = VIEWS.get(view) or Row.Verdict.values
    if not code and batch.packs.filter(verdict__in=verdicts).exists():
        return _numbered(batch, params, verdicts, counts(batch).get(view, batch.rows_read))
    rows = batch.rows.filter(verdict__in=verdicts)
    if code:
        rows = rows.filter(codes__contains=f" {code} ")
    return keyset_page(rows, params, sort_from(params, {"baris": "number"}, "baris"), PAGE)


def _numbered(batch: Batch, params: QueryDict, verdicts: Sequence[str], count: int) -> Page[Row]:
    """The same of packed and single rows together; row numbers stand in the address."""
    back = BEFORE in params
    asked = params.get(BEFORE if back else AFTER, "")
    number = int(asked) if asked.isdecimal() else 0
    back = back and number > 0
    found = list(islice(rows_from(batch, verdicts, number, back=back), PAGE + 1))
    more, rows = len(found) > PAGE, found[:PAGE]
    if back:
        rows.reverse()
    later, earlier = more or back, more if back else number > 0
    return Page(
        rows,
        page_address(params, AFTER, rows[-1].number) if rows and later else None,
        page_address(params, BEFORE, rows[0].number) if rows and earlier else None,
        count, capped=False,
    )  # fmt: skip


def table(batch: Batch, page: Page[Row], *, identity: bool, mend: bool) -> Table:
    """The grid: row, values, what is wrong and where, and the way to mend it."""
    rows = [_opened(batch, row) for row in page]
    columns = [
        Column("number", _("Baris"), header=True, value=lambda r: _number(batch, r, mend=mend)),
        Column("nama", _("Nama"), value=_cell("nama")),
        Column("problems", _("Yang ditemukan"), value=lambda r: r["told"]),
        Column("nik", "NIK", value=_identity_cell("nik", identity=identity)),
        Column("jenis_kelamin", "L/P", value=_cell("jenis_kelamin")),
        Column("tanggal_lahir", _("Lahir"), value=_cell("tanggal_lahir")),
        Column("state", _("Hasil"), value=lambda r: r["tag"]),
    ]
    return Table(columns, rows, caption=_("Baris daftar"), empty=_("Tidak ada baris di sini."),
                 cards=True)  # fmt: skip


def _opened(batch: Batch, row: Row) -> dict[str, Any]:
    values, cells = unpack(bytes(row.payload))
    problems = [said(batch, p) for p in row.problems]
    return {
        "number": row.number,
        "values": values,
        "raw": {c["field"]: raw_text(batch, cells, c["field"]) for c in batch.columns if c["field"]}
        if cells
        else {},
        "worst": _worst(problems),
        "tag": _tag(row),
        "told": format_html_join(mark_safe("<br>"), "{}", ((_told(p),) for p in problems)),
        "open": not row.applied and row.verdict == Row.Verdict.REJECTED,
        "held": not row.applied and row.verdict == Row.Verdict.PARKED,
    }


def _worst(problems: list[Said]) -> dict[str, str]:
    """The gravest severity by column."""
    found: dict[str, str] = {}
    for problem in problems:
        if found.get(problem.column) != "error":
            found[problem.column] = problem.severity
    return found


def _told(problem: Said) -> SafeString:
    place = problem.cell or problem.label
    where = format_html("<b>{}</b> ", place) if place else ""
    return format_html(
        '{}{} <span class="pu-muted">{}</span>', where, problem.message, problem.way_out
    )


def _tag(row: Row) -> SafeString:
    kinds = {"new": "success", "changed": "info", "rejected": "danger", "parked": "warning"}
    words = {
        "new": _("Masuk") if row.applied else _("Baru"),
        "changed": _("Diperbarui") if row.applied else _("Berubah"),
        "unchanged": _("Sama"),
        "rejected": _("Perlu diperbaiki"),
        "parked": _("Ditahan"),
    }
    kind = kinds.get(row.verdict, "")
    css = f"pu-tag pu-tag--{kind}" if kind else "pu-tag"
    return format_html('<span class="{}">{}</span>', css, words[row.verdict])


def _cell(name: str) -> Callable[[dict[str, Any]], Cell]:
    def read(row: dict[str, Any]) -> Cell:
        value = row["values"].get(name) or row["raw"].get(name) or ""
        state = SEVERITY.get(row["worst"].get(name, ""))
        return Cell(_day(value) if name == "tanggal_lahir" else value, state)  # type: ignore[arg-type]

    return read


def _day(value: str) -> str:
    """2026-11-21 → 21-11-2026; anything else as it is."""
    parts = value.split("-")
    return "-".join(reversed(parts)) if len(parts) == 3 and len(parts[0]) == 4 else value


def _identity_cell(name: str, *, identity: bool) -> Callable[[dict[str, Any]], Cell]:
    def read(row: dict[str, Any]) -> Cell:
        value = row["values"].get(name) or row["raw"].get(name) or ""
        shown = value if identity else mask(value)
        state = SEVERITY.get(row["worst"].get(name, ""))
        return Cell(nik_html(shown, masked=False) if value else "", state)  # type: ignore[arg-type]

    return read


def _number(batch: Batch, row: dict[str, Any], *, mend: bool) -> Cell:
    """The row's number; where it can be mended, the way there."""
    if batch.state not in {S.PREVIEWED, S.ACCEPTED}:
        return Cell(row["number"])
    if row["held"]:
        url = reverse("intake:decide", args=[batch.pk, row["number"]])
        return Cell(_("%(n)s putuskan") % {"n": row["number"]}, href=url)
    if not mend or not row["open"]:
        return Cell(row["number"])
    url = reverse("intake:row", args=[batch.pk, row["number"]])
    return Cell(_("%(n)s perbaiki") % {"n": row["number"]}, href=url)
