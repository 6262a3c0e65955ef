"""Siskeudes's realisation on its way in: which village spent how much on contributions, when."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.identity import search_form
from payung.core.sheets import Field, Kind, Schema
from payung.programme.billing.actions.realising import take_back_realisations, write_realisations
from payung.programme.billing.models import Realisation
from payung.programme.funds.queries import for_village

KEPT = ("kode_desa", "nama_desa", "tanggal", "bulan", "kode_kegiatan", "kode_rekening", "bukti",
        "jumlah")  # fmt: skip
REASONS = {
    "village_unknown": _("Kode atau nama desa pada baris ini tidak dikenal di wilayah ini."),
    "month_missing": _("Tanggal atau bulan tidak ada. Petakan kolomnya."),
    "amount_missing": _("Jumlah realisasi tidak ada. Petakan kolomnya."),
}
NATIONAL: Final = ("5.1.3.03", "5.1.3.04")
"""Jaminan Ketenagakerjaan of head and staff (Permendagri 20/2018, as districts number it)."""


def _field(name: str, label: str, *synonyms: str, kind: Kind = Kind.TEXT) -> Field:
    return Field(name, {"id": label, "en": label}, kind, synonyms, strict=False)


SCHEMA: Final = Schema(
    "siskeudes_realisation",
    (
        _field("no_urut", "Nomor urut", "No", "No.", kind=Kind.IGNORED),
        _field("kode_desa", "Kode desa", "Kd_Desa", "Desa Kode", "Kode Wilayah"),
        _field("nama_desa", "Nama desa", "Desa", "Nama_Desa", "Desa/Kelurahan"),
        _field("tanggal", "Tanggal", "Tgl", "Tgl_Bukti", "Tanggal Bukti", "Tgl SPP", "Tgl_Cair",
               kind=Kind.DATE),
        _field("bulan", "Bulan", "Periode", kind=Kind.MONTH),
        _field("kode_kegiatan", "Kode kegiatan", "Kd_Keg", "Kegiatan", "Kd Kegiatan"),
        _field("kode_rekening", "Kode rekening", "Kd_Rincian", "Rekening", "Kd_Rek", "Akun"),
        _field("uraian", "Uraian", "Keterangan", "Nama Rekening", kind=Kind.IGNORED),
        _field("bukti", "Nomor bukti", "No_Bukti", "No Bukti", "No SPP", "No_SPP", "Bukti"),
        _field("jumlah", "Jumlah", "Nilai", "Realisasi", "Nilai Realisasi", "Pengeluaran",
               "Realisasi (Rp)", kind=Kind.MONEY),
    ),
    anchors=("jumlah",),
    least=3,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spent:
    """One row of the realisation."""

    village: str
    month: Month
    account: str
    activity: str
    paid_on: date | None
    reference: str
    amount: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Villages:
    """Villages of a region by the codes and names that Siskeudes writes."""

    by_code: Mapping[str, str]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, area: str) -> Villages:
        """One statement."""
        codes: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        rows = Area.objects.in_area(area).filter(level=Area.Level.VILLAGE)
        for code, name in rows.values_list("code", "name"):
            digits = code.replace(".", "")
            codes |= {digits: code, digits[4:]: code}
            names.setdefault(search_form(name), []).append(code)
        return cls(codes, {name: found[0] for name, found in names.items() if len(found) == 1})

    def find(self, code: str, name: str) -> str | None:
        """The village of a row: "53.04.01.2001", "01.2001." under the regency, or its name."""
        digits = re.sub(r"\D", "", code)
        plain = re.sub(r"^(DESA|KELURAHAN|PEMERINTAH DESA)\s+", "", search_form(name))
        return self.by_code.get(digits) or self.by_name.get(plain)


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; rows of other accounts do nothing."""
    villages = Villages.of(batch.area)
    accounts = {*NATIONAL, *for_village(batch.area).values_list("account_code", flat=True)} - {""}
    first = min((one.number for one in incoming), default=0)
    earlier = Row.objects.filter(batch=batch, number__lt=first).exclude(verdict="rejected")
    before = Counter(earlier.values_list("content_hash", flat=True))
    met: Counter[str] = Counter()
    found = []
    for one in incoming:
        nth = before.get(one.content_hash, 0) + met[one.content_hash]
        met[one.content_hash] += 1
        found.append(_read(one.values, villages, accounts, nth))
    prints = [told.fingerprint for told in found if isinstance(told, Spent)]
    known = dict(
        Realisation.objects.filter(fingerprint__in=prints).values_list("fingerprint", "pk")
    )
    return [_outcome(told, known) for told in found]


def _read(
    values: Mapping[str, Any], villages: Villages, accounts: set[str], nth: int
) -> Spent | str | None:
    account = str(values.get("kode_rekening") or "").strip().rstrip(".")
    if account and not any(account.startswith(known) for known in accounts):
        return None
    village = villages.find(str(values.get("kode_desa") or ""), str(values.get("nama_desa") or ""))
    if village is None:
        return "village_unknown"
    day, month = values.get("tanggal"), values.get("bulan")
    day = date.fromisoformat(day) if isinstance(day, str) and day else day
    month = Month.parse(month) if isinstance(month, str) and month else month
    month = month or (Month.of(day) if isinstance(day, date) else None)
    if month is None:
        return "month_missing"
    amount = values.get("jumlah")
    if not amount:
        return "amount_missing"
    activity = str(values.get("kode_kegiatan") or "").strip()[:32]
    reference = str(values.get("bukti") or "").strip()[:80]
    said = (village, month, account, activity, day, reference, int(amount), nth)
    print_ = hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()[:40]
    return Spent(village, month, account[:32], activity, day or None, reference, int(amount),
                 print_)  # fmt: skip


def _outcome(told: Spent | str | None, known: dict[str, int]) -> Outcome:
    if told is None:
        return Outcome("unchanged")
    if isinstance(told, str):
        return Outcome("parked", None, (told, str(REASONS[told])))
    if told.fingerprint in known:
        return Outcome("unchanged", known[told.fingerprint])
    return Outcome("new", None, None, told)


def apply(
    batch: Batch,
    actor: Actor,  # noqa: ARG001
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """Write the rows of the accounts that count."""
    told = [(i.number, o.detail) for i, o in planned if isinstance(o.detail, Spent)]
    ids, changes = write_realisations(batch, [one for _n, one in told])
    return Applied(changes, {n: pk for (n, _), pk in zip(told, ids, strict=True)})


def blockers(batch: Batch) -> list[str]:  # noqa: ARG001 - every room's signature
    """A later comparison shows what its undoing changes."""
    return []


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Take the rows out again."""
    yield take_back_realisations(batch)
