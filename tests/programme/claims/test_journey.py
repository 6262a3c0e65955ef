"""From a complete file to the money, and every refusal on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from tests.programme.claims.cases import PDF, death, ready, send, sent, with_papers, with_widow
from tests.world import World

from payung.base.territory.actor import NotAllowed
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent, NewHeir, Receipt
from payung.programme.claims.clocks import clocks_of, stillness
from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Claim, Payment, Visit
from payung.programme.claims.refusals import ClaimRefused, WrongState
from payung.programme.claims.states import TRANSITIONS, Step, steps_from
from payung.programme.claims.who import may

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 18)


def receipt(**changed: object) -> Receipt:
    values = {
        "on": date(2026, 11, 19), "place": "Kantor Desa Kewar", "receiver": "Rosalia Hoar",
        "officials": "Kepala Desa Kewar, Camat Lamaknen", "amount": 42_000_000, "proof": PDF,
        "proof_name": "serah.pdf",
    }  # fmt: skip
    return Receipt(**(values | changed))  # type: ignore[arg-type]


def test_all_the_way_to_the_family(covered: World) -> None:
    claim = sent(covered)
    bpjs, operator = covered.actor("bpjs_belu"), covered.actor("op_kewar")
    actions.ask(by=bpjs, claim=claim, question="Mana akta kematian asli?")
    actions.answer(by=operator, claim=claim, text="Terlampir nomor AK-7")
    actions.approve(by=bpjs, claim=claim, reference="KL-99")
    actions.pay(
        by=bpjs, claim=claim, amount=42_000_000, paid_on=ON, payee="Rosalia Hoar",
        account_tail="1234567890",
    )  # fmt: skip
    actions.hand_over(by=operator, claim=claim, receipt=receipt())
    claim.refresh_from_db()
    assert claim.state == "handed_over"
    assert [s.to_state for s in claim.steps.all()] == [
        "submitted", "asked", "submitted", "approved", "paid", "handed_over",
    ]  # fmt: skip
    assert Payment.objects.get().account_tail == "7890"
    visits = Visit.objects.order_by("months_after")
    assert [(v.months_after, v.due_on) for v in visits] == [
        (6, date(2027, 5, 18)), (12, date(2027, 11, 18)),
    ]  # fmt: skip


def test_refused_objected_and_paid(covered: World) -> None:
    claim = sent(covered)
    bpjs = covered.actor("bpjs_belu")
    with pytest.raises(ClaimRefused, match="alasan"):
        actions.refuse(by=bpjs, claim=claim, reason="")
    actions.refuse(by=bpjs, claim=claim, reason="Dianggap tidak bekerja", paper="B-12/2026")
    actions.appeal(by=covered.actor("dpmd_belu"), claim=claim, ground="Surat pernyataan bekerja")
    actions.pay(by=bpjs, claim=claim, amount=42_000_000, paid_on=ON)
    claim.refresh_from_db()
    assert claim.state == "paid"


def test_who_reported_does_not_send(covered: World) -> None:
    dpmd = covered.actor("dpmd_belu")
    claim = ready(covered)
    event = claim.event
    event.confirmed_by_id = dpmd.id
    event.save()
    with pytest.raises(NotAllowed, match="petugas lain"):
        send(covered, [claim], "400/1")


def test_papers_are_missing(covered: World) -> None:
    event = with_widow(covered, death(covered))
    claim = event.claims.get()
    with pytest.raises(ClaimRefused, match="Akta kematian"):
        send(covered, [claim], "400/1")
    send(covered, [claim], "400/1", because="Akta menyusul, disepakati cabang")
    claim.refresh_from_db()
    assert claim.state == "submitted"


def test_nobody_receives_yet(covered: World) -> None:
    event = with_papers(covered, death(covered))
    with pytest.raises(ClaimRefused, match="Belum ada ahli waris"):
        send(covered, [event.claims.get()], "400/1", because="x")


def test_a_dispute_holds_everything(covered: World) -> None:
    claim = ready(covered)
    operator = covered.actor("op_kewar")
    dispute = actions.open_dispute(by=operator, event=claim.event, reason="Istri kedua menuntut")
    with pytest.raises(ClaimRefused, match="sengketa"):
        send(covered, [claim], "400/1", because="x")
    with pytest.raises(NotAllowed):
        actions.settle_dispute(by=operator, dispute=dispute, paper="Kesepakatan")
    actions.settle_dispute(
        by=covered.actor("camat_lamaknen"), dispute=dispute, paper="Kesepakatan 1/2026"
    )
    send(covered, [claim], "400/1")
    actions.open_dispute(by=operator, event=claim.event, reason="Muncul anak lain")
    with pytest.raises(ClaimRefused, match="menahan pembayaran"):
        actions.pay(by=covered.actor("bpjs_belu"), claim=claim, amount=1, paid_on=ON)


def test_money_that_cannot_be(covered: World) -> None:
    claim = sent(covered)
    bpjs = covered.actor("bpjs_belu")
    for amount, on, why in (
        (0, ON, "jumlah"), (1, date(2026, 11, 1), "sebelum dikirim"), (1, date(2027, 1, 1), "belum")
    ):  # fmt: skip
        with pytest.raises(ClaimRefused, match=why):
            actions.pay(by=bpjs, claim=claim, amount=amount, paid_on=on)
    actions.pay(by=bpjs, claim=claim, amount=42_000_000, paid_on=ON)
    with pytest.raises(WrongState):
        actions.pay(by=bpjs, claim=claim, amount=42_000_000, paid_on=ON)
    operator = covered.actor("op_kewar")
    with pytest.raises(ClaimRefused, match="tempat, penerima"):
        actions.hand_over(by=operator, claim=claim, receipt=receipt(place=" "))
    with pytest.raises(ClaimRefused, match="Tanggal serah terima"):
        actions.hand_over(by=operator, claim=claim, receipt=receipt(on=date(2026, 11, 1)))


def test_the_estimate_stands_still_once_sent(covered: World) -> None:
    claim = sent(covered)
    before = claim.estimate
    operator = covered.actor("op_kewar")
    with pytest.raises(ClaimRefused, match="sudah dikirim"):
        actions.correct(by=operator, event=claim.event, told=NewEvent("death", date(2026, 11, 9)))
    actions.add_child(by=operator, claim=claim, name="Yuni", birth_date=date(2012, 5, 1))
    claim.refresh_from_db()
    assert claim.estimate == before


def test_every_role_at_every_state(covered: World) -> None:
    """The right decides, in one's own territory only; a strange state refuses whoever asks."""
    from tests.world import PEOPLE

    claim = ready(covered)
    for name in PEOPLE:
        actor = covered.actor(name)
        for step, wanted in TRANSITIONS.items():
            voucher = step is Step.SUBMIT and actor.id == claim.event.confirmed_by_id
            expected = actor.may(wanted.right, claim.village_id) and not voucher
            assert may(actor, claim, step) is expected, (name, step)
    holders = {s: {n for n in PEOPLE if may(covered.actor(n), claim, s)} for s in Step}
    assert holders[Step.SUBMIT] == {"dpmd_belu"}
    assert holders[Step.PAY] == {"dpmd_belu", "bpjs_belu"}
    assert holders[Step.CONFIRM] == {"op_kewar", "kades_kewar", "camat_lamaknen", "dpmd_belu"}
    for state in Claim.State:
        for step, wanted in TRANSITIONS.items():
            assert (step in steps_from(state)) is (state in wanted.sources)


def test_clocks_of_an_accident_say_what_lateness_means(covered: World) -> None:
    told = NewEvent("accident", date(2026, 11, 19), at_work="yes", outcome="temporary-inability",
                    days=30)  # fmt: skip
    event = death(covered, told=told)
    claims = list(event.claims.select_related("membership", "submission"))
    clocks = {c.code: c for c in clocks_of(event, claims, covers_of(event))}
    assert timezone.localtime(clocks["report"].due).isoformat()[:16] == "2026-11-21T00:00"
    assert "wadah" in clocks["report"].consequence
    assert timezone.localtime(clocks["expiry"].due).date() == date(2031, 11, 19)
    at = datetime(2026, 11, 19, 20, tzinfo=UTC)
    actions.notify(by=covered.actor("op_kewar"), event=event, at=at)
    event.refresh_from_db()
    assert next(c for c in clocks_of(event, claims, []) if c.code == "report").done


def test_a_claim_that_lies_still_is_told_upwards(covered: World) -> None:
    claim = ready(covered)
    moved = datetime(2026, 11, 10, tzinfo=UTC)
    levels = [stillness(claim, moved, date(2026, 11, day)).level for day in (16, 17, 24)]
    assert levels == ["", "camat", "dpmd"]


def test_heirs_by_the_order_of_the_law(covered: World) -> None:
    from payung.programme.claims.heirs import missing, ranked

    event = death(covered)
    operator = covered.actor("op_kewar")
    add = lambda *a, **k: actions.add_heir(by=operator, event=event, heir=NewHeir(*a, **k))  # noqa: E731
    sister = add("Ana", "sibling", "statement")
    child = add("Yuni", "child", "family_card", birth_date=date(2015, 1, 1))
    widow = add("Rosalia", "spouse", "marriage", birth_date=date(1990, 1, 1))
    son = add("Tinus", "child", "family_card", birth_date=date(2000, 1, 1))
    found = {r.heir.name: (r.rank, r.entitled, r.minor) for r in ranked(event)}
    assert found["Ana"] == (3, False, False)
    assert found["Yuni"] == (1, True, True)
    actions.name_payee(by=operator, heir=sister)
    assert any("bukan ahli waris urutan pertama" in said for said in missing(event))
    actions.name_payee(by=operator, heir=widow)
    assert missing(event) == [
        "Mintalah surat kuasa dari Tinus kepada Rosalia.", "Yuni belum dewasa: catat walinya.",
    ]  # fmt: skip
    assert event.heirs.filter(payee=True).count() == 1
    actions.remove_heir(by=operator, heir=son, reason="Bukan anak peserta")
    child.guardian = "Rosalia"
    child.save()
    assert missing(event) == []


def test_the_dead_do_not_inherit(covered: World) -> None:
    from tests.programme.claims.cases import member

    event = death(covered)
    operator = covered.actor("op_kewar")
    other = member(n=1)
    other.life_status = "dead"
    other.save()
    for person, why in ((other, "sudah meninggal"), (event.person, "tidak dapat menjadi")):
        heir = NewHeir(person.name, "spouse", "family_card", person=person)
        with pytest.raises(ClaimRefused, match=why):
            actions.add_heir(by=operator, event=event, heir=heir)
    gone = NewHeir(other.name, "spouse", "family_card", person=other, alive=False)
    with pytest.raises(ClaimRefused, match="masih hidup"):
        actions.name_payee(by=operator, heir=actions.add_heir(by=operator, event=event, heir=gone))
