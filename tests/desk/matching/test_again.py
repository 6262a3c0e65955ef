"""Lists reach who comes later: registered, corrected or proposed after they were taken in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.desk.matching.sending import DEATHS, DECILES, MEMBERS, taken_in
from tests.importing import accepted, imported, undone
from tests.members import make_person
from tests.resident_files import xlsx
from tests.rosters import give, make_fund
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.journal.models import Event
from payung.base.staging.deciding import decide_row
from payung.base.staging.models import Batch, Row
from payung.base.territory.models import Area
from payung.base.vault.crypto import blind_index
from payung.desk.matching.actions import dismiss
from payung.desk.matching.lists.again import AGAIN, MACHINE, ask_again, match_again
from payung.desk.matching.models import Finding, Reach
from payung.desk.roster.facts import outside_of
from payung.programme.people.deciles import deciles_of
from payung.programme.people.likely import candidates, wanted_of
from payung.programme.people.models import Person
from payung.programme.people.newcomers import COLUMNS, Newcomers
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Roster

NIK, KK = "5304015708800003", "5304010101010001"
DIED = ["1", NIK, "MARIA BERE MAU", "17-08-1980", "05-06-2026", "5304-KM-05062026-0001", "Kewar"]
HEADERS = ("NIK", "Nama Lengkap", "JK", "Tempat Lahir", "Tgl Lahir", "No KK", "Nama Ibu")
MARIA = (NIK, "Maria Bere Mau", "P", "Atambua", "17-08-1980", KK, "Rosa")


def met_again() -> int:
    """What the worker does when it has nothing to do; findings written since."""
    before = Finding.objects.count()
    ask_again()
    for job in Job.objects.filter(kind=AGAIN, state=Job.State.QUEUED):
        run_here(by=MACHINE, job=job)
    assert not Job.objects.filter(kind=AGAIN).exclude(state=Job.State.DONE).exists()
    return Finding.objects.count() - before


def registered(world: World, *rows: Iterable[str], name: str = "warga.xlsx") -> Batch:
    content = xlsx([list(row) for row in rows], HEADERS)
    return imported(world.actor("op_kewar"), content, KEWAR, name)


def listed(world: World, person: Person) -> Roster:
    """The person put on a list that is being made."""
    fund = make_fund(world)
    give(world, fund)
    village = Area.objects.get(code=KEWAR)
    operator = world.actor("op_kewar")
    roster = selection.open_roster(by=operator, village=village, fund=fund, year=2026)
    new = NewCandidate(person.pk, working_statement=True, decile=2)
    selection.add_candidates(by=operator, roster=roster, people=[new])
    return roster


def test_a_death_told_in_march_reaches_who_is_registered_in_april(world: World) -> None:
    stranger = ["2", "5304015708809999", "YOSEF TAEK", "01-02-1970", "05-06-2026", "", "Kewar"]
    dukcapil = world.actor("dukcapil_belu")
    batch = taken_in(dukcapil, "dukcapil_deaths", DEATHS, [DIED, stranger])
    assert (batch.counts, met_again()) == ({"unchanged": 2}, 0)
    registered(world, MARIA)
    assert met_again() == 1
    finding = Finding.objects.get()
    assert (finding.kind, finding.batch, finding.row) == ("died", batch, 4)
    assert finding.person == Person.objects.get()
    assert Person.objects.get().life_status == "alive"
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "unchanged": 1}
    told = Event.objects.filter(action="dukcapil_deaths.imported").last()
    assert told is not None
    assert told.actor_name == MACHINE.name
    assert match_again(by=MACHINE, area="53.04") is None
    undone(dukcapil, batch)
    assert Finding.objects.get().state == "withdrawn"
    registered(world, ("5304010102700009", "Yosef Taek", "L", "Atambua", "01-02-1970", "", "Ana"))
    assert met_again() == 0


def test_a_corrected_birth_date_is_news_as_well(world: World) -> None:
    registered(world, (NIK, "Maria Bere Mau", "P", "Atambua", "17-09-1991", "", "Rosa"))
    stranger = [*DIED[:1], "", *DIED[2:]]
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [stranger])
    assert met_again() == 0
    mended = registered(world, MARIA, name="perbaikan.xlsx")
    dpmd = world.actor("dpmd_belu")
    number = mended.rows.get(verdict="parked").number
    decide_row(by=dpmd, batch=mended, number=number, other_area=KEWAR, same=True, reason="KTP-el")
    assert accepted(world.actor("op_kewar"), mended).counts == {"changed": 1}
    assert met_again() == 1


def test_who_is_proposed_later_is_known_to_be_active(world: World) -> None:
    """The list of BPJS says nothing of who is no candidate, until they become one."""
    maria = make_person(KEWAR, 1, name="Maria Bere", sex="P", nik=NIK, birth_date=date(1980, 8, 17))
    row = ["1", "21023456789", NIK, "Maria Bere", "17-08-1980", "Aktif"]
    batch = taken_in(world.actor("bpjs_belu"), "bpjs_active", MEMBERS, [row])
    assert (batch.counts, met_again()) == ({"unchanged": 1}, 0)
    roster = listed(world, maria)
    assert outside_of(roster) == {}
    assert met_again() == 1
    assert outside_of(roster)[maria.pk].active_bpu == "reported"
    dismiss(by=world.actor("op_kewar"), finding=Finding.objects.get(), reason="Bukan dia")
    selection.place(
        by=world.actor("op_kewar"), roster=roster, place="reserve",
        ids=list(roster.candidates.values_list("pk", flat=True)),
    )  # fmt: skip
    assert met_again() == 0


def test_an_old_list_of_members_says_nothing_of_now(world: World) -> None:
    maria = make_person(KEWAR, 1, name="Maria Bere", sex="P", nik=NIK, birth_date=date(1980, 8, 17))
    row = ["1", "21023456789", NIK, "Maria Bere", "17-08-1980", "Aktif"]
    batch = taken_in(world.actor("bpjs_belu"), "bpjs_active", MEMBERS, [row])
    Batch.objects.filter(pk=batch.pk).update(at=timezone.now() - timedelta(days=400))
    listed(world, maria)
    assert met_again() == 0


@pytest.mark.parametrize("dismissed", [True, False])
def test_a_row_in_doubt_goes_to_the_right_person_later(world: World, dismissed: bool) -> None:
    """A namesake was asked, and perhaps dismissed; the person meant is registered afterwards."""
    make_person(KEWAR, 2, name="Maria Bere Mau", sex="P", birth_date=date(1980, 8, 17), nik="0")
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    if dismissed:
        dismiss(by=world.actor("op_kewar"), finding=Finding.objects.get(), reason="Bukan orangnya")
    make_person(KEWAR, 1, name="Maria Bere Mau", sex="P", nik=NIK, birth_date=date(1980, 8, 17))
    assert met_again() == 1
    assert Finding.objects.latest("pk").person.nik == NIK
    assert Row.objects.get().applied


def test_the_decile_of_a_family_that_was_unknown(world: World) -> None:
    batch = taken_in(world.actor("dinsos_belu"), "dinsos_dtsen", DECILES, [["A1", "", NIK, "4"]])
    assert batch.counts == {"parked": 1}
    registered(world, MARIA)
    assert met_again() == 0
    card = Person.objects.get().kk_index
    assert deciles_of([card])[card].decile == 4


def test_the_page_of_lists_says_how_far_they_have_come(world: World) -> None:
    client = world.client("dukcapil_belu")
    assert "dicocokkan lagi" not in client.get("/pencocokan/daftar/").content.decode()
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    registered(world, MARIA)
    page = client.get("/pencocokan/daftar/").content.decode()
    assert "dicocokkan lagi" in page
    assert "Cocokkan lagi sekarang" in page
    client.post("/pencocokan/daftar/lagi/", {"wilayah": "53.04"})
    job = Job.objects.get(kind=AGAIN)
    run_here(by=world.actor("dukcapil_belu"), job=job)
    assert Finding.objects.count() == 1
    assert Reach.objects.get().area == "53.04"
    page = client.get("/pencocokan/daftar/").content.decode()
    assert "Cocokkan lagi sekarang" not in page
    assert (
        world.client("op_kewar").post("/pencocokan/daftar/lagi/", {"wilayah": "53.04"}).status_code
        == 403
    )


@pytest.mark.parametrize(
    "said",
    [
        {"nik": NIK, "nama": "ORANG LAIN"},
        {"tanggal_lahir": "1980-08-17", "nama": "Marya B."},
        {"tanggal_lahir": "1980-08-09", "nama": "Maria"},
        {"tanggal_lahir": "1980-09-08", "nama": "Bere"},
        {"no_kk": KK, "nama": "Mau"},
        {"nama": "Maria Bere Mau"},
        {"tanggal_lahir": "1980-08-17", "nama": "Yosef Taek"},
        {"no_kk": KK, "nama": "Yosef Taek"},
        {"nama": "Maria Bere"},
        {"nik": "5304015708800099", "nama": "Maria"},
    ],
)
def test_newcomers_are_found_where_the_register_finds_them(
    world: World, said: dict[str, str]
) -> None:
    for number, born in enumerate((date(1980, 8, 17), date(1980, 8, 9)), start=1):
        make_person(
            KEWAR, number, name="Maria Bere Mau", birth_date=born, kk=KK,
            kk_index=blind_index("kk", KK), **({"nik": NIK} if number == 1 else {}),
        )  # fmt: skip
    row = wanted_of(1, said, KEWAR)
    few = Newcomers(Person.objects.values_list(*COLUMNS))
    assert few.may_be(row) == bool(candidates([row])[1])
