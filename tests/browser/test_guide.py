"""The main job from end to end, as the guide tells it: five people, one list, no JavaScript.

Each screen is also looked at with JavaScript, wide and narrow, by axe; PAYUNG_SCREENSHOTS=1 keeps
its picture for the guide, then of the whole of Belu. PAYUNG_GUIDE_DEMO=FOLDER begins with a demo
that is built already (SQLite).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.demo_district import District, build, restore

from payung.core.calendar import Month
from payung.desk.reports.models import Snapshot
from payung.edge.demo.bpjs import answer_file, posting_file, receipts_of
from payung.edge.demo.plan import KEWAR, REGENCY
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Roster

if TYPE_CHECKING:
    from playwright.sync_api import Page

LARGEST = 150_000
ON_A_PHONE = {"tugas", "desa"}
"""Screens whose narrow picture the guide shows as well."""
SIZE = "belu" if os.environ.get("PAYUNG_SCREENSHOTS") == "1" else "tiny"
pytestmark = [
    pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True),
]  # fmt: skip


class Walk:
    """Who is at work, on a page without JavaScript, and how a screen is looked at."""

    def __init__(self, district: District, request: pytest.FixtureRequest) -> None:
        self.district = district
        get = request.getfixturevalue
        self.open_page, self.log_in = get("open_page"), get("log_in")
        self.axe, self.screenshot = get("assert_axe_clean"), get("screenshot")
        self.who = ""
        self.page: Page = None  # type: ignore[assignment]
        self.eyes: Page = None  # type: ignore[assignment]

    def become(self, name: str) -> Page:
        """Sit down as somebody: one page to work on, one to look with."""
        user = self.district.user(name)
        self.who = name
        for page in (self.page, self.eyes):
            if page is not None:
                page.context.close()
        self.page, self.eyes = self.open_page(javascript=False), self.open_page()
        self.log_in(self.page, user)
        self.log_in(self.eyes, user)
        self.page.goto("/")
        return self.page

    def look(self, name: str, *, full_page: bool = False) -> None:
        """The present screen: answered, axe clean, within 1280 and 360 pixels; its picture."""
        self.eyes.goto(self.page.url)
        for width in (360, 1280):
            self.eyes.set_viewport_size({"width": width, "height": 800})
            wide = self.eyes.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} px wide on {width}"
            self.axe(self.eyes)
        self.screenshot(self.eyes, name, full_page=full_page, narrow=name in ON_A_PHONE)

    def says(self, text: str | re.Pattern[str]) -> None:
        """The page says this."""
        shown = self.page.inner_text("main")
        found = text.search(shown) if isinstance(text, re.Pattern) else text in shown
        assert found, f"{text!r} is not on {self.page.url}:\n{shown[:1500]}"

    def click(self, name: str | re.Pattern[str], role: Any = "button") -> None:
        """Press the first button (or link) of that name in the page's main part."""
        self.page.get_by_role("main").get_by_role(role, name=name).first.click()

    def work(self) -> None:
        """What the worker does meanwhile; then the page is loaded again."""
        self.district.work(self.who)
        self.page.reload()


@pytest.fixture
def walk(live_server: Any, db: None, settings: Any, tmp_path: Path, request: Any) -> Walk:
    settings.DATA_DIR, settings.DEMO, settings.MFA_NOT_ENFORCED = tmp_path, True, True
    built = os.environ.get("PAYUNG_GUIDE_DEMO")
    return Walk(restore(Path(built), tmp_path) if built else build(tmp_path, SIZE), request)


def test_the_main_job_from_end_to_end(walk: Walk) -> None:
    the_front_door(walk)
    an_ugly_file_goes_in(walk)
    roster = the_operator_proposes(walk)
    the_camat_reviews(walk, roster)
    dpmd_verifies(walk, roster)
    the_village_head_decrees(walk, roster)
    the_budget_leads_to_the_article(walk)
    dpmd_enrols_and_exports(walk)
    bpjs_answers(walk)
    a_member_is_covered(walk)
    the_district_sees_it(walk)
    a_report_goes_to_the_province(walk)
    the_province_sees_no_names(walk)


def the_front_door(walk: Walk) -> None:
    page = walk.open_page()
    page.goto("/")
    assert page.get_by_role("button", name="Masuk").is_visible()
    walk.axe(page)
    walk.screenshot(page, "masuk", narrow=False)


def an_ugly_file_goes_in(walk: Walk) -> None:
    page = walk.become("op.kewar")
    walk.look("tugas")
    page.goto("/pendataan/")
    walk.click("Unggah daftar penduduk")
    walk.look("unggah")
    page.set_input_files("input[type=file]", walk.district.sample)
    walk.click("Unggah dan periksa")
    walk.says("sedang dikerjakan")
    walk.work()
    walk.says(re.compile(r"\d+ baris dibaca: .* perlu diperbaiki"))
    walk.look("pratinjau", full_page=True)
    before = Person.objects.filter(village=KEWAR).count()
    mend_a_row(walk)
    walk.click(re.compile(r"^Masukkan \d+ baris"))
    walk.work()
    walk.says("sudah masuk")
    walk.look("impor-selesai")
    assert Person.objects.filter(village=KEWAR).count() > before


def mend_a_row(walk: Walk) -> None:
    """A NIK that Excel turned into 5,30401E+15 is typed anew from the card."""
    page, preview = walk.page, walk.page.url
    page.goto(f"{preview}?lihat=semua&masalah=nik_scientific")
    page.locator("a[href*='/baris/']").first.click()
    walk.look("perbaiki-baris")
    day, month, year = re.split(r"\D", page.input_value("[name=tanggal_lahir]"))[:3]
    female = page.input_value("[name=jenis_kelamin]").upper().startswith("P")
    born = f"{int(day) + (40 if female else 0):02}{month}{year[-2:]}"
    page.fill("[name=nik]", f"530401{born}9001")
    walk.click("Simpan dan periksa")
    page.goto(preview)


def the_operator_proposes(walk: Walk) -> str:
    waiting = Roster.objects.get(village=KEWAR, state=Roster.State.DRAFT)
    walk.page.goto(f"/penetapan/{waiting.pk}/")
    walk.look("daftar", full_page=True)
    walk.click("Usulkan daftar")
    walk.page.fill("[name=number]", "001/BA/MUSDES")
    walk.page.fill("[name=on]", timezone.localdate().isoformat())
    walk.look("usulkan")
    walk.click("Usulkan daftar")
    walk.says("Diusulkan")
    return f"/penetapan/{waiting.pk}/"


def the_camat_reviews(walk: Walk, roster: str) -> None:
    walk.become("camat.lamaknen").goto("/")
    walk.says("Kewar")
    walk.look("tugas-camat")
    walk.page.goto(roster)
    walk.click("Nyatakan sudah ditelaah")
    walk.click("Nyatakan sudah ditelaah")
    walk.says("sudah ditelaah")


def dpmd_verifies(walk: Walk, roster: str) -> None:
    walk.become("dpmd").goto(roster)
    walk.click("Verifikasi daftar")
    walk.click("Verifikasi daftar")
    walk.says("sudah diverifikasi")


def the_village_head_decrees(walk: Walk, roster: str) -> None:
    page = walk.become("kades.kewar")
    page.goto(roster)
    walk.click("Tetapkan dengan SK")
    page.fill("[name=number]", "KEP.A/001")
    walk.look("tetapkan")
    walk.click("Tetapkan dengan SK")
    page.goto(roster)
    walk.click("Keputusan KEP.A/001", "link")
    walk.look("keputusan")
    with page.expect_download() as got:
        walk.click("Unduh keputusan (PDF)")
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")


def the_budget_leads_to_the_article(walk: Walk) -> None:
    """100 workers × Rp16.800 × 12 months, and which paragraph says so."""
    year = timezone.localdate().year
    walk.become("dpmd").goto(f"/anggaran/{KEWAR}/?tahun={year}")
    vulnerable = walk.page.get_by_role("row", name=re.compile("rentan", re.IGNORECASE)).first
    vulnerable.locator("input[name^=orang]").fill("100")
    vulnerable.locator("input[name^=bulan]").fill("12")
    walk.click("Hitung")
    walk.says("Rp20.160.000")
    walk.look("anggaran", full_page=True)
    walk.page.get_by_text("Mengapa").first.click()
    walk.says(re.compile(r"PP 44/2015|Peraturan Pemerintah Nomor 44 Tahun 2015"))
    walk.page.goto(f"/anggaran/{REGENCY}/?tahun={year}")
    walk.look("anggaran-kabupaten")


def dpmd_enrols_and_exports(walk: Walk) -> None:
    page = walk.page
    page.goto("/iuran/")
    page.get_by_role("row").filter(has_text="KEP.A/001").get_by_role("link").first.click()
    walk.look("daftarkan")
    walk.click(re.compile(r"^Daftarkan \d+ orang"))
    walk.says("didaftarkan")
    page.goto("/iuran/ekspor/")
    walk.look("ekspor")
    page.get_by_role("row").filter(has_text="Kewar").get_by_role("link").first.click()
    walk.click("Tulis berkas")
    with page.expect_download() as got:
        page.locator("a[href*='/ekspor/berkas/']").first.click()
    assert got.value.suggested_filename.endswith(".xlsx")


def bpjs_answers(walk: Walk) -> None:
    """The branch gives a KPJ to each, and says whose contribution it received."""
    officials = Membership.objects.filter(village=KEWAR, segment="pu")
    month = Month.of(timezone.localdate())
    told = officials.order_by("pk").values_list("pk", "person__nik", "person__name")
    walk.become("bpjs")
    uploaded(walk, "Jawaban SIPP Kewar.xlsx", answer_file(told), "jawaban-bpjs")
    planned = CoverMonth.objects.filter(membership__in=officials, month=month)
    content = posting_file(receipts_of(planned), month, timezone.localdate())
    uploaded(walk, f"Rincian Iuran {month} Kewar.xlsx", content, "rincian-iuran")
    assert planned.exclude(posting=None).count() == officials.count() > 0


def uploaded(walk: Walk, name: str, content: bytes, picture: str) -> None:
    """A file of BPJS: sent, checked, recorded."""
    page = walk.page
    page.goto("/iuran/bpjs/")
    page.set_input_files(
        "input[type=file]",
        {"name": name, "mimeType": "application/octet-stream", "buffer": content},
    )
    if page.locator("select[name=area]").count():
        page.select_option("select[name=area]", REGENCY)
    walk.click("Unggah dan periksa")
    walk.work()
    walk.look(picture)
    walk.click(re.compile(r"^Catat \d+ baris"))
    walk.work()


def a_member_is_covered(walk: Walk) -> None:
    official = Membership.objects.filter(village=KEWAR, segment="pu").order_by("pk")[0]
    walk.become("kades.kewar").goto(f"/iuran/peserta/{official.pk}/")
    walk.says("terlindungi")
    vulnerable = Membership.objects.filter(village=KEWAR, segment="bpu").order_by("pk")[0]
    walk.page.goto(f"/iuran/peserta/{vulnerable.pk}/")
    walk.says("terlindungi")
    walk.look("peserta", full_page=True)


def the_district_sees_it(walk: Walk) -> None:
    walk.become("bupati").goto(f"/monev/{REGENCY}/")
    walk.look("kabupaten")
    walk.become("dpmd").goto(f"/monev/{KEWAR}/")
    walk.says("Kewar")
    walk.look("desa")
    walk.page.goto(f"/monev/{KEWAR}/nama/aktif/")
    walk.look("nama")


def a_report_goes_to_the_province(walk: Walk) -> None:
    page = walk.page
    page.goto("/laporan/")
    walk.click("Bekukan laporan")
    assert Snapshot.objects.count() == 1
    walk.look("laporan", full_page=True)
    with page.expect_download() as got:
        walk.click("Unduh PDF")
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")


def the_province_sees_no_names(walk: Walk) -> None:
    page = walk.become("provinsi")
    page.goto("/monev/")
    walk.look("provinsi")
    answer = page.goto(f"/monev/{KEWAR}/nama/aktif/")
    assert answer is not None
    assert answer.status in {403, 404}


def test_the_pictures_of_the_guide_are_small_and_all_there() -> None:
    """Every picture that a page of the docs shows is there, and none is heavy."""
    docs = Path(__file__).resolve().parents[2]
    texts = [docs / "README.md", *(docs / "docs").rglob("*.md")]
    shown = {
        Path(name).name
        for text in texts
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+\.png)\)", text.read_text(encoding="utf-8"))
    }
    held = {p.name: p.stat().st_size for p in (docs / "docs" / "images").glob("*.png")}
    assert shown <= set(held)
    assert all(size <= LARGEST for size in held.values()), held
