"""A month compared with what BPJS lists: nine classes, each with its rupiah, open until gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.members import Lists
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.journal.models import Event
from payung.base.territory.actor import Actor, NotAllowed
from payung.core.calendar import Month
from payung.programme.billing.actions import (
    attach_code,
    explain_difference,
    issue_bills,
    reconcile,
)
from payung.programme.billing.actions.reconciling import Reconciled
from payung.programme.billing.integrity import check_books
from payung.programme.billing.models import Bill, Cell, Difference, Reconciliation
from payung.programme.billing.refusals import BillingRefused
from payung.programme.membership.actions import end_membership
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person

MARCH = Month(2026, 3)
HEAD = "No;KPJ;NIK;Nama Peserta;Status;BLTH;Tgl Bayar;Kode Iuran;Total Iuran"
Rows = dict[int, dict[str, str]]


@pytest.fixture
def billed(planned: Lists, dpmd: Actor, monkeypatch: pytest.MonkeyPatch) -> Lists:
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 3, 20))
    for member in Membership.objects.order_by("pk"):
        kpj = f"260000{member.pk:05}"
        Membership.objects.filter(pk=member.pk).update(kpj=kpj, kpj_index=kpj_index(kpj))
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    for n, bill in enumerate(Bill.objects.order_by("pk"), 1):
        attach_code(by=dpmd, bill=bill, code=f"53042603000{n}", amount=bill.amount,
                    heads=bill.heads)  # fmt: skip
    return planned


def rows() -> Rows:
    """What BPJS would list when everything is right."""
    codes = {(b.village_id, b.segment): b.codes.get().code for b in Bill.objects.all()}
    amounts = dict(Bill.objects.values_list("lines__membership_id", "lines__amount").order_by("pk"))
    return {
        m.pk: {
            "kpj": m.kpj, "nik": m.person.nik, "nama": m.person.name, "status": "AKTIF",
            "blth": "03-2026", "tgl": "12-03-2026", "kode": codes[m.village_id, m.segment],
            "total": str(amounts[m.pk]),
        }
        for m in Membership.objects.select_related("person").order_by("pk")
    }  # fmt: skip


def written(found: Rows, title: str = "") -> bytes:
    lines = [f"{n};" + ";".join(row.values()) for n, row in enumerate(found.values(), 1)]
    return "\n".join([*filter(None, [title]), HEAD, *lines]).encode()


def run(dpmd: Actor, found: Rows, **more: object) -> Reconciled:
    return reconcile(
        by=dpmd, area=BELU, month=MARCH, content=written(found), name="rincian.csv",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def kinds() -> list[tuple[str, int]]:
    return sorted(Difference.objects.filter(state="open").values_list("kind", "effect"))


def bpu(village: str = KEWAR) -> Membership:
    return Membership.objects.filter(village=village, segment="bpu").order_by("pk")[0]


def test_everything_agrees(billed: Lists, dpmd: Actor) -> None:
    done = run(dpmd, rows())
    assert (done.lines, done.matched, done.covered, done.effect) == (7, 7, 7, 0)
    assert kinds() == []
    cell = Cell.objects.get(village=FULUR)
    told = (cell.decreed, cell.members, cell.billed, cell.coded, cell.code_heads, cell.posted_heads,
            cell.posted)  # fmt: skip
    assert told == (2, 2, 33_600, 33_600, 2, 2, 33_600)
    assert CoverMonth.objects.filter(month=MARCH, posting=None).count() == 0
    assert list(check_books()) == []


def test_the_same_file_again_changes_nothing(billed: Lists, dpmd: Actor) -> None:
    found = rows()
    found.pop(bpu().pk)
    run(dpmd, found)
    events, before = Event.objects.count(), list(Difference.objects.values())
    again = run(dpmd, found)
    assert (again.new, again.standing, again.mended, again.covered) == (0, 1, 0, 0)
    assert (Event.objects.count(), list(Difference.objects.values())) == (events, before)
    assert Reconciliation.objects.count() == 1


def _missing(found: Rows) -> None:
    found.pop(bpu().pk)


def _stranger(found: Rows) -> None:
    found[999] = {**found[bpu().pk], "kpj": "26999999999", "nik": "5304010101900009",
                  "nama": "Orang Lain"}  # fmt: skip


def _amount(found: Rows) -> None:
    found[bpu().pk]["total"] = "18800"


def _name(found: Rows) -> None:
    found[bpu().pk]["nama"] = "Zulkarnain Hasibuan"


def _inactive(found: Rows) -> None:
    found[bpu().pk]["status"] = "NON AKTIF"


def _dead(found: Rows) -> None:
    Person.objects.filter(pk=bpu().person_id).update(life_status="dead")


def _twice(found: Rows) -> None:
    found[999] = dict(found[bpu().pk])


def _whole(found: Rows) -> None:
    for member in Membership.objects.filter(village=FULUR):
        found.pop(member.pk)


def _code(found: Rows) -> None:
    found[bpu().pk]["kode"] = "999999999"


def _unreadable(found: Rows) -> None:
    found[bpu().pk]["nama"] = "=cmd|1"


@pytest.mark.parametrize(
    ("damage", "wanted"),
    [
        (_missing, [("not_in_bpjs", -16_800)]),
        (_stranger, [("not_in_decree", 16_800)]),
        (_amount, [("amount", 2_000)]),
        (_name, [("identity", 0)]),
        (_inactive, [("inactive", -16_800)]),
        (_dead, [("gone", 16_800)]),
        (_twice, [("twice", 16_800)]),
        (_whole, [("not_in_bpjs", -33_600)]),
        (_code, [("amount", 16_800)]),
        (_unreadable, [("not_in_bpjs", -16_800), ("unreadable", 0)]),
    ],
)
def test_classes_and_their_rupiah(
    billed: Lists, dpmd: Actor, damage: Callable[[Rows], None], wanted: list[tuple[str, int]]
) -> None:
    found = rows()
    damage(found)
    run(dpmd, found)
    assert kinds() == wanted


def test_heads_of_the_code_and_of_the_list(billed: Lists, dpmd: Actor) -> None:
    left = bpu(FULUR)
    end_membership(by=dpmd, membership=left, on=date(2026, 2, 20), reason="moved", paper="S/1")
    found = rows()
    found.pop(left.pk)
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    run(dpmd, found)
    assert sorted(kinds()) == [("amount", 16_800), ("heads", 0), ("heads", 0)]
    told = {d.detail["what"] for d in Difference.objects.all()}
    assert told == {"bill_code", "decree_list", "list_code"}


def test_siskeudes_says_paid_and_bpjs_never_received(billed: Lists, dpmd: Actor) -> None:
    """The treasurer's month: a realisation without a receipt is named with its rupiah."""
    from payung.base.staging import actions as staging
    from payung.base.staging.finishing import finish

    content = (b"Kd_Desa;Tgl_Bukti;Kd_Keg;Kd_Rincian;No_Bukti;Nilai\n"
               b"01.2002.;2026-03-11;04.04.93;5.1.3.03;SPP/12;33600\n"
               b"01.2002.;2026-03-11;04.04.93;5.2.1.01;SPP/13;900000\n")  # fmt: skip
    batch = staging.receive(
        by=dpmd, kind="siskeudes_realisation", area=BELU, content=content, name="realisasi.csv"
    )
    finish(dpmd, batch)
    staging.accept(by=dpmd, batch=batch)
    finish(dpmd, batch)
    assert batch.counts == {"new": 1, "unchanged": 1}, batch.message
    found = rows()
    _whole(found)
    run(dpmd, found)
    assert kinds() == [("amount", 33_600), ("not_in_bpjs", -33_600)]
    gap = Difference.objects.get(kind="amount")
    assert (gap.area, gap.detail["what"]) == (FULUR, "siskeudes_posting")


def test_a_difference_stays_until_mended(billed: Lists, dpmd: Actor) -> None:
    found = rows()
    lost = {bpu().pk: found.pop(bpu().pk)}
    run(dpmd, found)
    done = run(dpmd, {**found, **lost})
    assert (done.mended, Difference.objects.get().state) == (1, "mended")
    run(dpmd, found)
    assert kinds() == [], "the month is covered now, whatever an older list leaves out"


def test_another_list_does_not_mend_what_it_does_not_speak_of(billed: Lists, dpmd: Actor) -> None:
    found = rows()
    _stranger(found)
    _name(found)
    run(dpmd, found)
    fulur = {pk: row for pk, row in rows().items() if bpu(FULUR).pk <= pk <= bpu(FULUR).pk + 1}
    assert run(dpmd, fulur).mended == 0
    assert run(dpmd, rows()).mended == 2, "the member's name, and that the list left him out"
    assert [d.kind for d in Difference.objects.filter(state="open")] == ["not_in_decree"]


def test_an_explained_one_stays_explained(billed: Lists, dpmd: Actor, world: World) -> None:
    found = rows()
    found.pop(bpu().pk)
    run(dpmd, found)
    gap = Difference.objects.get()
    with pytest.raises(NotAllowed):
        explain_difference(by=world.actor("kades_kewar"), difference=gap, reason="menyusul")
    with pytest.raises(BillingRefused):
        explain_difference(by=dpmd, difference=gap, reason=" ")
    explain_difference(by=dpmd, difference=gap, reason="Menyusul bulan depan, surat cabang 4/2026")
    again = run(dpmd, found)
    assert (again.new, again.mended) == (0, 0)
    assert Difference.objects.get().state == "explained"


def test_a_file_that_is_no_list_is_refused(billed: Lists, dpmd: Actor) -> None:
    for content in (b"", b"%PDF-1.7", b"halo\ndunia\n"):
        with pytest.raises(BillingRefused):
            reconcile(by=dpmd, area=BELU, month=MARCH, content=content, name="x.csv")
    assert not Reconciliation.objects.exists()


def test_a_row_that_names_nobody_is_a_row_of_the_queue(billed: Lists, dpmd: Actor) -> None:
    found = rows()
    found[bpu().pk] |= {"kpj": "2,6E+10", "nik": "5,3E+15"}
    run(dpmd, found)
    assert {d.kind for d in Difference.objects.all()} == {"not_in_bpjs", "not_in_decree"}


def test_header_found_by_words_below_titles(billed: Lists, dpmd: Actor) -> None:
    content = written(rows(), "RINCIAN IURAN TENAGA KERJA;;;;\nPeriode Maret 2026;;;")
    done = reconcile(by=dpmd, area=BELU, month=MARCH, content=content, name="r.csv")
    assert done.matched == 7


def test_a_summary_per_employer(billed: Lists, dpmd: Actor) -> None:
    head = "CS_NOMOR;NPP;NAMA_PERUSAHAAN;TK_AKTIF;BLTH_REKON;NILAI_IURAN;TOTAL_TERIMA_IUR;TGL_BAYAR"
    good = f"{head}\n1;NP000001;Desa;2;03-2026;312000;312000;12-03-2026\n".encode()
    done = reconcile(by=dpmd, area=KEWAR, month=MARCH, content=good, name="mkro.csv")
    assert (done.matched, done.covered) == (1, 2)
    assert kinds() == 3 * [("not_in_bpjs", -16_800)]
    bad = f"{head}\n1;NP000001;Desa;3;03-2026;1;1;12-03-2026\n9;XX9;?;1;03-2026;5;7;12-03-2026\n"
    reconcile(by=dpmd, area=KEWAR, month=MARCH, content=bad.encode(), name="mkro2.csv")
    assert {("heads", 0), ("not_in_decree", 7)} <= set(kinds())


def test_identities_of_strangers_are_sealed(billed: Lists, dpmd: Actor) -> None:
    from django.db import connection

    found = rows()
    _stranger(found)
    run(dpmd, found)
    assert json.loads(Difference.objects.get().said)["nik"] == "5304010101900009"
    with connection.cursor() as cursor:
        cursor.execute("SELECT said, detail FROM billing_difference")
        raw = str(cursor.fetchall())
    assert "5304010101900009" not in raw
    assert "Orang Lain" not in raw


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.sampled_from([_missing, _stranger, _amount, _name, _inactive, _twice, _code]),
                max_size=4, unique=True))  # fmt: skip
def test_every_line_and_every_member_is_accounted_for(
    billed: Lists, dpmd: Actor, damages: list[Callable[[Rows], None]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        found = rows()
        for damage in damages:
            if bpu().pk in found:
                damage(found)
        done = run(dpmd, found)
        wrong_lines = Difference.objects.exclude(row=None).count()
        assert done.matched + wrong_lines == done.lines
        assert CoverMonth.objects.filter(month=MARCH).exclude(posting=None).count() == done.matched
        assert CoverMonth.objects.filter(month=MARCH, posting__isnull=False).values(
            "membership"
        ).distinct().count() == done.matched, "nobody is covered twice by one list"  # fmt: skip
        transaction.set_rollback(True)
