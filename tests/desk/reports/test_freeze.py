"""Freezing: counted once, never changed, found when tampered with."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.covered import TODAY
from tests.world import BELU, FULUR, KEWAR, LAMAKNEN, World

from payung.base.files import actions as files
from payung.base.journal import integrity
from payung.base.journal.models import Event
from payung.base.journal.queries import journal_end
from payung.base.policy import actions as policy
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.reports.actions import freeze
from payung.desk.reports.content import hash_of
from payung.desk.reports.models import Snapshot
from payung.desk.reports.periods import Period, PeriodRefused
from payung.programme.membership.actions import record_posting, retract_posting
from payung.programme.membership.models import Posting


def frozen(
    world: World, period: str = "2026", who: str = "dpmd_belu", area: str = BELU
) -> Snapshot:
    region = Area.objects.select_related("parent").get(code=area)
    return freeze(
        by=world.actor(who), area=region, period=Period.parse(period), base_url="https://payung.id"
    ).snapshot


def faults() -> list[str]:
    """What verify says of reports."""
    return [sentence for name, sentence in integrity.faults() if name == "laporan"]


def pay(world: World, month: int, village: str = FULUR) -> None:
    record_posting(
        by=world.actor("bpjs_belu"), village=village, month=Month(2026, month),
        paid_on=date(2026, 11, 19), reference=f"KB-{month}",
    )  # fmt: skip


def active(snapshot: Snapshot) -> dict[str, int]:
    return {v["code"]: v["active"] for v in snapshot.content["villages"] if v["active"]}


def test_figures_denominators_sources_and_day(covered: World) -> None:
    report = frozen(covered)
    assert active(report) == {KEWAR: 5, FULUR: 3}
    assert report.day == TODAY
    assert report.content["sentence"].startswith("8 pekerja di 81 desa dan kelurahan")
    assert report.content["denominators"][0]["value"] == 14
    assert all(d["source"] and d["as_of"] for d in report.content["denominators"])
    assert report.content["decreed_rupiah"] == (5 + 3) * 12 * 16_800
    assert report.content["coverage"] == []


def test_a_past_period_counts_its_last_day(covered: World) -> None:
    june = frozen(covered, "2026-06")
    assert june.day == date(2026, 6, 30)
    assert active(june) == {KEWAR: 5, FULUR: 3}
    assert frozen(covered, "2026-Q1").content["label"] == "Januari–Maret 2026"


def test_numbers_never_change_after_later_acts(covered: World) -> None:
    report = frozen(covered)
    kept, paper = dict(report.content), files.read(report.pdf)
    pay(covered, 10)
    pay(covered, 11)
    policy.decide(
        by=covered.actor("dpmd_belu"), code="grace_months", area=BELU, value="1",
        valid_from=date(2026, 1, 1), paper="Surat cabang",
    )  # fmt: skip
    fresh = Snapshot.objects.get(pk=report.pk)
    assert fresh.content == kept
    assert files.read(fresh.pdf) == paper


def test_the_same_figures_freeze_once(covered: World) -> None:
    first = frozen(covered)
    again = freeze(
        by=covered.actor("dpmd_belu"), area=first.area, period=Period.parse("2026"), base_url="x"
    )
    assert (again.new, again.snapshot) == (False, first)
    assert Event.objects.filter(action="reports.frozen").count() == 1
    covered.actor("dpmd_belu")
    policy.decide(
        by=covered.actor("dpmd_belu"), code="workers_total", area=BELU, value="400", scope="bpu",
        valid_from=date(2026, 1, 1), paper="Sakernas 2025",
    )  # fmt: skip
    other = frozen(covered)
    assert other != first
    assert other.content["coverage"] == [
        {"segment": "bpu", "active": 8, "workers": 400, "percent": "2.00"}
    ]


def test_a_past_period_freezes_once_whatever_the_day(
    covered: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    june = frozen(covered, "2026-06")
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 12, 3))
    assert frozen(covered, "2026-06") == june
    for posting in Posting.objects.filter(area=FULUR):
        retract_posting(by=covered.actor("bpjs_belu"), posting=posting, reason="salah desa")
    assert active(frozen(covered, "2026-06")) == {KEWAR: 5}


def test_the_foot_holds_the_end_of_the_journal(covered: World) -> None:
    seq, head = journal_end()
    report = frozen(covered)
    assert (report.journal_seq, Event.objects.get(seq=seq).hash) == (seq, head)
    pages = [
        "".join(p.extract_text().split()) for p in PdfReader(BytesIO(files.read(report.pdf))).pages
    ]
    assert all(f"Akhirjurnal{seq},{head[:16]}" in page for page in pages)
    assert head in "".join(pages)
    sheet = load_workbook(BytesIO(files.read(report.xlsx))).worksheets[0]
    lines = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
    assert f"Akhir jurnal (SHA-256): {seq}, {head}" in lines
    assert head[:4] in str(sheet.oddFooter.left.text)
    assert Event.objects.get(action="reports.frozen").summary["journal_hash"] == head


def test_the_papers_say_the_same(covered: World) -> None:
    report = frozen(covered)
    text = "".join(p.extract_text() for p in PdfReader(BytesIO(files.read(report.pdf))).pages)
    squeezed = "".join(text.split())
    assert "".join(report.content["sentence"].split()) in squeezed
    assert report.number in squeezed
    assert f"https://payung.id/laporan/{report.content_hash[:16]}/" in squeezed
    sheet = load_workbook(BytesIO(files.read(report.xlsx))).worksheets[0]
    rows = {row[2]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["Kewar"][3:9] == (4, 12, 5, rows["Kewar"][6], 5, 5)


def test_verify_finds_changed_content(covered: World) -> None:
    report = frozen(covered)
    assert faults() == []
    content = dict(report.content)
    content["villages"][0]["active"] += 1
    Snapshot.objects.filter(pk=report.pk).update(content=content)
    assert faults() == [f"Laporan {report.number} telah diubah setelah dibekukan."]
    Snapshot.objects.filter(pk=report.pk).update(content_hash=hash_of(content))
    assert "tidak sama dengan yang tercatat dalam jurnal" in faults()[0]


def test_verify_misses_no_deleted_report(covered: World) -> None:
    report = frozen(covered)
    report.delete()
    assert "tidak ada lagi" in faults()[0]


@pytest.mark.parametrize("who", ["kejari_belu", "dinsos_belu", "dpmd_bulukumba", "op_kewar"])
def test_who_may_not_report_for_the_regency(covered: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        frozen(covered, who=who)


def test_only_regencies_and_no_future(covered: World) -> None:
    with pytest.raises(PeriodRefused, match="kabupaten"):
        frozen(covered, who="camat_lamaknen", area=LAMAKNEN)
    with pytest.raises(PeriodRefused, match="belum dimulai"):
        frozen(covered, "2027")


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-Q5", "Juni 2026", "2026-06-01"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PeriodRefused):
        Period.parse(text)
