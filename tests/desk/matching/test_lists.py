"""Lists from outside: whom they mean, what they ask, and that nothing happens by itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.desk.matching.sending import DEATHS, DECILES, MEMBERS, SERVANTS, read, taken_in
from tests.members import Lists, make_person
from tests.rosters import TODAY, give, make_fund, person
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.base.vault.crypto import blind_index
from payung.core.calendar import Month
from payung.desk.matching.actions import carry_on, confirm, dismiss, reopen, visited
from payung.desk.matching.models import Finding
from payung.desk.matching.refusals import MatchingRefused
from payung.desk.matching.visiting import families
from payung.desk.roster import actions as flow
from payung.desk.roster.facts import outside_of
from payung.programme.claims.models import Claim, Event
from payung.programme.funds.queries import share_of
from payung.programme.membership.actions import enrol, record_posting
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.deciles import deciles_of
from payung.programme.people.models import FamilyDecile, Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.judging import judged
from payung.programme.selection.models import Verdict

NIK, KK = "5304015708800003", "5304010101010001"
DIED = ["1", NIK, "MARIA BERE MAU", "17-08-1980", "05-06-2026", "5304-KM-05062026-0001", "Kewar"]


@pytest.fixture
def maria(world: World) -> Person:
    """A farmer of Kewar, alive as far as the register knows."""
    return make_person(
        KEWAR, 1, name="Maria Bere Mau", sex="P", nik=NIK, birth_date=date(1980, 8, 17), kk=KK,
        kk_index=blind_index("kk", KK),
    )  # fmt: skip


@pytest.fixture
def member(world: World, maria: Person) -> Membership:
    """The same, enrolled and paid from January to June 2026."""
    dpmd = world.actor("dpmd_belu")
    enrol(by=dpmd, decree=Lists(world).decree(KEWAR, people=[maria]))
    for month in range(1, 7):
        record_posting(
            by=dpmd, village=KEWAR, month=Month(2026, month), paid_on=date(2026, month, 9),
            reference=f"K{month}",
        )  # fmt: skip
    return Membership.objects.get()


def test_a_death_of_a_member_is_asked_and_changes_nothing(world: World, member: Membership) -> None:
    stranger = ["2", "5304015708809999", "YOSEF TAEK", "01-02-1970", "05-06-2026", "", "Kewar"]
    batch = taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED, stranger])
    assert batch.counts == {"new": 1, "unchanged": 1}
    finding = Finding.objects.get()
    assert (finding.kind, finding.person, finding.on) == ("died", member.person, date(2026, 6, 5))
    assert finding.band == "match"
    member.refresh_from_db()
    member.person.refresh_from_db()
    assert (member.ended_on, member.person.life_status) == (None, "alive")
    assert not Event.objects.exists()


def test_a_confirmed_death_prepares_a_claim_and_a_visit(world: World, member: Membership) -> None:
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    operator, dpmd = world.actor("op_kewar"), world.actor("dpmd_belu")
    tasks = world.client("op_kewar").get("/").content.decode()
    assert "Periksa kematian 1 peserta" in tasks
    finding = confirm(
        by=operator, finding=Finding.objects.get(), steps=["register", "claim"], reason="Akta",
    )  # fmt: skip
    assert Person.objects.get().life_status == "dead"
    event = Event.objects.get()
    assert (event.waiting, event.occurred_on) == (True, date(2026, 6, 5))
    assert {c.programme for c in Claim.objects.all()} == {"jkm"}
    found = families(operator)
    assert [(f.finding.pk, f.sum) for f in found] == [(finding.pk, 42_000_000)]
    page = world.client("op_kewar").get("/pencocokan/kunjungan/").content.decode()
    assert "Rp42.000.000" in page
    with pytest.raises(Exception, match="tidak berwenang"):
        carry_on(by=operator, finding=finding, steps=["end"])
    carry_on(by=dpmd, finding=finding, steps=["end"])
    row = Membership.objects.get()
    assert (row.ended_on, row.end_reason) == (date(2026, 6, 5), "died")
    assert CoverMonth.objects.filter(posting=None).count() == 0
    visited(by=operator, finding=finding, on=date(2026, 6, 20), note="Istri ditemui")
    assert families(operator)[0].finding.visited_on == date(2026, 6, 20)


def test_a_decision_can_be_taken_back(world: World, member: Membership) -> None:
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    operator = world.actor("op_kewar")
    finding = confirm(
        by=operator, finding=Finding.objects.get(), steps=["register", "claim"], reason="Akta"
    )
    reopen(by=operator, finding=finding, reason="Orangnya hidup")
    assert Person.objects.get().life_status == "alive"
    assert Event.objects.get().dismissed_at is not None
    finding.refresh_from_db()
    assert finding.state == "open"


def test_the_same_news_is_asked_once(world: World, maria: Person) -> None:
    dukcapil = world.actor("dukcapil_belu")
    taken_in(dukcapil, "dukcapil_deaths", DEATHS, [DIED])
    dismiss(by=world.actor("op_kewar"), finding=Finding.objects.get(), reason="Masih hidup")
    again = taken_in(dukcapil, "dukcapil_deaths", DEATHS, [[*DIED[:5], "baru", "Kewar"]])
    assert again.counts == {"unchanged": 1}
    assert Finding.objects.count() == 1


def test_a_doubtful_match_needs_eyes_first(world: World, maria: Person) -> None:
    """Equal NIK, another name: a person must say that it is she."""
    row = ["1", NIK, "YOSEF TAEK", "17-08-1980", "05-06-2026", "", "Kewar"]
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [row])
    finding = Finding.objects.get()
    assert (finding.band, finding.hard_review) == ("review", "nik_conflict")
    operator = world.actor("op_kewar")
    with pytest.raises(MatchingRefused, match="belum pasti"):
        confirm(by=operator, finding=finding, steps=["register"], reason="Akta", same_person=False)
    assert Person.objects.get().life_status == "alive"


def test_only_the_office_itself_sends_its_list(world: World) -> None:
    for who in ("dpmd_belu", "bkpsdm_belu", "op_kewar", "inspektorat_belu"):
        with pytest.raises(NotAllowed):
            read(world.actor(who), "dukcapil_deaths", DEATHS, [DIED])
    assert world.client("op_kewar").get("/pencocokan/daftar/").status_code == 403
    assert world.client("dukcapil_belu").get("/pencocokan/daftar/").status_code == 200


def test_a_list_is_taken_back_unless_somebody_acted_on_it(world: World, maria: Person) -> None:
    dukcapil = world.actor("dukcapil_belu")
    batch = taken_in(dukcapil, "dukcapil_deaths", DEATHS, [DIED])
    finding = confirm(
        by=world.actor("op_kewar"), finding=Finding.objects.get(), steps=["register"], reason="Akta"
    )
    with pytest.raises(StateRefused, match="sudah dibenarkan"):
        staging.undo(by=dukcapil, batch=batch, reason="salah")
    reopen(by=world.actor("op_kewar"), finding=finding, reason="keliru")
    run_here(by=dukcapil, job=staging.undo(by=dukcapil, batch=batch, reason="salah"))
    assert Finding.objects.get().state == "withdrawn"
    assert taken_in(dukcapil, "dukcapil_deaths", DEATHS, [DIED]).counts == {"new": 1}


def test_a_new_civil_servant_and_the_family(world: World, maria: Person) -> None:
    """She is PPPK; her husband is a member on the same card: his eligibility is to be reviewed."""
    husband = make_person(
        KEWAR, 2, name="Petrus Seran", kk=KK, kk_index=blind_index("kk", KK), sex="L"
    )
    enrol(by=world.actor("dpmd_belu"), decree=Lists(world).decree(KEWAR, people=[husband]))
    row = ["1", "198008172026212001", NIK, "Maria Bere Mau", "17-08-1980", "PPPK", "01-03-2026",
           "Dinas Kesehatan"]  # fmt: skip
    taken_in(world.actor("bkpsdm_belu"), "bkpsdm_asn", SERVANTS, [row])
    found = {f.kind: f.person for f in Finding.objects.all()}
    assert found == {"pppk": maria, "family_asn": husband}
    finding = Finding.objects.get(kind="pppk")
    assert "1980" not in finding.detail
    confirm(by=world.actor("op_kewar"), finding=finding, steps=["register"], reason="SK")
    maria.refresh_from_db()
    assert maria.occupation == 5
    assert Membership.objects.get().ended_on is None


def test_part_time_pppk_stay_by_the_setting(world: World, member: Membership) -> None:
    row = ["1", "198008172026212001", NIK, "Maria Bere Mau", "17-08-1980", "PPPK Paruh Waktu",
           "01-03-2026", "SDN 1"]  # fmt: skip
    taken_in(world.actor("bkpsdm_belu"), "bkpsdm_asn", SERVANTS, [row])
    finding = Finding.objects.get()
    page = world.client("dpmd_belu").get(f"/pencocokan/temuan/{finding.pk}/").content.decode()
    assert finding.kind == "pppk_part"
    assert "Tetap peserta" in page
    Lists(world).setting("pppk_part_time_stays", "no")
    page = world.client("dpmd_belu").get(f"/pencocokan/temuan/{finding.pk}/").content.decode()
    assert "Hentikan kepesertaan" in page


def test_deciles_by_family_card(world: World, member: Membership) -> None:
    dinsos = world.actor("dinsos_belu")
    card = blind_index("kk", KK)
    rows = [["A1", KK, NIK, "7"], ["A1", KK, "", "7"], ["A2", "", NIK, "3"], ["A3", KK, NIK, "12"]]
    batch = taken_in(dinsos, "dinsos_dtsen", DECILES, rows)
    assert batch.counts == {"new": 1, "parked": 1, "rejected": 1, "unchanged": 1}
    assert deciles_of([card])[card].decile == 7
    run_here(by=dinsos, job=staging.undo(by=dinsos, batch=batch, reason="salah"))
    assert not FamilyDecile.objects.exists()


def test_active_at_bpjs_gives_the_missing_kpj(world: World, member: Membership) -> None:
    row = ["1", "21023456789", NIK, "MARIA BERE MAU", "17-08-1980", "Aktif"]
    batch = taken_in(world.actor("bpjs_belu"), "bpjs_active", MEMBERS, [row])
    assert batch.counts == {"new": 1}
    finding = Finding.objects.get()
    confirm(by=world.actor("dpmd_belu"), finding=finding, steps=["kpj"], reason="Daftar aktif")
    member.refresh_from_db()
    assert member.kpj == "21023456789"
    other = ["1", "21023456789", NIK, "MARIA BERE MAU", "17-08-1980", "aktif"]
    again = taken_in(world.actor("bpjs_belu"), "bpjs_active", MEMBERS, [other])
    assert again.counts == {"unchanged": 1}


def test_nobody_but_who_looks_after_the_village_decides(world: World, maria: Person) -> None:
    taken_in(world.actor("dukcapil_belu"), "dukcapil_deaths", DEATHS, [DIED])
    finding = Finding.objects.get()
    for who in ("op_fulur", "dukcapil_belu", "inspektorat_belu", "bpjs_belu"):
        with pytest.raises(NotAllowed):
            confirm(by=world.actor(who), finding=finding, steps=[], reason="x")
    assert world.client("op_fulur").get(f"/pencocokan/temuan/{finding.pk}/").status_code == 404


def test_a_decile_above_the_funds_limit_is_asked_and_decides_at_selection(world: World) -> None:
    """The list of Dinsos comes before what the operator typed."""
    fund = make_fund(world)
    give(world, fund)
    poor = person(1, kk=KK)
    dpmd, operator = world.actor("dpmd_belu"), world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=fund, year=2026
    )
    selection.add_candidates(
        by=operator, roster=roster,
        people=[NewCandidate(poor.pk, working_statement=True, decile=2)],
    )  # fmt: skip
    share = share_of(fund, KEWAR, 2026)
    assert share is not None
    assert judged(roster, share, {}, TODAY)[0].facts.decile == 2
    rows = [["A1", KK, "", "9"]]
    taken_in(world.actor("dinsos_belu"), "dinsos_dtsen", DECILES, rows)
    page = world.client("op_kewar").get(f"/pendataan/warga/{poor.pk}/").content.decode()
    assert "Desil keluarga 9, menurut daftar Dinsos" in page
    assert judged(roster, share, {}, TODAY)[0].facts.decile == 9
    enrol(by=dpmd, decree=Lists(world).decree(KEWAR, people=[poor], fund=fund, round_=2))
    taken_in(world.actor("dinsos_belu"), "dinsos_dtsen", DECILES, [["A1", KK, "", "8"]])
    finding = Finding.objects.get()
    assert (finding.kind, finding.person, finding.fact) == ("decile", poor, "8")
    assert Membership.objects.get().ended_on is None


def test_active_at_bpjs_is_known_to_the_rule_with_its_source(world: World) -> None:
    """Waiting: the rule does not know; confirmed as BPU: it fails; PU beside BPU is lawful."""
    fund = make_fund(world)
    give(world, fund)
    people = [person(1, name="Maria Bere"), person(2, name="Yosef Taek", sex="L")]
    dpmd, operator = world.actor("dpmd_belu"), world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=fund, year=2026
    )
    selection.add_candidates(
        by=operator, roster=roster,
        people=[NewCandidate(p.pk, working_statement=True, decile=2) for p in people],
    )  # fmt: skip
    rows = [
        ["1", f"2102345678{n}", p.nik, p.name, str(p.birth_date), "Aktif", segment]
        for n, (p, segment) in enumerate(zip(people, ("Bukan Penerima Upah", "PU"), strict=True))
    ]
    batch = taken_in(world.actor("bpjs_belu"), "bpjs_active", (*MEMBERS, "Segmen"), rows)
    assert batch.counts == {"new": 2}
    assert outside_of(roster)[people[0].pk].active_bpu == "reported"
    for finding in Finding.objects.filter(kind="active"):
        confirm(by=dpmd, finding=finding, steps=[], reason="Ditanyakan ke BPJS")
    flow.assess(by=operator, roster=roster, on=TODAY)
    told = Verdict.objects.filter(candidate__roster=roster, rule="not_active_bpu")
    found = {v.candidate.person_id: v for v in told.select_related("candidate")}
    assert found[people[0].pk].result == "fail"
    assert "bpjs_active.xlsx: 4" in found[people[0].pk].reason
    assert str(timezone.localdate()) in found[people[0].pk].reason
    assert found[people[1].pk].result == "pass"
    reopen(by=dpmd, finding=Finding.objects.get(person=people[0]), reason="Keliru")
    assert outside_of(roster)[people[0].pk].active_bpu == "reported"
