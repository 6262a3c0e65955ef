"""Choosing and paying in the browser: every page wide and narrow, axe clean, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.rosters import DPMD, Listed, give, listed, person
from tests.world import BELU, FULUR, KEWAR, World

from payung.desk.roster import actions as flow
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Candidate

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(live_server: Any, world: World) -> Listed:
    """A draft list of Kewar with an over-age man, a civil servant and a temporary NIK on it."""
    made = listed(world, heads=12, ceiling=1_900_000)
    odd = [
        person(50, birth_date=date(1950, 1, 1)),
        person(51, occupation=5, occupation_text="PNS", name="Yohanes Mau"),
        person(52, nik="0530401200100001", nik_state="temporary"),
    ]
    operator = world.actor("op_kewar")
    selection.add_candidates(
        by=operator, roster=made.roster, people=[NewCandidate(p.pk, decile=7) for p in odd]
    )
    flow.assess(by=operator, roster=made.roster)
    person(60)
    give(world, made.fund, village=FULUR, ceiling=30_000_000)
    return made


def looked(
    open_page: Opened, log_in: LogIn, check: Callable[[Page], None], made: Listed, name: str,
    addresses: list[str],
) -> None:  # fmt: skip
    """Open pages at both widths: nothing wider than the screen, axe clean."""
    for width in (360, 1280):
        page = open_page(width=width)
        log_in(page, made.world.user(name))
        for address in addresses:
            response = page.goto(address)
            assert response is not None
            assert response.status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            check(page)


def test_the_operator_s_pages(
    made: Listed, open_page: Opened, log_in: LogIn, assert_axe_clean: Callable[[Page], None]
) -> None:
    barred = Candidate.objects.filter(outcome="ineligible").first()
    assert barred is not None
    roster = f"/penetapan/{made.roster.pk}/"
    addresses = [
        "/penetapan/", "/penetapan/baru/", roster, f"{roster}tambah/", f"{roster}langkah/propose/",
        f"/penetapan/calon/{barred.pk}/", f"/anggaran/{KEWAR}/?tahun=2026",
    ]  # fmt: skip
    looked(open_page, log_in, assert_axe_clean, made, "op_kewar", addresses)


def test_the_pages_of_dpmd(
    made: Listed, open_page: Opened, log_in: LogIn, assert_axe_clean: Callable[[Page], None]
) -> None:
    flow.exclude_ineligible(by=made.world.actor("op_kewar"), roster=made.roster)
    give(made.world, made.fund, ceiling=100_000_000)
    made.bring_to("decreed")
    fund = f"/anggaran/dana/{made.fund.pk}/"
    addresses = [
        f"/penetapan/{made.roster.pk}/", f"/penetapan/sk/{made.roster.decree.pk}/",
        "/anggaran/dana/", fund, "/anggaran/dana/baru/", f"{fund}pagu/", f"{fund}aturan/",
        f"{fund}aturan/occupation_listed/", f"/anggaran/{BELU}/?tahun=2026",
    ]  # fmt: skip
    looked(open_page, log_in, assert_axe_clean, made, DPMD, addresses)


def test_the_way_of_a_list_without_javascript(
    made: Listed, open_page: Opened, log_in: LogIn
) -> None:
    """Tick, exclude, propose, review, verify, decree: with the keyboard's own forms."""
    world, roster = made.world, f"/penetapan/{made.roster.pk}/"
    give(world, made.fund, ceiling=100_000_000)
    page = open_page(javascript=False)
    log_in(page, world.user("op_kewar"))
    page.goto(f"{roster}?hasil=ineligible")
    for box in page.locator("input[name=calon]").all():
        box.check()
    page.fill("input[name=reason]", "Tidak memenuhi syarat")
    page.get_by_role("button", name="Terapkan").click()
    assert "3 nama dipindahkan" in page.content()
    page.get_by_role("button", name="Usulkan daftar").click()
    page.fill("input[name=number]", "BA 1/2026")
    page.fill("input[name=on]", "2026-01-03")
    page.get_by_role("button", name="Usulkan daftar").click()
    for name, button in (
        ("camat_lamaknen", "Nyatakan sudah ditelaah"), (DPMD, "Verifikasi daftar"),
    ):  # fmt: skip
        page = open_page(javascript=False)
        log_in(page, world.user(name))
        page.goto(roster)
        page.get_by_role("button", name=button).click()
        page.get_by_role("button", name=button).click()
    page = open_page(javascript=False)
    log_in(page, world.user("kades_kewar"))
    page.goto(roster)
    page.get_by_role("button", name="Tetapkan dengan SK").click()
    assert page.input_value("input[name=on]") == timezone.localdate().isoformat()
    page.fill("input[name=number]", "SK 7/2026")
    page.select_option("select[name=month_from]", "2026-01")
    page.get_by_role("button", name="Tetapkan dengan SK").click()
    assert "Ditetapkan" in page.content()
    assert made.fresh().decree.lines.count() == 12


def test_typing_a_number_changes_the_sheet_at_once(
    made: Listed, open_page: Opened, log_in: LogIn
) -> None:
    page = open_page()
    log_in(page, made.world.user("op_kewar"))
    page.goto(f"/anggaran/{KEWAR}/?tahun=2026")
    page.locator("input[name^=orang-]").first.fill("9")
    page.get_by_text("sisa Rp85.600").wait_for()
    assert page.evaluate("document.activeElement.name").startswith("orang-")
    assert "tahun=2026" in page.url
    assert made.roster.candidates.count() == 15


def test_the_sheet_without_javascript(made: Listed, open_page: Opened, log_in: LogIn) -> None:
    page = open_page(javascript=False)
    log_in(page, made.world.user("op_kewar"))
    page.goto(f"/anggaran/{KEWAR}/?tahun=2026")
    page.locator("input[name^=orang-]").first.fill("9")
    page.get_by_role("button", name="Hitung").click()
    assert "sisa Rp85.600" in page.content()
