"""The annex of a decree: one line per member, a sum on every page, a total at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from payung.core.calendar import Month
from payung.core.papers.paging import pages, row_height
from payung.core.papers.wording import month_span, number, programme_codes, shown_nik

HEADER: Final = [
    "No.", "Nama", "NIK", "Alamat", "Pekerjaan", "Program", "Sumber dana", "Masa iuran",
    "Bulan", "Iuran per bulan (Rp)", "Jumlah (Rp)",
]  # fmt: skip
WIDTHS: Final = [28, 146, 92, 140, 82, 52, 66, 66, 32, 54, 64]
_WRAPPING: Final = (1, 3, 4, 5, 6, 7)
ALIGN: Final = ["r", "l", "m", "l", "l", "l", "l", "l", "r", "r", "r"]
_PAGE, _HEADING, _SUBJECT_LINE, _CLOSING = 435.0, 104.0, 11.5, 165.0


@dataclass(frozen=True)
class DecreeMember:
    """One member: months are whole months from `first_month`; money in rupiah.

    `amount` is given when the tariff changes within the months; else it is monthly × months.
    """

    name: str
    nik: str
    address: str
    programmes: tuple[str, ...]
    fund: str
    first_month: Month
    months: int
    monthly: int
    occupation: str = ""
    amount: int | None = None

    @cached_property
    def total(self) -> int:
        """Rupiah over all months."""
        return self.monthly * self.months if self.amount is None else self.amount


def annex_register(
    members: Sequence[DecreeMember], *, subject: str, full_identity: bool
) -> dict[str, Any]:
    """Columns, rows by page and sums by page, for the register of the template.

    `subject` stands above the list; its length takes room from the first page.
    """
    lines = [(_cells(i, member, full=full_identity), member) for i, member in enumerate(members, 1)]
    above = _HEADING + _SUBJECT_LINE * (len(subject) // 34)
    cut = pages(
        lines,
        lambda line: row_height(line[0], WIDTHS, _WRAPPING),
        first=_PAGE - above,
        other=_PAGE,
        closing=_CLOSING,
    )
    return {
        "header": HEADER,
        "widths": WIDTHS,
        "align": ALIGN,
        "empty": "Tidak ada peserta.",
        "pad": 0,
        "pages": _pages([[cells for cells, _ in page] for page in cut], _sums(cut)),
    }


def _cells(position: int, member: DecreeMember, *, full: bool) -> list[str]:
    return [
        number(position),
        member.name,
        shown_nik(member.nik, full=full),
        member.address,
        member.occupation or "–",
        programme_codes(member.programmes),
        member.fund,
        month_span(member.first_month, member.months),
        str(member.months),
        number(member.monthly),
        number(member.total),
    ]


def _sums(cut: list[list[tuple[list[str], DecreeMember]]]) -> list[tuple[int, int, int, int]]:
    """Per page: monthly and total of the page, then both carried from the beginning."""
    sums, month_so_far, total_so_far = [], 0, 0
    for page in cut:
        monthly = sum(member.monthly for _, member in page)
        total = sum(member.total for _, member in page)
        month_so_far, total_so_far = month_so_far + monthly, total_so_far + total
        sums.append((monthly, total, month_so_far, total_so_far))
    return sums


def _pages(
    rows: list[list[list[str]]], sums: list[tuple[int, int, int, int]]
) -> list[dict[str, Any]]:
    last = len(rows) - 1
    made = []
    for i, (page, (monthly, total, month_so_far, total_so_far)) in enumerate(
        zip(rows, sums, strict=True)
    ):
        carried = "Jumlah seluruhnya" if i == last else "Jumlah sampai dengan halaman ini"
        lines = [_sum_line(carried, month_so_far, total_so_far)]
        if last > 0:
            lines.insert(0, _sum_line("Jumlah halaman ini", monthly, total))
        made.append({"rows": page, "sums": lines})
    return made


def _sum_line(label: str, monthly: int, total: int) -> dict[str, Any]:
    return {"span": 9, "label": label, "values": [number(monthly), number(total)]}
