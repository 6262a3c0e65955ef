"""Decrees and their enrolment on the screen."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.members import Lists
from tests.world import FULUR, KEWAR, World

from payung.desk.enrolment.waiting import tasks
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def test_the_list_of_decrees(world: World, lists: Lists) -> None:
    lists.decree(KEWAR, 2)
    lists.decree(FULUR, 1, start=10)
    dpmd = page(world.client("dpmd_belu"), "/iuran/")
    assert "Desa Kewar" in dpmd
    assert "Desa Fulur" in dpmd
    assert "<strong>0</strong> dari 3 orang" in dpmd
    operator = page(world.client("op_kewar"), "/iuran/")
    assert "Desa Kewar" in operator
    assert "Desa Fulur" not in operator
    other = page(world.client("op_bialo"), "/iuran/")
    assert "Desa Kewar" not in other


@pytest.mark.parametrize("name", ["provinsi_ntt", "bupati_belu", "kejari_belu", "orang_luar"])
def test_who_sees_no_names_is_sent_away(world: World, lists: Lists, name: str) -> None:
    assert world.client(name).get("/iuran/").status_code == 403


def test_a_stranger_is_asked_to_log_in(world: World) -> None:
    assert Client().get("/iuran/").status_code == 302


def test_one_decree_shows_holds_with_reasons_and_enrols(world: World, lists: Lists) -> None:
    decree = lists.decree(count=3)
    held = decree.lines.first().candidate.person_id  # type: ignore[union-attr]
    Person.objects.filter(pk=held).update(life_status="dead")
    client, url = world.client("dpmd_belu"), f"/iuran/keputusan/{decree.pk}/"
    shown = page(client, url)
    assert "<strong>2</strong> siap didaftarkan, <strong>1</strong> ditahan" in shown
    assert "Tercatat meninggal" in shown
    assert "Daftarkan 2 orang" in shown
    answer = client.post(url, follow=True)
    assert "2 orang didaftarkan." in answer.content.decode()
    assert Membership.objects.count() == 2
    client.post(url)
    assert Membership.objects.count() == 2
    assert "Daftarkan 0" not in page(client, url)


def test_a_village_reads_but_does_not_enrol(world: World, lists: Lists) -> None:
    decree = lists.decree(count=1)
    client, url = world.client("op_kewar"), f"/iuran/keputusan/{decree.pk}/"
    assert "Pendaftaran dilakukan oleh Dinas PMD" in page(client, url)
    assert client.post(url).status_code == 403
    assert not Membership.objects.exists()


@pytest.mark.parametrize("name", ["op_fulur", "op_bialo", "dpmd_bulukumba"])
def test_a_decree_of_others_is_not_there(world: World, lists: Lists, name: str) -> None:
    decree = lists.decree(count=1)
    client = world.client(name)
    assert client.get(f"/iuran/keputusan/{decree.pk}/").status_code == 404
    assert client.post(f"/iuran/keputusan/{decree.pk}/").status_code == 404


def test_what_waits_stands_among_the_tasks(world: World, lists: Lists) -> None:
    lists.decree(count=2)
    (task,) = tasks(world.actor("dpmd_belu"))
    assert task.title == "Daftarkan 2 orang dari Desa Kewar"
    assert list(tasks(world.actor("dpmd_bulukumba"))) == []
    assert list(tasks(world.actor("op_kewar"))) == []


def test_the_page_costs_the_same_for_many(world: World, lists: Lists, statements: object) -> None:
    client, counts = world.client("dpmd_belu"), []
    for village, heads in ((KEWAR, 2), (FULUR, 30)):
        decree = lists.decree(village, heads)
        page(client, "/iuran/")  # counts the tasks of the badge, which is kept for a while
        with statements() as seen:  # type: ignore[operator]
            page(client, f"/iuran/keputusan/{decree.pk}/")
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
