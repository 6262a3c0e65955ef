"""What nobody claimed, signals, figures, received aggregates, and BPJS's status list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.programme.claims.cases import PDF, death, member, sent
from tests.programme.claims.spans import insured
from tests.sending import accept, codes, workbook
from tests.world import World

from payung.base.jobs.actions import run_here
from payung.base.journal.models import Event as JournalEvent
from payung.base.policy import actions as policy
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import NotAllowed
from payung.programme.claims import actions
from payung.programme.claims.actions import NewAggregate, NewEvent, NewLine
from payung.programme.claims.clocks import Clock
from payung.programme.claims.figures import figures, received, received_ratio
from payung.programme.claims.models import Claim, Event, Payment, Submission
from payung.programme.claims.queries import due, sheet_of
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.signals import signals_of
from payung.programme.claims.unclaimed import unclaimed, why
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_dead_without_a_claim_are_listed(covered: World) -> None:
    dead = member(n=2)
    Person.objects.filter(pk=dead.pk).update(life_status="dead")
    covered.actor("kades_kewar")
    (found,) = unclaimed(covered.actor("camat_lamaknen"))
    assert (found.membership.person, found.programme, found.total) == (dead, "jkm", 42_000_000)
    assert (found.on, found.days_left, found.visitor) == (None, None, "Kades Kewar")
    assert why(found).startswith("Meninggal")
    assert not unclaimed(covered.actor("op_fulur"))
    death(covered, 2)
    assert not unclaimed(covered.actor("camat_lamaknen"))


def test_the_old_with_savings_are_listed(covered: World) -> None:
    row = insured(920, date(2024, 1, 5), date(2026, 11, 1), segment="pu", base=2_000_000,
                  programmes="jkk,jkm,jht")  # fmt: skip
    assert not unclaimed(covered.actor("op_kewar"))
    Person.objects.filter(pk=row.person_id).update(birth_date=date(1968, 1, 1))
    (found,) = unclaimed(covered.actor("op_kewar"))
    assert (found.kind, found.on, found.total) == ("old_age", date(2024, 1, 1), None)


def test_savings_and_pension_wait_each_by_its_own_age(covered: World) -> None:
    """JHT at 56, JP at the pension age of 2026 (59); when they lapse is for a district to say."""
    row = insured(922, date(2024, 1, 5), date(2026, 11, 1), segment="pu", base=2_000_000,
                  programmes="jkk,jkm,jht,jp")  # fmt: skip
    people, operator = Person.objects.filter(pk=row.person_id), covered.actor("op_kewar")
    people.update(birth_date=date(1968, 1, 1))
    assert [u.programme for u in unclaimed(operator)] == ["jht"]
    people.update(birth_date=date(1966, 6, 1))
    assert [(u.programme, u.days_left) for u in unclaimed(operator)] == [
        ("jht", None),
        ("jp", None),
    ]
    policy.decide(
        by=covered.actor("dpmd_belu"), code="claim_expiry_years", scope="jp", area="53.04", value=5,
        valid_from=date(2020, 1, 1), paper="Surat cabang 9/2026", confidence="low",
    )  # fmt: skip
    left = (date(2030, 6, 1) - date(2026, 11, 20)).days
    assert [(u.programme, u.days_left) for u in unclaimed(operator)] == [
        ("jp", left),
        ("jht", None),
    ]
    people.update(life_status="dead")
    assert sorted(u.programme for u in unclaimed(operator)) == ["jht", "jkm", "jp"]


def test_payment_days_know_holidays_and_name_their_calendar(covered: World) -> None:
    """Three working days from Tuesday, 22 December 2026: Christmas and a weekend between."""
    claim = sent(covered)

    def clock(on: date) -> Clock:
        Submission.objects.update(sent_on=on)
        sheet = sheet_of(Event.objects.get(pk=claim.event_id))
        return next(c for c in sheet.clocks if c.code == "payment")

    christmas = clock(date(2026, 12, 22))
    assert timezone.localtime(christmas.due).date() == date(2026, 12, 28)
    assert "1497" in christmas.consequence
    new_year = clock(date(2026, 12, 30))
    assert timezone.localtime(new_year.due).date() == date(2027, 1, 4)
    assert "2027 belum tercatat" in new_year.consequence
    assert new_year.confidence == "low"
    decree: dict[str, Any] = {
        "by": covered.actor("dpmd_belu"), "code": "national_holidays", "area": "53.04",
        "valid_from": date(2026, 10, 1), "paper": "SKB 2026 tentang libur 2027",
    }  # fmt: skip
    for value, scope in (("1 Januari", "2027"), ("2027-01-01", ""), ("2026-01-01", "2027")):
        with pytest.raises(policy.SettingRefused, match="tahun"):
            policy.decide(value=value, scope=scope, **decree)
    policy.decide(value="2027-01-01\n2027-08-17", scope="2027", **decree)
    decided = clock(date(2026, 12, 30))
    assert timezone.localtime(decided.due).date() == date(2027, 1, 5)
    assert "SKB 2026 tentang libur 2027" in decided.consequence


def test_signals_tell_and_never_refuse(covered: World) -> None:
    row = insured(921, date(2026, 10, 20), date(2026, 11, 1))
    Person.objects.filter(pk=row.person_id).update(occupation=2)
    row.person.refresh_from_db()
    operator = covered.actor("op_kewar")
    told = NewEvent("death", date(2026, 11, 10), at_work="no", commuting="no", collapsed="no")
    event = actions.report(by=operator, person=row.person, told=told)
    other = death(covered, 0)
    for each in (event, other):
        actions.add_paper(by=operator, event=each, code="kk", content=PDF, name="kk.pdf")
    death(covered, 1)
    found = {s.code: s for s in signals_of(event)}
    assert set(found) == {"early", "not_working", "same_paper", "cluster_village",
                          "cluster_reporter"}  # fmt: skip
    assert "21 hari" in found["early"].reason
    assert event.claims.get().total == 10_000_000
    with pytest.raises(NotAllowed):
        actions.review_signal(by=operator, event=event, code="early", finding="Benar")
    actions.review_signal(
        by=covered.actor("dpmd_belu"), event=event, code="early", finding="Kunjungan: wajar"
    )
    review = next(s.review for s in signals_of(event) if s.code == "early")
    assert review is not None
    assert review.by_name == "Dpmd Belu"
    assert event.claims.get().state == "gathering"


def test_figures_and_the_ratio_that_names_its_programmes(covered: World) -> None:
    claim = sent(covered)
    actions.pay(by=covered.actor("bpjs_belu"), claim=claim, amount=42_000_000,
                paid_on=date(2026, 11, 18))  # fmt: skip
    death(covered, 1)
    found = figures(covered.actor("provinsi_ntt"),
                    "53.04", date(2026, 1, 1), date(2026, 12, 31))  # fmt: skip
    assert (found.total.events, found.total.paid, found.total.amount) == (2, 1, 42_000_000)
    assert found.total.median_days == 8
    (ratio,) = found.ratios
    contributions = (5 * 11 + 3 * 9) * 16_800
    assert (ratio.programmes, ratio.contributions) == ("JKK+JKM", contributions)
    assert ratio.percent == pytest.approx(100 * 42_000_000 / contributions)


def test_received_aggregates_stand_beside_our_cases(covered: World) -> None:
    """Bulukumba 2024: death benefits 1.077 over contributions of 890 million rupiah, 121 %."""
    told = NewAggregate(
        "Klaim cabang Atambua", "BPJS Ketenagakerjaan Atambua", "Belu, TTU, Malaka",
        date(2023, 1, 1), date(2023, 5, 22), "Berita, 22 Mei 2023",
    )  # fmt: skip
    lines = [NewLine("JHT", 1379), NewLine("JKM", 156), NewLine("JP", 10)]
    bpjs = covered.actor("bpjs_belu")
    kept = actions.keep_aggregate(by=bpjs, area="53.04", told=told, lines=lines)
    assert sum(line.value for line in kept.lines.all()) == 1545
    with pytest.raises(ClaimRefused, match="sudah dicatat"):
        actions.keep_aggregate(by=bpjs, area="53.04", told=told, lines=lines)
    other = NewAggregate("Bulukumba 2024", "BPJS", "Bulukumba", date(2024, 1, 1),
                         date(2024, 12, 31), "Berita")  # fmt: skip
    ratio = actions.keep_aggregate(
        by=bpjs, area="53.04", told=other,
        lines=[NewLine("Iuran", 890_000_000, "rupiah"),
               NewLine("Santunan kematian", 1_077_000_000, "rupiah")],
    )  # fmt: skip
    assert round(received_ratio(ratio) or 0) == 121
    assert len(received(covered.actor("bupati_belu"))) == 2
    assert not received(covered.actor("dpmd_bulukumba"))


HEADERS = ["No", "NIK", "Nama Peserta", "Program", "Status", "Nominal", "Tgl Bayar", "Keterangan"]


def listed(world: World, rows: list[list[object]]) -> Batch:
    bpjs = world.actor("bpjs_belu")
    batch = staging.receive(by=bpjs, kind="bpjs_claim_status", area="53.04",
                            content=workbook([HEADERS, *rows]), name="klaim.xlsx")  # fmt: skip
    assert batch.job is not None
    run_here(by=bpjs, job=batch.job)
    batch.refresh_from_db()
    assert batch.state == "previewed", batch.message
    return batch


def test_the_status_list_moves_claims_and_holds_what_cannot_be(covered: World) -> None:
    paid, refused, unsent = sent(covered, 0), sent(covered, 1), death(covered, 2).claims.get()
    people = [c.event.person for c in (paid, refused, unsent)]
    stranger = member(n=3)
    rows: list[list[object]] = [
        [1, people[0].nik, people[0].name, "JKM", "Sudah dibayar", "42000000", "18-11-2026", ""],
        [2, people[1].nik, people[1].name, "Jaminan Kematian", "Ditolak", "", "", "Tidak bekerja"],
        [3, people[2].nik, people[2].name, "JKM", "Dibayar", "42000000", "18-11-2026", ""],
        [4, stranger.nik, stranger.name, "JKM", "Ditolak", "", "", "x"],
        [5, "5304015708809999", "Orang Lain", "JKM", "Dibayar", "1", "18-11-2026", ""],
    ]
    batch = listed(covered, rows)
    assert codes(batch) == {4: "not_sent", 5: "not_sent", 6: "member_unknown"}
    accept(covered.actor("bpjs_belu"), batch)
    paid.refresh_from_db()
    refused.refresh_from_db()
    assert (paid.state, paid.payment.amount) == ("paid", 42_000_000)
    assert (refused.state, refused.steps.last().note) == ("refused", "Tidak bekerja")
    again = listed(covered, rows[:2])
    assert again.counts.get("unchanged") == 2


def take_back(world: World, batch: Batch) -> None:
    bpjs = world.actor("bpjs_belu")
    job = staging.undo(by=bpjs, batch=batch, reason="Daftar bulan lain")
    run_here(by=bpjs, job=job)
    batch.refresh_from_db()
    assert batch.state == "undone", batch.message


def test_a_wrong_list_is_taken_back_and_the_right_one_follows(covered: World) -> None:
    paid, refused = sent(covered, 0), sent(covered, 1)
    actions.approve(by=covered.actor("bpjs_belu"), claim=paid, reference="KL-1")
    names = [[c.event.person.nik, c.event.person.name, "JKM"] for c in (paid, refused)]
    wrong = listed(covered, [[1, *names[0], "Dibayar", "24000000", "18-11-2026", ""],
                             [2, *names[1], "Ditolak", "", "", "Tidak bekerja"]])  # fmt: skip
    accept(covered.actor("bpjs_belu"), wrong)
    take_back(covered, wrong)
    paid = Claim.objects.get(pk=paid.pk)
    refused.refresh_from_db()
    assert (paid.state, paid.reference, hasattr(paid, "payment")) == ("approved", "KL-1", False)
    assert refused.state == "submitted"
    assert [s.step for s in paid.steps.all()] == ["submit", "approve", "pay", "undo"]
    told = JournalEvent.objects.filter(action="claims.undo", subject_id=str(paid.pk)).get()
    assert "24000000" in str([c.fields for c in told.changes.all()])
    right = listed(covered, [[1, *names[0], "Dibayar", "42000000", "18-11-2026", ""],
                             [2, *names[1], "Dibayar", "42000000", "18-11-2026", ""]])  # fmt: skip
    accept(covered.actor("bpjs_belu"), right)
    assert set(Payment.objects.values_list("amount", flat=True)) == {42_000_000}
    take_back(covered, right)
    assert not Payment.objects.exists()


def test_a_list_on_which_something_rests_is_not_taken_back(covered: World) -> None:
    claim, bpjs = sent(covered), covered.actor("bpjs_belu")
    person = claim.event.person
    batch = listed(covered, [[1, person.nik, person.name, "JKM", "Ditolak", "", "", "x"]])
    accept(bpjs, batch)
    actions.appeal(by=covered.actor("dpmd_belu"), claim=claim, ground="Ia bekerja")
    with pytest.raises(StateRefused, match="Keberatan diajukan"):
        staging.undo(by=bpjs, batch=batch, reason="Salah")
    with pytest.raises(NotAllowed):
        actions.take_back(by=covered.actor("op_kewar"), claim=claim, source="x", reason="x")
    page = covered.client("bpjs_belu").post(f"/klaim/bpjs/{batch.pk}/batalkan/", {"words": "Salah"})
    assert page.status_code == 422
    assert "sudah berjalan lagi sesudah daftar ini" in page.content.decode()
    assert "Batalkan daftar ini" in covered.client("bpjs_belu").get(
        f"/klaim/bpjs/{batch.pk}/"
    ).content.decode()  # fmt: skip


def test_what_is_due(covered: World) -> None:
    told = NewEvent("accident", date(2026, 11, 19), at_work="yes")
    event = death(covered, 0, told)
    (found,) = due(covered.actor("camat_lamaknen"))
    assert (found.event, found.code, found.days_left) == (event, "report", 1)
    sheet = sheet_of(event)
    assert sheet.next_clock is not None
    assert [line.kind.code for line in sheet.papers if line.kind.health] == ["form_3b", "kronologi"]
