"""Claims in Chromium: a report on a phone, the way to the money, each kind of case looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.members import make_person
from tests.programme.claims.cases import DEATH, HOME, PDF, send, with_papers, with_widow
from tests.programme.claims.photos import photo
from tests.programme.claims.spans import insured
from tests.world import KEWAR, World

from payung.base.files.actions import read
from payung.base.files.models import PartialFile
from payung.base.journal.models import Event as JournalEvent
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import Claim, Event, EventPaper
from payung.programme.membership.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True),
]  # fmt: skip
Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
SINCE, UNTIL = date(2025, 1, 6), date(2026, 11, 1)


def member(number: int, name: str, **more: Any) -> Membership:
    person = make_person(KEWAR, number, name=name)
    return insured(number, more.pop("since", SINCE), more.pop("until", UNTIL), person=person,
                   **more)  # fmt: skip


def told_of(world: World, row: Membership, told: NewEvent) -> Event:
    return actions.report(by=world.actor("op_kewar"), person=row.person, told=told)


def cases(world: World) -> dict[str, tuple[str, str]]:
    """Name of the picture → who looks, at which address."""
    bpjs = world.actor("bpjs_belu")
    partial = told_of(world, member(1, "Yosef Bau"), NewEvent(
        "accident", date(2026, 11, 19), at_work="yes", outcome="partial-disability",
        part="hand-right", place="Kebun Weluli", story="Tangan terjepit mesin giling.",
    ))  # fmt: skip
    head = member(2, "Petrus Seran")
    insured(2, SINCE, UNTIL, segment="pu", base=2_328_970, person=head.person, amount=12_576)
    two = told_of(world, head, DEATH)
    early = told_of(world, member(3, "Agustina Mau", since=date(2026, 10, 5)), DEATH)
    grace = told_of(world, member(4, "Rosalia Hoar", until=date(2026, 9, 1)), DEATH)
    refused = with_papers(world, with_widow(world, told_of(world, member(5, "Domi Lesu"), DEATH)))
    send(world, [refused.claims.get()], "400.9/12/DPMD/2026")
    actions.refuse(by=bpjs, claim=refused.claims.get(), paper="B/112/112026",
                   reason="Peserta dianggap tidak bekerja saat didaftarkan.")  # fmt: skip
    child = third_year(world)
    actions.prepare(
        by=bpjs, person=member(7, "Brigita Neno").person, occurred_on=date(2026, 11, 12),
        source="Daftar kematian Dukcapil, baris 14",
    )  # fmt: skip
    lost = member(8, "Klara Tefa").person
    lost.life_status = "dead"
    lost.save()
    return {
        "klaim": ("op_kewar", "/klaim/"),
        "klaim-cacat": ("op_kewar", f"/klaim/{partial.pk}/"),
        "klaim-tubuh": ("op_kewar", f"/klaim/{partial.pk}/tubuh/"),
        "klaim-dua": ("op_kewar", f"/klaim/{two.pk}/"),
        "klaim-dini": ("dpmd_belu", f"/klaim/{early.pk}/"),
        "klaim-tenggang": ("op_kewar", f"/klaim/{grace.pk}/"),
        "klaim-ditolak": ("dpmd_belu", f"/klaim/{refused.pk}/"),
        "klaim-beasiswa": ("op_kewar", f"/klaim/beasiswa/{child}/"),
        "klaim-kalender": ("dpmd_belu", "/klaim/beasiswa/"),
        "klaim-belum": ("dpmd_belu", "/klaim/belum/"),
        "klaim-kirim": ("dpmd_belu", "/klaim/kirim/"),
        "klaim-angka": ("dpmd_belu", "/klaim/angka/"),
        "klaim-waris": ("op_kewar", f"/klaim/{early.pk}/ahli-waris/"),
        "klaim-pendapat": ("op_kewar", f"/klaim/{early.pk}/pendapat/?programme=jkk"),
        "klaim-jawaban": ("bpjs_belu", "/klaim/bpjs/"),
    }


def third_year(world: World) -> int:
    """A daughter in her third school year after her father's death in 2024."""
    operator, bpjs = world.actor("op_kewar"), world.actor("bpjs_belu")
    row = member(6, "Yohanes Bere", since=date(2020, 1, 6), until=date(2024, 8, 1))
    event = told_of(world, row, NewEvent("death", date(2024, 8, 20), **HOME))
    claim = event.claims.get()
    child = actions.add_child(by=operator, claim=claim, name="Yuni Bere",
                              birth_date=date(2008, 5, 1))  # fmt: skip
    with_papers(world, with_widow(world, event))
    actions.submit(by=world.actor("dpmd_belu"), claims=[claim], area="53.04",
                   number="400.9/3/DPMD/2024", sent_on=date(2024, 9, 1))  # fmt: skip
    actions.pay(by=bpjs, claim=claim, amount=42_000_000, paid_on=date(2024, 9, 5))
    for year in (2024, 2025, 2026):
        made = actions.claim_year(
            by=operator, child=child, year=year, level="sma", school="SMAN 1 Atambua",
            proof=PDF + b"%d%%%%EOF" % year, proof_name="rapor.pdf",
            claimed_on=date(year, 9, 2),
        )  # fmt: skip
        if year < 2026:
            actions.pay_year(by=bpjs, year=made, amount=made.amount, paid_on=date(year, 10, 4))
    return child.pk


def test_every_kind_of_case_is_clean_and_fits(
    live_server: Any,
    covered: World,
    open_page: Opened,
    log_in: LogIn,
    assert_axe_clean: Callable[[Page], None],
    screenshot: Callable[..., None],
) -> None:
    for name, (who, url) in cases(covered).items():
        page = open_page()
        log_in(page, covered.user(who))
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(url)
            assert page.locator("h1").count() == 1, name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert_axe_clean(page)
        screenshot(page, name, narrow=False)
        page.context.close()


def test_from_the_report_on_a_phone_to_the_familys_hands(
    live_server: Any,
    covered: World,
    open_page: Opened,
    log_in: LogIn,
    screenshot: Callable[..., None],
    tmp_path: Path,
) -> None:
    """A death not at work with two children; JavaScript is not needed."""
    row = member(1, "Maria Bere", since=date(2023, 1, 6))
    paper = tmp_path / "surat.pdf"

    def as_(name: str) -> Page:
        page = open_page(javascript=False, width=360)
        log_in(page, covered.user(name))
        page.goto("/klaim/")
        return page

    page = as_("op_kewar")
    page.get_by_role("button", name="Laporkan kejadian").click()
    page.get_by_label("Nama, NIK, atau KPJ").fill("Maria Bere")
    page.get_by_role("button", name="Terapkan").click()
    page.get_by_role("link", name="Maria Bere", exact=True).click()
    screenshot(page, "klaim-lapor")
    page.get_by_label("Kapan terjadi?").fill("2026-11-15")
    for group in page.get_by_role("group").all():
        if group.get_by_label("Tidak", exact=True).count():
            group.get_by_label("Tidak", exact=True).check()
    page.get_by_role("button", name="Laporkan").click()
    assert "Perkiraan hak keluarga Rp42.000.000" in page.inner_text("main")
    for name, born in (("Yuni", "2012-05-01"), ("Anton", "2015-02-07")):
        page.get_by_role("button", name="Anak yang bersekolah").click()
        page.get_by_label("Nama anak").fill(name)
        page.get_by_label("Tanggal lahir").fill(born)
        page.get_by_role("button", name="Simpan").click()
    assert "beasiswa hingga Rp" in page.inner_text("main")
    page.get_by_role("button", name="Isi ahli waris").click()
    page.get_by_label("Nama", exact=True).fill("Rosalia Hoar")
    page.get_by_role("button", name="Tambahkan").click()
    page.get_by_role("link", name="Rosalia Hoar").click()
    page.get_by_role("button", name="Jadikan penerima").click()
    page.goto(page.url.replace("ahli-waris/", ""))
    claim = Claim.objects.get(membership=row)
    for link in [a.get_attribute("href") for a in page.locator("a[href*='/berkas/']").all()]:
        paper.write_bytes(PDF + str(link).encode() + b"%%EOF")
        page.goto(str(link))
        page.set_input_files("input[type=file]", paper)
        page.get_by_role("button", name="Simpan berkas").click()
    page.goto(f"/klaim/{claim.event_id}/")
    assert "Berkas lengkap 9 dari 9" in page.inner_text("main")
    screenshot(page, "klaim-kejadian")

    page = as_("dpmd_belu")
    page.get_by_role("link", name="Kirim ke BPJS").click()
    page.get_by_label("Nomor surat pengantar").fill("400.9/1/DPMD/2026")
    page.get_by_label("Maria Bere").check()
    page.get_by_role("button", name="Catat pengiriman").click()
    assert "1 klaim dikirim" in page.inner_text("main")

    page = as_("bpjs_belu")
    page.get_by_role("link", name="Maria Bere").click()
    page.get_by_role("button", name="Catat pembayaran BPJS").click()
    page.get_by_label("Tanggal dibayar").fill("2026-11-20")
    page.get_by_role("button", name="Catat").click()

    page = as_("op_kewar")
    page.get_by_role("link", name="Maria Bere").click()
    page.get_by_role("button", name="Catat serah terima").click()
    for label, value in {"Tanggal": "2026-11-20", "Tempat": "Kantor Desa Kewar",
                         "Diterima oleh": "Rosalia Hoar", "Disaksikan oleh": "Kepala desa, camat",
                         }.items():  # fmt: skip
        page.get_by_label(label, exact=True).fill(value)
    page.set_input_files("input[type=file]", paper)
    page.get_by_role("button", name="Catat").click()
    assert "Dibayar Rp42.000.000 dan diterima keluarga" in page.inner_text("main")
    claim.refresh_from_db()
    assert claim.state == "handed_over"


def test_a_photo_from_a_phone_goes_on_after_the_line_broke(
    live_server: Any, covered: World, open_page: Opened, log_in: LogIn,
    screenshot: Callable[..., None], tmp_path: Path,
) -> None:  # fmt: skip
    """Made smaller in the browser, sent in parts; one part is lost on the way and sent again."""
    event = told_of(covered, member(1, "Maria Bere"), DEATH)
    picture = tmp_path / "IMG_2041.jpg"
    picture.write_bytes(photo(3000, 4000, hidden=True))
    page = open_page(width=360)
    log_in(page, covered.user("op_kewar"))
    page.goto(f"/klaim/{event.pk}/berkas/kk/")
    met: list[str] = []

    def weak(route: Any) -> None:
        met.append(route.request.url)
        if len(met) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/klaim/unggah/*/", weak)
    page.set_input_files("input[type=file]", picture)
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("Sambungan terputus").wait_for()
    screenshot(page, "klaim-foto")
    page.get_by_text("Berkas disimpan").wait_for()
    assert len(met) > 1
    paper = EventPaper.objects.get()
    told = JournalEvent.objects.get(action="claims.paper.added").summary
    assert told["sent_size"] < picture.stat().st_size / 2
    assert told["sent_sha256"] == paper.file.sha256, "small and plain already: kept as it came"
    assert b"RAHASIA" not in read(paper.file)
    assert not PartialFile.objects.exists()

    big = tmp_path / "film.jpg"
    with big.open("wb") as out:
        out.truncate(200 * 2**20)
    page.set_input_files("input[type=file]", big)
    page.get_by_role("button", name="Simpan berkas").click()
    page.get_by_text("200 MB melebihi batas 10 MB").wait_for()
    assert EventPaper.objects.count() == 1
