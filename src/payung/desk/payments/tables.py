"""Tables of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, tanggal
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month, months_of_year, runs_label
from payung.programme.billing.models import Account, Bill, Line, Payment, Question
from payung.programme.billing.models import Cell as Compared
from payung.programme.billing.queries import Board

BAD = ("late", "transit", "unbilled")


def village_table(villages: Sequence[Area], board: Board, today: date) -> Table:
    """One row per village with the months that are wrong, and rupiah owed and in transit."""

    def months(village: Area, *states: str) -> list[Month]:
        found = months_of_year(board.year)
        return [m for m in found if board.at(village.code, m).state(m, today) in states]

    def owed(village: Area) -> int:
        return sum(board.at(village.code, m).overdue for m in months(village, "late"))

    def transit(village: Area) -> int:
        return sum(board.at(village.code, m).transit for m in months(village, "transit"))

    def label(village: Area) -> Cell:
        late = months(village, "late", "transit")
        return Cell(runs_label(late) if late else _("tidak ada"), "danger" if late else None)

    rows = sorted(villages, key=lambda v: (-owed(v) - transit(v), v.name))
    return Table(
        [
            Column("name", _("Desa/Kelurahan"), header=True, value=lambda v: v.title,
                   link=lambda v: reverse("payments:village", args=[v.code])),
            Column("late", _("Bulan bermasalah"), value=label),
            Column("owed", _("Lewat jatuh tempo"), "rupiah", value=owed),
            Column("transit", _("Keluar, belum sampai"), "rupiah", value=transit),
            Column("unbilled", _("Belum ditagih"), "number",
                   value=lambda v: len(months(v, "unbilled"))),
        ],
        rows, caption=_("Desa menurut yang paling mendesak"),
        sums={"owed": sum(map(owed, rows)), "transit": sum(map(transit, rows))},
        empty=_("Belum ada peserta yang direncanakan pada tahun ini."),
    )  # fmt: skip


def bill_table(bills: Iterable[Bill], standing: Mapping[int, Mapping[str, int]]) -> Table:
    """Bills with where their rupiah stand."""
    rows = list(bills)

    def state(bill: Any) -> Cell:
        return bill_state(bill, standing.get(bill.pk, {}))

    return Table(
        [
            Column("number", _("Tagihan"), header=True, value=lambda b: bulan(b.period),
                   link=lambda b: reverse("payments:bill", args=[b.pk])),
            Column("kind", _("Jenis"), value=lambda b: b.get_kind_display()),
            Column("fund", _("Dana"), value=lambda b: b.fund.name),
            Column("segment", _("Segmen"), value=lambda b: b.get_segment_display()),
            Column("heads", _("Orang"), "number"),
            Column("amount", _("Jumlah"), "rupiah"),
            Column("due_on", _("Jatuh tempo"), "date"),
            Column("state", _("Keadaan"), value=state),
        ],
        rows, caption=_("Tagihan"), cards=True, sums={"amount": sum(b.amount for b in rows)},
        empty=_("Belum ada tagihan."),
    )  # fmt: skip


def bill_state(bill: Any, balance: Mapping[str, int]) -> Cell:
    """Where one bill stands, in a word and a mark."""
    due, transit = balance.get(Account.DUE, 0), balance.get(Account.TRANSIT, 0)
    if bill.amount < 0:
        return Cell(_("Kelebihan bayar, diperhitungkan"))
    if due >= 0:
        return Cell(_("Diterima BPJS"), "success")
    if transit > 0:
        return Cell(_("Keluar dari bank, belum sampai"), "danger")
    if getattr(bill, "in_payment", False):
        return Cell(_("Sedang dibayar"), "warning")
    if bill.due_on < timezone.localdate():
        days = (timezone.localdate() - bill.due_on).days
        return Cell(_("Lewat jatuh tempo"), "danger", _days(days))
    return Cell(_("Belum dibayar"), "warning")


def line_table(lines: Iterable[Line], *, names: bool) -> Table:
    """Lines of a bill; names only for who may see people."""

    def who(line: Line) -> str:
        return line.membership.person.name if names else _("peserta %(n)s") % {
            "n": line.membership_id
        }  # fmt: skip

    return Table(
        [
            Column("who", _("Nama"), header=True, value=who),
            Column("month", _("Bulan iuran"), "month", value=lambda row: str(row.month)),
            Column("kind", _("Baris"), value=lambda row: row.get_kind_display()),
            Column("borne", _("Ditanggung dana"), "rupiah"),
            Column("withheld", _("Dipotong dari upah"), "rupiah"),
            Column("amount", _("Jumlah"), "rupiah"),
        ],
        lines, caption=_("Nama dalam tagihan"), cards=True,
    )  # fmt: skip


def payment_table(rows: Iterable[Payment], names: Mapping[str, str]) -> Table:
    """Payments, newest first."""
    marks = {"debited": "success", "cancelled": None, "draft": "warning"}
    return Table(
        [
            Column("at", _("Dibuat"), "time"),
            Column("area", _("Pembayar"), header=True, value=lambda p: names.get(p.area, p.area),
                   link=lambda p: reverse("payments:payment", args=[p.pk])),
            Column("fund", _("Dana"), value=lambda p: p.fund.name),
            Column("amount", _("Jumlah"), "rupiah"),
            Column("state", _("Keadaan"),
                   value=lambda p: Cell(p.get_state_display(), marks.get(p.state))),  # type: ignore[arg-type]
        ],
        rows, caption=_("Pembayaran"), cards=True, empty=_("Belum ada pembayaran."),
    )  # fmt: skip


def _days(days: int) -> str:
    return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}


def question_table(rows: Iterable[Question]) -> Table:
    """Movements that wait for a person, oldest first, with their age."""
    today = timezone.localdate()

    def age(row: Question) -> Cell:
        days = (today - row.movement.booked_on).days
        return Cell(_days(days), "danger" if days > 14 else None)

    return Table(
        [
            Column("day", _("Tanggal"), header=True, value=lambda q: tanggal(q.movement.booked_on),
                   link=lambda q: reverse("payments:question", args=[q.pk])),
            Column("age", _("Umur"), value=age),
            Column("text", _("Keterangan bank"), value=lambda q: q.movement.text),
            Column("amount", _("Jumlah"), "rupiah", value=lambda q: -q.movement.amount),
            Column("reason", _("Sebab"), value=lambda q: q.get_reason_display()),
            Column("account", _("Rekening"), value=lambda q: q.movement.account.holder),
        ],
        rows, caption=_("Menunggu jawaban, yang terlama dahulu"), cards=True,
        empty=_("Tidak ada mutasi yang menunggu jawaban."),
    )  # fmt: skip


def cell_table(rows: Iterable[Compared]) -> Table:
    """What each source says of a village × payer; what disagrees with the bill is marked."""

    def against(name: str) -> Any:
        def value(row: Compared) -> Cell:
            found = getattr(row, name)
            return Cell(found, None if found in (None, row.billed) else "warning")

        return value

    return Table(
        [
            Column("village", _("Desa/Kelurahan"), header=True, value=lambda c: c.village.title,
                   link=lambda c: reverse("payments:village", args=[c.village_id])),
            Column("fund", _("Dana"), value=lambda c: c.fund.name),
            Column("decreed", _("SK"), "number"),
            Column("members", _("Daftar"), "number"),
            Column("posted_heads", _("Di BPJS"), "number", value=lambda c: Cell(
                c.posted_heads, None if c.posted_heads == c.members else "warning")),
            Column("billed", _("Ditagih"), "rupiah"),
            Column("coded", _("Kode iuran"), "rupiah", value=against("coded")),
            Column("debited", _("Didebit"), "rupiah", value=against("debited")),
            Column("realised", _("Siskeudes"), "rupiah", value=against("realised")),
            Column("posted", _("Diterima BPJS"), "rupiah", value=against("posted")),
        ],
        rows, caption=_("Enam sumber berdampingan"),
        empty=_("Bulan ini belum dibandingkan."),
    )  # fmt: skip
