"""Deciding about doubles and lists from outside, in a browser: keys, no script, two widths.

PAYUNG_SCREENSHOTS=1 keeps the pictures of the guide.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.desk.matching.sending import DEATHS, taken_in
from tests.members import Lists, make_person
from tests.resident_files import xlsx
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.vault.crypto import blind_index
from payung.core.calendar import Month
from payung.desk.matching.actions import start_scan
from payung.desk.matching.models import Finding, Pair
from payung.programme.membership.actions import enrol, record_posting

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
LogIn = Callable[..., None]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("live_server")]
KK, NIK = "5304010101010001", "5304015708800003"
DIED = ["1", NIK, "MARIA BERE MAU", "17-08-1980", "05-06-2026", "5304-KM-05062026-0001", "Kewar"]
DOUBLES = (
    ("Rosalia Hoar Seran", "ROSALINA HOAR SERAN"), ("Yosef Bau", "YOSEP BAU"),
    ("Dominikus Lesu Mali", "DOMINIKUS L. MALI"),
)  # fmt: skip


@pytest.fixture
def village(world: World) -> World:
    """Three doubles in Kewar, and a member whom Dukcapil's list calls dead."""
    for n, names in enumerate(DOUBLES):
        card = f"53040101010100{n:02}"
        for m, name in enumerate(names):
            make_person(
                KEWAR, 10 * n + 3 * m + 1, name=name, kk=card, kk_index=blind_index("kk", card),
                birth_date=date(1980, 3, 4 + n), mother_name=f"Ibu Bau {n}",
                nik=f"530401{4 + n:02}0380{10 * n + 3 * m + 1:04}",
            )  # fmt: skip
    maria = make_person(
        KEWAR, 90, name="Maria Bere Mau", sex="P", nik=NIK, birth_date=date(1980, 8, 17), kk=KK,
        kk_index=blind_index("kk", KK), mother_name="Agustina Mau",
    )  # fmt: skip
    dpmd = world.actor("dpmd_belu")
    enrol(by=dpmd, decree=Lists(world).decree(KEWAR, people=[maria]))
    for month in range(1, 7):
        record_posting(
            by=dpmd, village=KEWAR, month=Month(2026, month), paid_on=date(2026, month, 9),
            reference=f"K{month}",
        )  # fmt: skip
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    run_here(by=dpmd, job=start_scan(by=dpmd, area="53.04"))
    assert Pair.objects.count() >= len(DOUBLES)
    return world


def opened(open_page: OpenPage, log_in: LogIn, world: World, who: str, **how: Any) -> Page:
    page = open_page(**how)
    log_in(page, world.user(who))
    return page


def test_pairs_are_decided_by_keys(open_page: OpenPage, village: World, log_in: LogIn) -> None:
    """J and K walk the queue, 1 to 3 answer, U takes back: no mouse."""
    page = opened(open_page, log_in, village, "op_kewar")
    page.goto("/pencocokan/")
    page.get_by_role("button", name="Periksa satu per satu").click()
    page.wait_for_url("**/pasangan/*/")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.get_by_label("Dasar keputusan").fill("123")
    assert page.url == first
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("2")
    page.wait_for_url(lambda url: url != first)
    assert Pair.objects.filter(decision="different").count() == 1
    page.goto(first)
    page.keyboard.press("u")
    page.wait_for_selector("[data-key='1']")
    assert Pair.objects.filter(decision="").count() == Pair.objects.count()
    page.keyboard.press("1")
    page.wait_for_url(lambda url: url != first)
    assert Pair.objects.filter(decision="same").count() == 1


def test_a_pair_without_javascript_on_a_phone(
    open_page: OpenPage, village: World, log_in: LogIn
) -> None:
    page = opened(open_page, log_in, village, "op_kewar", width=360, javascript=False)
    pair = Pair.objects.order_by("-weight")[0]
    page.goto(f"/pencocokan/pasangan/{pair.pk}/")
    assert page.locator("mark").count() > 0
    assert not page.locator("kbd").first.is_visible()
    page.get_by_role("button", name="Belum pasti").click()
    pair.refresh_from_db()
    assert pair.decision == "unsure"


def test_a_list_from_upload_to_findings(
    open_page: OpenPage, village: World, log_in: LogIn, tmp_path: Path
) -> None:
    file = tmp_path / "kematian.xlsx"
    file.write_bytes(xlsx([[*DIED[:4], "06-06-2026", "", "Kewar"]], DEATHS))
    page = opened(open_page, log_in, village, "dukcapil_belu", javascript=False)
    page.goto("/pencocokan/daftar/")
    page.get_by_label("Kematian (Dukcapil)").check()
    page.get_by_label("Berkas daftar").set_input_files(file)
    page.get_by_role("button", name="Unggah dan cocokkan").click()
    for _step in range(2):
        for job in Job.objects.filter(state="queued"):
            run_here(by=village.actor("dukcapil_belu"), job=job)
        page.reload()
        if page.get_by_role("button", name="Catat 1 temuan").count():
            page.get_by_role("button", name="Catat 1 temuan").click()
    assert "Sudah masuk" in page.inner_text("main")
    assert Finding.objects.count() == 2


def test_the_check_answers_while_one_types(
    open_page: OpenPage, village: World, log_in: LogIn
) -> None:
    page = opened(open_page, log_in, village, "op_kewar")
    page.goto("/pencocokan/periksa/")
    page.locator("#id_name").press_sequentially("Maria Bere Mau")
    page.locator("#id_birth_date").fill("1980-08-17")
    page.wait_for_selector("#mungkin a")
    assert "Maria Bere Mau" in page.inner_text("#mungkin")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_is_clean(
    open_page: OpenPage, village: World, log_in: LogIn, assert_axe_clean: Callable[..., None],
    screenshot: Callable[..., None], width: int,
) -> None:  # fmt: skip
    page = opened(open_page, log_in, village, "dpmd_belu", width=width)
    pair = Pair.objects.order_by("-weight")[0]
    finding = Finding.objects.get()
    for name, path in {
        "pencocokan": "",
        "pasangan": f"pasangan/{pair.pk}/",
        "temuan": "temuan/",
        "kematian": f"temuan/{finding.pk}/",
        "kunjungan": "kunjungan/",
        "mutu": "mutu/",
        "": "penggabungan/",
        "periksa-orang": "periksa/",
    }.items():
        page.goto(f"/pencocokan/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide on {width}"
        assert_axe_clean(page)
        if name and width == 1280:
            screenshot(page, name, narrow=False)
