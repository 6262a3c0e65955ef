"""BPJS's answer to an upload: KPJ recorded, refusals kept, exceptions held, undone whole."""

from __future__ import annotations

import pytest
from tests.members import Lists, make_person
from tests.sending import accept, codes, receive, send
from tests.world import BELU, BIALO, BULUKUMBA, KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.journal.queries import verify_chain
from payung.base.staging import actions as staging
from payung.base.territory.actor import NotAllowed
from payung.core.sipp import example_layout
from payung.programme.membership.actions import enrol, export
from payung.programme.membership.models import ExportLine, Membership
from payung.programme.membership.queries import waiting_for_export

pytestmark = pytest.mark.django_db
HEAD = ["NIK", "NAMA LENGKAP", "KPJ", "STATUS", "KETERANGAN"]


@pytest.fixture
def sent(world: World, lists: Lists) -> list[Membership]:
    """Three members of Kewar in a file that waits for its answer."""
    by = world.actor("dpmd_belu")
    lists.setting("bpu_layout", example_layout())
    enrol(by=by, decree=lists.decree(count=3))
    export(by=by, segment="bpu", area=BELU)
    return list(Membership.objects.select_related("person").order_by("pk"))


def row(member: Membership, kpj: str = "", status: str = "VALID", why: str = "") -> list[str]:
    return [member.person.nik, member.person.name, kpj, status, why]


def test_kpj_are_recorded_and_refusals_kept(world: World, sent: list[Membership]) -> None:
    rows = [
        HEAD,
        row(sent[0], "21000000001"),
        row(sent[1], "21000000002"),
        row(sent[2], "", "TIDAK VALID", "NIK tidak padan dengan Adminduk"),
    ]
    batch = send(world.actor("bpjs_belu"), "bpjs_answer", BELU, rows)
    assert batch.counts == {"changed": 1, "new": 2}
    members = {m.pk: m for m in Membership.objects.all()}
    assert [members[m.pk].kpj for m in sent] == ["21000000001", "21000000002", ""]
    assert members[sent[0].pk].kpj_at is not None
    refused = ExportLine.objects.get(membership=sent[2])
    assert (refused.answer, refused.answer_reason) == (
        "invalid",
        "NIK tidak padan dengan Adminduk",
    )
    assert ExportLine.objects.filter(answer="valid").count() == 2
    waiting = waiting_for_export(world.actor("dpmd_belu"), segment="bpu", area=BELU)
    assert [m.pk for m in waiting] == [sent[2].pk]
    assert verify_chain()[1] == []


def test_the_same_answer_again_changes_nothing(world: World, sent: list[Membership]) -> None:
    rows = [HEAD, row(sent[0], "21000000001"), row(sent[2], "", "TIDAK VALID", "x")]
    by = world.actor("bpjs_belu")
    send(by, "bpjs_answer", BELU, rows)
    before = list(Membership.objects.order_by("pk").values_list("kpj_index", "kpj_at"))
    again = send(by, "bpjs_answer", BELU, rows)
    assert again.counts == {"unchanged": 2}
    assert list(Membership.objects.order_by("pk").values_list("kpj_index", "kpj_at")) == before


def test_exceptions_are_rows_never_a_crash(world: World, sent: list[Membership]) -> None:
    other = make_person(BIALO, 99)
    rows = [
        HEAD,
        row(sent[0], "21000000001"),
        ["5304011912850099", "ORANG ASING", "21000000009", "VALID", ""],
        [other.nik, other.name, "21000000010", "VALID", ""],
        [sent[1].person.nik, "ZZZ QQQ", "21000000003", "VALID", ""],
        row(sent[1], "21000000001"),
        row(sent[2], "12", "VALID"),
        ["", "TANPA NOMOR", "", "VALID", ""],
        row(sent[2], "", "ENTAH"),
    ]
    batch = send(world.actor("bpjs_belu"), "bpjs_answer", BELU, rows)
    assert codes(batch) == {
        3: "member_unknown",
        4: "member_unknown",
        5: "name_differs",
        6: "kpj_taken",
        7: "kpj_invalid kpj_missing",
        8: "member_unknown",
        9: "answer_undecided",
    }
    assert batch.rows_read == 8 == sum(batch.counts.values())
    assert Membership.objects.exclude(kpj_index="").count() == 1


def test_another_kpj_for_a_member_is_held(world: World, sent: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    send(by, "bpjs_answer", BELU, [HEAD, row(sent[0], "21000000001")])
    batch = send(by, "bpjs_answer", BELU, [HEAD, row(sent[0], "21000000777")])
    assert codes(batch) == {2: "kpj_differs"}
    assert Membership.objects.get(pk=sent[0].pk).kpj == "21000000001"


def test_the_whole_answer_can_be_undone(world: World, sent: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    rows = [HEAD, row(sent[0], "21000000001"), row(sent[2], "", "TIDAK VALID", "x")]
    batch = send(by, "bpjs_answer", BELU, rows)
    run_here(by=by, job=staging.undo(by=by, batch=batch, reason="salah cabang"))
    assert not Membership.objects.exclude(kpj_index="").exists()
    assert set(ExportLine.objects.values_list("answer", flat=True)) == {"waiting"}
    again = send(by, "bpjs_answer", BELU, rows)
    assert again.counts == {"changed": 1, "new": 1}


def test_the_preview_writes_nothing(world: World, sent: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    batch = receive(by, "bpjs_answer", BELU, [HEAD, row(sent[0], "21000000001")])
    assert batch.counts == {"new": 1}
    assert not Membership.objects.exclude(kpj_index="").exists()
    accept(by, batch)
    assert Membership.objects.exclude(kpj_index="").count() == 1


@pytest.mark.parametrize(
    ("name", "area"),
    [("op_kewar", KEWAR), ("camat_lamaknen", KEWAR), ("bpjs_belu", BULUKUMBA)],
)
def test_who_may_not_send_answers(world: World, name: str, area: str) -> None:
    with pytest.raises(NotAllowed):
        receive(world.actor(name), "bpjs_answer", area, [HEAD])
