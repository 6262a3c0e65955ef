"""The way to BPJS and back in the browser: every page of the room, wide and narrow, axe clean."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.members import Lists, make_fund, make_person
from tests.sending import accept, receive
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.staging.models import Batch
from payung.core.calendar import Month
from payung.core.sipp import example_layout
from payung.programme.membership.actions import (
    end_membership,
    enrol,
    export,
    record_posting,
)
from payung.programme.membership.models import Employer, Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Decree

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
LogIn = Callable[["Page", Any], None]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(live_server: Any, world: World) -> World:
    """Belu with members in every state, a file out, an answer in, and a list still to enrol."""
    lists, by = Lists(world), world.actor("dpmd_belu")
    this = Month.of(timezone.localdate())
    span = (str(this - 8), str(this + 3))
    people = [make_person(KEWAR, n) for n in range(1, 6)]
    people.append(make_person(KEWAR, 6, nik="0530401200100006"))
    enrol(by=by, decree=lists.decree(people=people, months=span, reserves=2))
    apbd = make_fund("apbd-belu", BELU, "apbd")
    later = (str(this + 4), str(this + 6))
    enrol(by=by, decree=lists.decree(people=people[:1], fund=apbd, months=later))
    rows = list(Membership.objects.order_by("pk"))
    for step in range(8, -1, -1):
        paid = rows[:1] if step < 5 else rows[:3]
        paid = rows[:2] if 2 <= step < 5 else paid
        record_posting(
            by=by, village=KEWAR, month=this - step, reference=f"KI-{this - step}",
            paid_on=min((this - step).day(9), timezone.localdate()),
            memberships=[m.pk for m in paid],
        )  # fmt: skip
    end_membership(
        by=by, membership=rows[4], on=timezone.localdate(), reason="moved", paper="Srt 1"
    )
    lists.setting("bpu_layout", example_layout())
    export(by=by, segment="bpu", area=BELU)
    lists.employer()
    fulur = lists.decree(FULUR, 3, start=30)
    gone = fulur.lines.first().candidate.person_id  # type: ignore[union-attr]
    Person.objects.filter(pk=gone).update(life_status="dead")
    m = rows[:3]
    told = [[x.person.nik, x.person.name, f"2100000000{n}"] for n, x in enumerate(m)]
    answer = [["NIK", "NAMA", "KPJ"], *told, ["5304011912850099", "ORANG ASING", "21000000099"]]
    accept(by, receive(by, "bpjs_answer", BELU, answer))
    receive(by, "bpjs_posting", BELU, answer, month=this + 1, paid_on=timezone.localdate())
    return world


def pages() -> list[tuple[str, str]]:
    """Every address of the room with a name."""
    rows = {m.pk: m for m in Membership.objects.order_by("pk")}
    first, second, third, fourth, fifth, *_ = rows
    answer, posting = Batch.objects.order_by("pk").values_list("pk", flat=True)
    decree = Decree.objects.get(roster__village=FULUR).pk
    npp = Employer.objects.get().pk
    return [
        ("iuran", "/iuran/"),
        ("keputusan", f"/iuran/keputusan/{decree}/"),
        ("peserta", "/iuran/peserta/"),
        ("peserta-terlindungi", f"/iuran/peserta/{first}/"),
        ("peserta-tenggang", f"/iuran/peserta/{second}/"),
        ("peserta-gugur", f"/iuran/peserta/{third}/"),
        ("peserta-rencana", f"/iuran/peserta/{fourth}/"),
        ("peserta-berakhir", f"/iuran/peserta/{fifth}/"),
        ("peserta-akhiri", f"/iuran/peserta/{first}/akhiri/"),
        ("peserta-ganti", f"/iuran/peserta/{fifth}/ganti/"),
        ("ekspor", "/iuran/ekspor/"),
        ("ekspor-bpu", f"/iuran/ekspor/bpu/{BELU}/"),
        ("ekspor-npp", f"/iuran/ekspor/npp/{npp}/"),
        ("npp-baru", "/iuran/ekspor/npp-baru/"),
        ("tata-letak", f"/iuran/ekspor/tata-letak/{BELU}/"),
        ("berkas-bpjs", "/iuran/bpjs/"),
        ("jawaban", f"/iuran/bpjs/{answer}/"),
        ("rincian", f"/iuran/bpjs/{posting}/"),
        ("arti-kolom", f"/iuran/bpjs/{posting}/petakan/"),
        ("bukti-terima", "/iuran/terima/"),
    ]


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_stands_and_is_axe_clean(
    village: World, open_page: Opened, log_in: LogIn, assert_axe_clean: Callable[[Page], None],
    width: int,
) -> None:  # fmt: skip
    page = open_page(width=width)
    log_in(page, village.user("dpmd_belu"))
    folder = os.environ.get("PAYUNG_LOOK")
    for name, url in pages():
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert_axe_clean(page)
        spill = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert spill <= 0, f"{url} is {spill} px wider than the screen"


def test_enrolling_by_hand_without_a_script(
    village: World, open_page: Opened, log_in: LogIn
) -> None:
    page = open_page(javascript=False)
    log_in(page, village.user("dpmd_belu"))
    page.goto("/iuran/")
    page.get_by_role("link", name="Desa Fulur").click()
    page.get_by_role("button", name="Daftarkan 2 orang").click()
    assert page.get_by_text("2 orang didaftarkan.").is_visible()
    assert page.get_by_text("Tercatat meninggal").is_visible()
    page.get_by_role("link", name="Iuran", exact=True).first.click()
    page.get_by_role("link", name="Bukti terima").click()
    page.get_by_label("Desa atau kelurahan").select_option(FULUR)
    page.get_by_label("Bulan iuran (BLTH)").fill("2026-01")
    page.get_by_label("Tanggal diterima BPJS").fill("2026-01-14")
    page.get_by_label("Kode iuran atau nomor bukti").fill("KI-77")
    page.get_by_role("button", name="Catat bukti").click()
    assert page.get_by_text("2 orang terlindungi pada bulan itu").is_visible()
