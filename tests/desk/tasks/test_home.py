"""Tugas: what each person's rooms bring, in order of harm, within reach."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rosters import DPMD, listed
from tests.world import BELU, FULUR, OUTSIDER, World

from payung.base.ui import todo
from payung.base.ui.todo import Harm, Task, tasks_for
from payung.core.calendar import Month
from payung.programme.membership.actions import record_posting

ACTORS = ("op_kewar", "camat_lamaknen", DPMD, "kades_kewar")
STATES = ("draft", "proposed", "reviewed", "verified")


def about_lists(world: World, who: str) -> list[Task]:
    return [t for t in tasks_for(world.actor(who)) if t.url.startswith("/penetapan/")]


def test_a_list_waits_for_one_after_the_other(world: World) -> None:
    found = listed(world)
    for state, turn in zip(STATES, ACTORS, strict=True):
        found.bring_to(state)
        for who in ACTORS:
            tasks = about_lists(world, who)
            assert [t.url for t in tasks] == (
                [f"/penetapan/{found.roster.pk}/"] if who == turn else []
            ), (state, who)
    found.bring_to("decreed")
    assert not any(about_lists(world, who) for who in ACTORS)


def test_a_decree_waits_to_be_enrolled(world: World) -> None:
    found = listed(world)
    found.bring_to("decreed")
    tasks = tasks_for(world.actor(DPMD))
    assert "Daftarkan 3 orang dari Desa Kewar" in [t.title for t in tasks]


def test_nothing_of_other_territories(world: World) -> None:
    listed(world).bring_to("proposed")
    for who in ("op_fulur", "camat_gantarang", "dpmd_bulukumba", "kades_bialo", "bupati_belu"):
        assert tasks_for(world.actor(who)) == []


def test_who_lapses_comes_first(covered: World) -> None:
    for who in ("dpmd_belu", "camat_lamaknen", "op_fulur"):
        first = tasks_for(covered.actor(who))[0]
        assert first.harm == Harm.FAMILY
        assert first.title == "3 orang kehilangan perlindungan dalam 30 hari"
        assert "Fulur 3" in first.why
    for who in ("op_kewar", "dpmd_bulukumba"):
        assert not any("kehilangan" in t.title for t in tasks_for(covered.actor(who)))
    record_posting(
        by=covered.actor("bpjs_belu"), village=FULUR, month=Month(2026, 10),
        paid_on=date(2026, 11, 19), reference="KI-10",
    )  # fmt: skip
    assert not any("kehilangan" in t.title for t in tasks_for(covered.actor("dpmd_belu")))


def test_the_task_names_the_number_of_the_page(covered: World) -> None:
    task = tasks_for(covered.actor("dpmd_belu"))[0]
    page = covered.client("dpmd_belu").get(task.url)
    assert page.context["figures"].lapsing == task.count == 3


def test_members_who_were_never_sent_wait(covered: World, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [t.title for t in tasks_for(covered.actor("dpmd_belu"))]
    assert "8 peserta belum dikirim ke BPJS" in titles
    assert not any("belum dikirim" in t.title for t in tasks_for(covered.actor("op_kewar")))
    monkeypatch.setattr("payung.desk.enrolment.todo.MOST_COUNTED", 7)
    titles = [task.title for task in tasks_for(covered.actor("dpmd_belu"))]
    assert "Lebih dari 7 peserta belum dikirim ke BPJS" in titles


def test_the_page_shows_them_in_order_of_harm(covered: World) -> None:
    answer = covered.client("dpmd_belu").get("/")
    harms = [t.harm for t in answer.context["tasks"]]
    assert harms == sorted(harms, reverse=True)
    html = answer.content.decode()
    for task in answer.context["tasks"]:
        assert task.title in html
        assert f'href="{task.url}"' in html


def test_every_task_leads_to_a_page_that_the_actor_may_open(covered: World) -> None:
    for who in ("dpmd_belu", "camat_lamaknen", "op_fulur"):
        client = covered.client(who)
        for task in tasks_for(covered.actor(who)):
            assert client.get(task.url).status_code == 200, task


def test_the_badge_is_counted_once_a_minute_or_after_an_act(covered: World) -> None:
    client = covered.client("dpmd_belu")
    url = f"/monev/{BELU}/"
    todo._counts.clear()
    client.get(url)
    with CaptureQueriesContext(connection) as kept:
        assert 'class="pu-count">2<' in client.get(url).content.decode()
    assert len(kept) <= 5
    client.post("/laporan/", {"area": BELU, "period": "kemarin"})
    with CaptureQueriesContext(connection) as counted:
        client.get(url)
    assert len(counted) > len(kept)


@pytest.mark.parametrize("room", list(todo._providers))
def test_a_provider_is_cheap(covered: World, room: str) -> None:
    actor = covered.actor("dpmd_belu")
    with CaptureQueriesContext(connection) as seen:
        list(todo._providers[room](actor))
    assert len(seen) <= {"dashboard": 8, "enrolment-leaving": 3, "matching": 3}.get(room, 2), room


def test_the_outsider_is_told_whom_to_ask(world: World) -> None:
    html = world.client(OUTSIDER).get("/").content.decode()
    assert "belum diberi tugas" in html
    assert "Dinas PMD" in html


def test_a_stranger_logs_in_first(client: object, db: None) -> None:
    assert client.get("/").status_code == 302  # type: ignore[attr-defined]
