"""Questions about two records: found by the search, asked once, answered, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.members import Lists, make_person
from tests.world import FULUR, KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.territory.actor import NotAllowed
from payung.base.vault.crypto import blind_index
from payung.desk.matching import scanning
from payung.desk.matching.actions import assign, decide, start_scan, take_back
from payung.desk.matching.models import Pair
from payung.desk.matching.queries import precision
from payung.desk.matching.refusals import MatchingRefused
from payung.programme.membership.actions import enrol
from payung.programme.people.models import Merge, Person

KK = "5304010101010001"


def person(number: int, name: str, village: str = KEWAR, **values: Any) -> Person:
    given = {
        "kk": KK, "kk_index": blind_index("kk", KK), "mother_name": "Rosa Hoar", "sex": "P",
        **values,
    }  # fmt: skip
    return make_person(village, number, name=name, **given)


@pytest.fixture
def doubles(world: World) -> tuple[Person, Person]:
    """Maria twice in Kewar, with a NIK mistyped in its serial, and two strangers."""
    first = person(1, "Maria Bere Mau")
    second = person(7, "MARYA BERE MAU")
    make_person(KEWAR, 400, name="Yosef Taek", kk="", mother_name="")
    make_person(FULUR, 401, name="Petrus Lesu", kk="", mother_name="")
    return first, second


def searched(world: World, who: str = "dpmd_belu", area: str = "53.04") -> Job:
    by = world.actor(who)
    return run_here(by=by, job=start_scan(by=by, area=area))


def test_the_search_asks_about_the_double_and_nobody_else(
    world: World, doubles: tuple[Person, Person]
) -> None:
    job = searched(world)
    assert job.state == "done"
    assert job.result == {"persons": 4, "questions": 1}
    pair = Pair.objects.get()
    assert (pair.left, pair.right) == doubles
    assert sum(reason[1] for reason in pair.reasons) == pytest.approx(pair.weight)


def test_a_pair_is_never_asked_twice(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    decide(by=world.actor("op_kewar"), pair=Pair.objects.get(), decision="different", note="KTP-el")
    assert searched(world).result == {"persons": 4, "questions": 0}
    assert Pair.objects.count() == 1
    assert not Pair.objects.open().exists()


def test_the_search_goes_on_where_it_was_stopped(
    world: World, doubles: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "PART", 1)
    by = world.actor("dpmd_belu")
    job = start_scan(by=by, area="53.04")
    seen = []

    def stop(running: Job) -> None:
        seen.append(running.done)
        if running.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_here(by=by, job=job, report=stop)
    Job.objects.filter(pk=job.pk).update(state="queued", lease_holder="", lease_until=None)
    done = run_here(by=by, job=job, report=lambda j: seen.append(j.done))
    assert done.state == "done"
    assert seen == [0, 1, 2, 3, 4, 4]
    assert Pair.objects.count() == 1


def test_one_nik_on_two_records_is_asked_whatever_the_score(world: World) -> None:
    nik = "5304015708800003"
    make_person(KEWAR, 1, name="Maria Bere", nik=nik)
    make_person(KEWAR, 2, name="Yosef Taek", nik=nik, birth_date="1999-02-03", sex="L")
    searched(world)
    pair = Pair.objects.get()
    assert pair.hard_review in {"nik_conflict", "nik_twice"}
    assert pair.band == "review"


def test_same_merges_and_undo_parts(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    by = world.actor("op_kewar")
    pair = decide(by=by, pair=Pair.objects.get(), decision="same", note="KTP-el")
    assert pair.merge is not None
    assert pair.merge.state == Merge.State.DONE
    assert Person.objects.active().filter(village_id=KEWAR).count() == 2
    take_back(by=by, pair=pair)
    pair.refresh_from_db()
    assert (pair.decision, pair.merge) == ("", None)
    assert Person.objects.active().filter(village_id=KEWAR).count() == 3


def test_money_waits_for_second_eyes(world: World, doubles: tuple[Person, Person]) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=Lists(world).decree(KEWAR, people=[doubles[1]]))
    searched(world)
    pair = decide(by=world.actor("camat_lamaknen"), pair=Pair.objects.get(), decision="same")
    assert pair.merge is not None
    assert pair.merge.state == Merge.State.PROPOSED
    page = world.client("dpmd_belu").get("/pencocokan/penggabungan/").content.decode()
    assert "menunggu persetujuan" in page
    answer = world.client("dpmd_belu").post(
        f"/pencocokan/penggabungan/{pair.merge.pk}/putuskan/", {"langkah": "setuju"}
    )
    assert answer.status_code == 302
    pair.merge.refresh_from_db()
    assert pair.merge.state == Merge.State.DONE


def test_an_answer_twice_is_refused(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    by, pair = world.actor("op_kewar"), Pair.objects.get()
    decide(by=by, pair=pair, decision="unsure")
    decide(by=by, pair=pair, decision="different")
    with pytest.raises(MatchingRefused):
        decide(by=by, pair=pair, decision="different")


def test_the_operator_learns_only_that_somebody_is_elsewhere(world: World) -> None:
    person(1, "Maria Bere Mau")
    person(7, "MARYA BERE MAU", FULUR)
    searched(world)
    pair = Pair.objects.get()
    client = world.client("op_kewar")
    assert client.get(f"/pencocokan/pasangan/{pair.pk}/").status_code == 404
    page = client.get("/pencocokan/").content.decode()
    assert "1 data di wilayah Anda" in page
    assert "Fulur" not in page
    with pytest.raises(NotAllowed):
        decide(by=world.actor("op_kewar"), pair=pair, decision="same")
    camat = world.client("camat_lamaknen").get(f"/pencocokan/pasangan/{pair.pk}/")
    assert "<mark>" in camat.content.decode()


def test_a_question_can_be_given_to_somebody(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    pair = Pair.objects.get()
    camat = world.actor("camat_lamaknen")
    assert assign(by=world.actor("dpmd_belu"), pairs=[pair.pk], to=camat) == 1
    page = world.client("camat_lamaknen").get("/pencocokan/?lihat=saya").content.decode()
    assert "Maria Bere Mau" in page
    with pytest.raises(MatchingRefused):
        assign(by=world.actor("dpmd_belu"), pairs=[pair.pk], to=world.actor("op_fulur"))


def test_precision_counts_what_people_said(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    decide(by=world.actor("op_kewar"), pair=Pair.objects.get(), decision="same")
    found = [each for each in precision(world.actor("dpmd_belu")) if each.decided]
    assert [(each.same, each.different, each.share) for each in found] == [(1, 0, 100.0)]
    low, high = found[0].interval or (0, 0)
    assert 20 < low < 21
    assert high == 100
    assert "1" in world.client("dpmd_belu").get("/pencocokan/mutu/").content.decode()


def test_every_answer_by_the_keys_of_the_form(world: World, doubles: tuple[Person, Person]) -> None:
    searched(world)
    pair, client = Pair.objects.get(), world.client("op_kewar")
    page = client.get(f"/pencocokan/pasangan/{pair.pk}/").content.decode()
    for key in ("1", "2", "3"):
        assert f'data-key="{key}"' in page
    client.post(f"/pencocokan/pasangan/{pair.pk}/putuskan/", {"jawaban": "ragu"})
    client.post(
        f"/pencocokan/pasangan/{pair.pk}/putuskan/",
        {"jawaban": "sama", "simpan": pair.right_id, "ambil": ["name"], "catatan": "KTP-el"},
    )
    kept = Person.objects.active().get(pk=pair.right_id)
    assert kept.name == "Maria Bere Mau"
    page = client.get(f"/pencocokan/pasangan/{pair.pk}/").content.decode()
    assert 'data-key="u"' in page
    client.post(f"/pencocokan/pasangan/{pair.pk}/tarik/")
    assert Person.objects.active().filter(village_id=KEWAR).count() == 3
