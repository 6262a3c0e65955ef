"""What a camat reads in the draft of a village's budget: findings, and the letter of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from payung.base.policy.queries import Timeline
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.base.ui.format import angka, rupiah
from payung.core.calendar import Month
from payung.core.papers import (
    ClaimSheet,
    Grid,
    MeetingForm,
    MeetingRow,
    Part,
    Provenance,
    Signatory,
)
from payung.core.papers.tables import Layout
from payung.desk.budget.accounts import account_of
from payung.desk.budget.need import ShareNeed
from payung.desk.budget.paper import office
from payung.desk.budget.stages import Compared
from payung.programme.billing.queries import bills_with_standing, standing_of
from payung.programme.funds.accounts import mapping_of
from payung.programme.funds.funding import Answer, may_pay
from payung.programme.funds.models import PlanStage
from payung.programme.selection.decree_paper import zone_of

Stage = PlanStage.Stage


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be settled in the draft: what it is about and what to do, in Indonesian."""

    code: str
    text: str


def findings(row: Compared, year: int, accounts: Timeline, arrears: int) -> list[Finding]:
    """Everything in a village's budget that is missing, short, doubtful or not mapped."""
    found = list(_of_stages(row))
    for share in row.needed.shares if row.needed else ():
        found += _of_share(share, row.village, year, accounts)
    if arrears:
        found.append(
            Finding("arrears",
                    f"Iuran tahun-tahun sebelum {year} yang belum dibayar {rupiah(arrears)}: "
                    "sediakan mata anggaran tersendiri untuk tunggakan."),
        )  # fmt: skip
    return found


def _of_stages(row: Compared) -> Iterator[Finding]:
    if row.planned is None:
        yield Finding(
            "no_stage",
            f"Anggaran iuran belum tercatat pada RKPDes maupun APBDes; kebutuhannya "
            f"{rupiah(row.need)}.",
        )
    elif row.short:
        yield Finding(
            "short", f"Anggaran {rupiah(row.planned)} kurang {rupiah(row.short)} dari kebutuhan "
            f"{rupiah(row.need)}.",
        )  # fmt: skip


def _of_share(need: ShareNeed, village: Area, year: int, accounts: Timeline) -> Iterator[Finding]:
    fund = need.share.fund
    if need.no_price:
        yield Finding("no_price", f"{fund.name}: {need.no_price}")
    if need.left is not None and need.left < 0:
        yield Finding("ceiling", f"{fund.name}: pagu {rupiah(need.share.ceiling)} kurang "
                      f"{rupiah(-need.left)}.")  # fmt: skip
    if need.below_target:
        yield Finding("target", f"{fund.name}: {angka(need.heads)} orang, "
                      f"{angka(need.below_target)} di bawah target minimal.")  # fmt: skip
    for position in need.positions:
        rule = may_pay(fund.kind, position.post, date(year, 1, 1))
        if rule.answer in {Answer.PROHIBITED, Answer.UNCLEAR}:
            ground = f" ({rule.reference})" if rule.reference else ""
            yield Finding(f"funding_{rule.answer.value}", f"{fund.name}, {position.label}: "
                          f"{rule.text()}{ground}")  # fmt: skip
        if not account_of(accounts, village, fund, position.post, Month(year, 1)).mapped:
            yield Finding("account", f"{fund.name}, {position.label}: kode rekening belum "
                          "dipetakan; tetapkan dengan Perbup.")  # fmt: skip


def arrears_before(actor: Actor, area: str, year: int) -> dict[str, int]:
    """Rupiah billed for earlier years and not paid, by village of a region; two statements."""
    village = dict(
        bills_with_standing(actor, area)
        .filter(period__lt=f"{year}-01")
        .values_list("pk", "village_id")
    )
    owed: dict[str, int] = defaultdict(int)
    for pk, row in standing_of(village).items():
        owed[village[pk]] += max(0, -row["due"])
    return owed


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One village's budget and what is to be settled in it."""

    row: Compared
    findings: tuple[Finding, ...]


def evaluated(actor: Actor, area: Area, rows: Sequence[Compared], year: int) -> list[Evaluated]:
    """The findings of each village of a region; two statements and one for each village."""
    owed = arrears_before(actor, area.code, year)
    return [
        Evaluated(row, tuple(findings(row, year, mapping_of(row.village.code),
                                      owed.get(row.village.code, 0))))
        for row in rows
    ]  # fmt: skip


def letter(found: Evaluated, year: int, *, url: str) -> ClaimSheet:
    """The camat's letter on one village's draft; unsigned, its number left to the office."""
    row, said, moment = found.row, found.findings, timezone.localtime()
    village = row.village
    district = village.parent or village
    return ClaimSheet(
        title="Hasil evaluasi anggaran iuran jaminan sosial ketenagakerjaan",
        about=f"Evaluasi Rancangan APBDes {year}",
        addressee=f"{_head(village)} {village.name}",
        letterhead=office(district),
        notice=_verdict(said),
        parts=(
            Part(words=(
                f"Berdasarkan kebutuhan dan anggaran {village.title} tahun {year} yang tercatat, "
                "bersama ini kami sampaikan hasil evaluasi atas belanja iuran jaminan sosial "
                "ketenagakerjaan.",
            ), rows=_facts(row)),
            Part(heading="Yang perlu diperbaiki", items=tuple(f.text for f in said))
            if said else Part(words=("Tidak ada catatan.",)),
            Part(words=("Perbaikan disampaikan kembali kepada kami sebelum peraturan desa "
                        "ditetapkan. Surat ini tidak menggantikan evaluasi atas pos lainnya.",)),
        ),
        signatories=(Signatory(f"Camat {district.name}"),),
        place=district.name,
        dated=moment.date(),
        provenance=Provenance(
            source=f"Payung, anggaran {village.title} {year}", printed_at=moment, url=url,
            identifier=f"{village.code}/{year}", zone=zone_of(moment),
        ),
    )  # fmt: skip


SUMMARY = Layout(
    header=("No.", "Desa atau kelurahan", "Kebutuhan (Rp)", "Anggaran (Rp)", "Kurang (Rp)",
            "Perlu diperbaiki"),
    widths=(28, 150, 86, 86, 76, 44), align="rlrrrr", wrapping=(1,),
    empty="Belum ada desa dengan kebutuhan atau anggaran tercatat.",
)  # fmt: skip


def summary(area: Area, found: Sequence[Evaluated], year: int, *, url: str) -> ClaimSheet:
    """The sheet before a kecamatan's letters: each village's need, plan and open things."""
    moment = timezone.localtime()
    rows = [
        (str(n), one.row.village.title, angka(one.row.need),
         *(("–", "–") if one.row.planned is None
           else (angka(one.row.planned), angka(one.row.short))),
         angka(len(one.findings)))
        for n, one in enumerate(found, 1)
    ]  # fmt: skip
    left = sum(bool(one.findings) for one in found)
    return ClaimSheet(
        title=f"Ringkasan evaluasi anggaran iuran {area.title} {year}",
        letterhead=office(area),
        notice=(f"{angka(left)} dari {angka(len(found))} desa atau kelurahan masih perlu "
                "memperbaiki anggarannya." if left
                else "Semua anggaran yang tercatat sesuai dengan kebutuhan."),
        parts=(
            Part(grid=Grid(SUMMARY, tuple(rows))),
            Part(words=("Tanda – berarti belum tercatat, bukan nol. Surat untuk setiap desa "
                        "atau kelurahan ada pada halaman berikutnya.",)),
        ),
        provenance=Provenance(
            source=f"Payung, anggaran {area.title} {year}", printed_at=moment, url=url,
            identifier=f"{area.code}/{year}", zone=zone_of(moment),
        ),
    )  # fmt: skip


def _head(village: Area) -> str:
    return "Lurah" if village.kind == Area.Kind.KELURAHAN else "Kepala Desa"


def _verdict(said: Sequence[Finding]) -> str:
    if not said:
        return "Anggaran iuran sesuai dengan kebutuhan yang tercatat."
    return f"{angka(len(said))} hal perlu diperbaiki sebelum peraturan desa ditetapkan."


def _facts(row: Compared) -> tuple[tuple[str, str], ...]:
    needed = row.needed
    target = rupiah(needed.ceiling) if needed and needed.ceiling is not None else "belum ditetapkan"
    return (
        ("Orang yang dilindungi", f"{angka(needed.heads)} orang" if needed else "–"),
        ("Kebutuhan setahun", rupiah(row.need)),
        *((str(Stage(s).label), rupiah(row.stages[s]) if s in row.stages else "belum tercatat")
          for s in Stage.values),
        ("Pagu", target),
        ("Sudah diterima BPJS", rupiah(row.realised)),
    )  # fmt: skip


def meeting_form(area: Area, rows: Sequence[Compared], year: int, *, url: str) -> MeetingForm:
    """The sheet of the budget meeting of a region."""
    moment = timezone.localtime()
    unwritten = [row.village.title for row in rows if row.planned is None]
    notes = [
        "Tanda – berarti belum tercatat, bukan nol.",
        "Kolom Disepakati diisi dalam rapat dan ditandatangani bersama.",
    ]
    if unwritten:
        notes.append(f"Belum mencatat anggaran: {', '.join(unwritten)}.")
    return MeetingForm(
        letterhead=office(area if area.level != Area.Level.VILLAGE else area.parent or area),
        area=area.title, year=year, rows=tuple(_row(row) for row in rows),
        signatories=(Signatory("Camat"), Signatory("Kepala Dinas PMD"),
                     Signatory("Kepala Cabang BPJS Ketenagakerjaan")),
        provenance=Provenance(
            source=f"Payung, anggaran {area.title} {year}", printed_at=moment, url=url,
            identifier=f"{area.code}/{year}", zone=zone_of(moment),
        ),
        notes=tuple(notes),
    )  # fmt: skip


def _row(row: Compared) -> MeetingRow:
    needed = row.needed
    return MeetingRow(
        row.village.title, needed.heads if needed else 0, (needed and needed.target) or None,
        row.need, row.stages.get(Stage.WORK_PLAN), row.stages.get(Stage.ORIGINAL),
        row.stages.get(Stage.CHANGE), needed.ceiling if needed else None, row.short, row.realised,
    )  # fmt: skip
