"""A budget told from outside, reckoned by law: heads of each post, its wage, its programmes.

What a newspaper or a decree prints is set beside it line by line; a printed tariff that the law of
the month does not give is named, never taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.core.calendar import Month
from payung.core.law import LawRefusal, current_law, price_line
from payung.core.law.loading import read_yaml
from payung.core.planning.facts import PlanRefused

SEGMENTS = ("pu", "bpu")


@dataclass(frozen=True, slots=True)
class SketchLine:
    """One post: heads, and its tariff by law and as printed, in rupiah a head and month."""

    post: str
    heads: int
    tariff: int
    printed: int | None
    months: int
    programmes: str

    @property
    def amount(self) -> int:
        return self.heads * self.tariff * self.months

    @property
    def explained(self) -> bool:
        """Whether the law gives what was printed."""
        return self.printed is None or self.printed == self.tariff

    @property
    def printed_amount(self) -> int:
        return self.heads * (self.tariff if self.printed is None else self.printed) * self.months


@dataclass(frozen=True)
class Sketch:
    """A whole budget beside the total that was published."""

    name: str
    source: str
    villages: int
    lines: tuple[SketchLine, ...]
    published: int | None
    assumed: tuple[str, ...]
    law_id: str

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def off_by(self) -> int | None:
        """The law's total less the published one, rupiah."""
        return None if self.published is None else self.total - self.published

    @property
    def sentence(self) -> str:
        """The total beside the published one, and the tariffs that no law explains."""
        said = f"{self.name}: {_rupiah(self.total)} menurut hukum"
        if self.published:
            said += f"; tercetak {_rupiah(self.published)}, selisih {_rupiah(self.off_by or 0)}"
        odd = [
            f"{line.post} {_rupiah(line.printed or 0)} (hukum: {_rupiah(line.tariff)})"
            for line in self.lines
            if not line.explained
        ]
        return said + (f". Tidak dapat dijelaskan hukum: {', '.join(odd)}." if odd else ".")

    def as_json(self) -> dict[str, Any]:
        """The sketch as the command prints it."""
        return {
            "name": self.name, "source": self.source, "villages": self.villages,
            "total": self.total, "published": self.published, "off_by": self.off_by,
            "off_by_percent": None if not self.published
            else round(100 * (self.total - self.published) / self.published, 4),
            "assumed": list(self.assumed), "law_id": self.law_id,
            "lines": [
                {
                    "post": line.post, "heads": line.heads, "tariff": line.tariff,
                    "months": line.months, "amount": line.amount, "printed": line.printed,
                    "explained_by_law": line.explained,
                    "programmes": line.programmes,
                }
                for line in self.lines
            ],
            "not_explained_by_law": [line.post for line in self.lines if not line.explained],
        }  # fmt: skip


def load_sketch(path: Path, year: int) -> Sketch:
    """Read a sketch file for a year. Raises PlanRefused with the line that is wrong."""
    try:
        raw = read_yaml(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise PlanRefused(f"Berkas {path} tidak terbaca: {error.strerror}.") from error
    return parse_sketch(raw, year)


def is_sketch(path: Path) -> bool:
    """Whether a scenario file holds a budget (`posts`) rather than a reform of the law."""
    try:
        return any(line.startswith("posts:") for line in path.read_text("utf-8").splitlines())
    except OSError:
        return False


def parse_sketch(raw: Mapping[str, Any], year: int) -> Sketch:
    """Price every post in every month of the year by the law of that month.

    The tariff must be the same all year; a law that changes in between is refused, so that no
    average hides it.
    """
    if raw.get("year") != year:
        raise PlanRefused(f"Berkas ini untuk tahun {raw.get('year')}, bukan {year}.")
    months = int(raw.get("months", 12))
    lines = tuple(_line(str(post), terms, year, months) for post, terms in raw["posts"].items())
    return Sketch(
        str(raw["name"]), str(raw.get("source", "")), int(raw.get("villages", 0)), lines,
        raw.get("published"), tuple(str(text) for text in raw.get("assumed", ())),
        current_law().law_id,
    )  # fmt: skip


def _line(post: str, terms: Mapping[str, Any], year: int, months: int) -> SketchLine:
    segment = str(terms.get("segment", ""))
    if segment not in SEGMENTS:
        raise PlanRefused(f"{post}: segmen harus pu atau bpu, tertulis “{segment}”.")
    amount = terms.get("wage" if segment == "pu" else "income")
    if not isinstance(amount, int):
        raise PlanRefused(f"{post}: tulis {'wage' if segment == 'pu' else 'income'} dalam rupiah.")
    tariffs = set()
    for number in range(13 - months, 13):
        try:
            line = price_line(
                segment, tuple(terms["programmes"]), Month(year, number).first_day, amount,
                risk="very-low" if segment == "pu" else None, fund=terms.get("fund"),
            )  # fmt: skip
        except LawRefusal as refusal:
            raise PlanRefused(f"{post}: {refusal.text('id')}") from refusal
        tariffs.add(line.total)
    if len(tariffs) != 1:
        raise PlanRefused(f"{post}: iurannya berubah dalam tahun {year}; bagi menjadi dua baris.")
    programmes = ", ".join(name.upper() for name in terms["programmes"])
    return SketchLine(
        post, int(terms["heads"]), tariffs.pop(), terms.get("printed"), months, programmes
    )


def _rupiah(amount: int) -> str:
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")
