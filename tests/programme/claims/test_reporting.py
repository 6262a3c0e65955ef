"""An event comes in: reported, prepared, confirmed, dismissed, corrected, refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.members import make_person
from tests.world import KEWAR, World

from payung.base.accounts.actions import SYSTEM
from payung.base.journal.models import Event as JournalEvent
from payung.base.territory.actor import NotAllowed
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import Claim, Event
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.membership.models import Membership
from payung.programme.people.models import Death, Person

pytestmark = pytest.mark.django_db
HOME = {"at_work": "no", "collapsed": "no", "commuting": "no", "road": "no"}
DEATH = NewEvent("death", date(2026, 11, 10), **HOME)


def member(village: str = KEWAR, n: int = 0) -> Person:
    return Membership.objects.filter(village=village).order_by("pk")[n].person


def test_a_death_at_home_opens_one_jkm_claim_with_its_sum(covered: World) -> None:
    event = actions.report(by=covered.actor("op_kewar"), person=member(), told=DEATH)
    (claim,) = event.claims.all()
    assert (claim.programme, claim.state, claim.total) == ("jkm", "gathering", 42_000_000)
    assert claim.law_id
    assert claim.law_id == claim.estimate["law_id"]
    assert event.confirmed_by_name == "Op Kewar"


def test_a_collapse_at_work_opens_jkk(covered: World) -> None:
    told = NewEvent("death", date(2026, 11, 10), at_work="no", collapsed="yes")
    event = actions.report(by=covered.actor("op_kewar"), person=member(), told=told)
    assert [(c.programme, c.total) for c in event.claims.all()] == [("jkk", 70_000_000)]


def test_a_prepared_death_waits_for_a_human(covered: World) -> None:
    event = actions.prepare(
        by=SYSTEM, person=member(), occurred_on=date(2026, 11, 1), source="Daftar kematian, 12"
    )
    assert event.waiting
    assert [c.state for c in event.claims.all()] == ["prepared"]
    again = actions.prepare(
        by=SYSTEM, person=member(), occurred_on=date(2026, 11, 2), source="Daftar lain, 3"
    )
    assert again == event
    with pytest.raises(NotAllowed):
        actions.confirm(by=SYSTEM, event=event)
    with pytest.raises(NotAllowed):
        actions.confirm(by=covered.actor("op_fulur"), event=event)
    told = NewEvent("death", date(2026, 11, 1), at_work="yes")
    actions.confirm(by=covered.actor("op_kewar"), event=event, told=told)
    event.refresh_from_db()
    assert not event.waiting
    assert [(c.programme, c.state) for c in event.claims.all()] == [("jkk", "gathering")]
    assert JournalEvent.objects.filter(action="claims.event.confirmed").count() == 1


def test_a_wrong_match_is_dismissed_with_a_reason_and_may_come_again(covered: World) -> None:
    source = "Daftar kematian, baris 12"
    event = actions.prepare(
        by=SYSTEM, person=member(), occurred_on=date(2026, 11, 1), source=source
    )
    operator = covered.actor("op_kewar")
    with pytest.raises(ClaimRefused, match="alasan"):
        actions.dismiss(by=operator, event=event, reason=" ")
    actions.dismiss(by=operator, event=event, reason="Masih hidup")
    assert [c.state for c in Claim.objects.filter(event=event)] == ["withdrawn"]
    actions.report(by=operator, person=member(), told=DEATH)
    assert Event.objects.standing().count() == 1


def test_two_reports_of_one_death_are_one(covered: World) -> None:
    operator = covered.actor("op_kewar")
    actions.report(by=operator, person=member(), told=DEATH)
    with pytest.raises(ClaimRefused, match="sudah dilaporkan"):
        actions.report(by=operator, person=member(), told=NewEvent("death", date(2026, 11, 3)))
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(1980, 1, 1), "tanggal lahir"),
        (date(2025, 12, 1), "mendahului kepesertaan"),
        (date(2026, 12, 1), "belum tiba"),
    ],
)
def test_dates_that_cannot_be(covered: World, on: date, why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        actions.report(
            by=covered.actor("op_kewar"), person=member(), told=NewEvent("death", on, **HOME)
        )
    assert not Event.objects.exists()


def test_an_accident_after_death_is_refused(covered: World) -> None:
    operator = covered.actor("op_kewar")
    actions.report(by=operator, person=member(), told=DEATH)
    told = NewEvent("accident", date(2026, 11, 12), at_work="yes")
    with pytest.raises(ClaimRefused, match="meninggal"):
        actions.report(by=operator, person=member(), told=told)


def test_who_is_no_member_is_told_so(covered: World) -> None:
    stranger = make_person(KEWAR, 900)
    with pytest.raises(ClaimRefused, match="tidak tercatat sebagai peserta"):
        actions.report(by=covered.actor("op_kewar"), person=stranger, told=DEATH)


def test_better_answers_turn_jkm_into_jkk(covered: World) -> None:
    operator = covered.actor("op_kewar")
    event = actions.report(by=operator, person=member(), told=DEATH)
    told = NewEvent("death", date(2026, 11, 10), at_work="yes", story="Jatuh dari pohon lontar")
    actions.correct(by=operator, event=event, told=told)
    (claim,) = event.claims.all()
    assert (claim.programme, claim.total) == ("jkk", 70_000_000)
    said = str(JournalEvent.objects.get(action="claims.event.corrected").summary)
    assert "lontar" not in said


def test_an_accident_is_reckoned_once_its_outcome_is_known(covered: World) -> None:
    operator = covered.actor("op_kewar")
    told = NewEvent("accident", date(2026, 11, 10), at_work="yes")
    event = actions.report(by=operator, person=member(), told=told)
    claim = event.claims.get()
    assert claim.total is None
    assert "surat dokter" in claim.unreckoned
    told = NewEvent(
        "accident", date(2026, 11, 10), at_work="yes", outcome="partial-disability", part="eye-one"
    )
    actions.correct(by=operator, event=event, told=told)
    claim.refresh_from_db()
    assert claim.total == 80 * 1_000_000 * 35 // 100


def test_the_day_of_death_comes_into_the_register_with_its_source(covered: World) -> None:
    operator = covered.actor("op_kewar")
    event = actions.prepare(by=SYSTEM, person=member(), occurred_on=date(2026, 11, 9),
                            source="Daftar Dukcapil, baris 4")  # fmt: skip
    assert not Death.objects.exists()
    actions.confirm(by=operator, event=event)
    death = Death.objects.select_related("person").get()
    assert (death.on, death.source) == (date(2026, 11, 9), "Daftar Dukcapil, baris 4")
    assert (death.by_name, death.person.life_status) == ("Op Kewar", "dead")
    actions.correct(by=operator, event=event, told=NewEvent("death", date(2026, 11, 8)))
    death.refresh_from_db()
    assert death.on == date(2026, 11, 8)
    said = JournalEvent.objects.filter(action="people.death.recorded").order_by("seq")
    assert [s.summary["on"] for s in said] == ["2026-11-09", "2026-11-08"]
    page = covered.client("op_kewar").get(f"/klaim/{event.pk}/").content.decode()
    assert "meninggal 8 November 2026; Daftar Dukcapil, baris 4" in page
    page = covered.client("op_kewar").get(f"/pendataan/warga/{event.person_id}/").content.decode()
    assert "Meninggal 8 November 2026, menurut Daftar Dukcapil, baris 4" in page
