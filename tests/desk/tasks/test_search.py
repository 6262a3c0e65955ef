"""The search from everywhere: what is found, and what stays out of reach."""

from __future__ import annotations

import re

import pytest
from tests.world import FULUR, KEWAR, OUTSIDER, World

from payung.base.vault.crypto import blind_index
from payung.desk.tasks.finding import MOST, find
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Decree

KPJ = "21023456789"


def member(world: World, village: str = KEWAR) -> Membership:
    found = Membership.objects.filter(village=village).select_related("person").first()
    assert found is not None
    return found


def titles(world: World, who: str, text: str) -> dict[str, list[str]]:
    return {g.title: [h.title for h in g.hits] for g in find(world.actor(who), text).groups}


def test_a_name_by_its_beginning_in_any_case(covered: World) -> None:
    name = member(covered).person.name
    for text in (name, name.lower(), name[:6].upper()):
        assert name in titles(covered, "op_kewar", text)["Warga"]
    assert "Warga" not in titles(covered, "op_kewar", "Zzz")


def test_a_whole_nik_or_its_last_four(covered: World) -> None:
    person = member(covered).person
    Person.objects.filter(pk=person.pk).update(nik_tail=blind_index("nik_tail", person.nik[-4:]))
    for text in (person.nik, person.nik[-4:]):
        assert person.name in titles(covered, "op_kewar", text)["Warga"]
        assert "Warga" not in titles(covered, "dinsos_belu", text)  # sees no identity
        assert "Warga" not in titles(covered, "op_fulur", text)
        assert "Warga" not in titles(covered, "dpmd_bulukumba", text)


def test_a_kpj(covered: World) -> None:
    row = member(covered)
    Membership.objects.filter(pk=row.pk).update(kpj=KPJ, kpj_index=blind_index("kpj", KPJ))
    assert titles(covered, "op_kewar", KPJ)["Peserta"] == [row.person.name]
    for who in ("dinsos_belu", "op_fulur", "dpmd_bulukumba"):
        assert titles(covered, who, KPJ) == {}


def test_regions_with_or_without_their_kind_and_by_code(covered: World) -> None:
    for text in ("kewar", "Desa Kewar", KEWAR):
        assert titles(covered, "dpmd_belu", text)["Wilayah"] == ["Desa Kewar"]
    assert "Kecamatan Lamaknen" in titles(covered, "dpmd_belu", "lamaknen")["Wilayah"]
    assert titles(covered, "op_fulur", "kewar") == {}


def test_a_decree_by_a_part_of_its_number(covered: World) -> None:
    decree = Decree.objects.get(roster__village=FULUR)
    assert titles(covered, "op_fulur", decree.number) == {"Keputusan": [decree.number]}
    assert titles(covered, "op_kewar", decree.number) == {}


def test_many_are_cut_and_lead_on(covered: World) -> None:
    Person.objects.bulk_create(
        Person(
            village_id=KEWAR, name=f"Maria {n}", name_key=f"MARIA {n}", sex="P",
            birth_date="1980-01-01", nik_state="missing",
        )
        for n in range(MOST + 5)
    )  # fmt: skip
    group = find(covered.actor("op_kewar"), "maria").groups[0]
    assert len(group.hits) == MOST
    assert group.more


def test_the_page_masks_every_number(covered: World) -> None:
    person = member(covered).person
    html = covered.client("dpmd_belu").get("/cari/", {"q": person.name}).content.decode()
    assert person.name in html
    assert person.nik not in re.sub(r"<[^>]+>", "", html)
    assert f'href="/pendataan/warga/{person.pk}/"' in html


@pytest.mark.parametrize(
    "text", ["", " ", "a", "%", "<script>alert(1)</script>", "'; DROP", "0" * 400]
)
def test_odd_texts_find_nothing_and_break_nothing(covered: World, text: str) -> None:
    answer = covered.client("dpmd_belu").post("/cari/", {"q": text}, follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_number_is_neither_in_the_address_nor_in_the_title(covered: World) -> None:
    person, client = member(covered).person, covered.client("dpmd_belu")
    answer = client.post("/cari/", {"q": person.nik}, follow=True)
    (where, _status) = answer.redirect_chain[-1]
    assert person.nik not in where
    html = answer.content.decode()
    assert person.name in html
    assert person.nik not in html.split("</title>")[0]
    assert client.get("/cari/?s=AAAA").context["answer"].text == ""
    assert client.get("/cari/?s=é").status_code == 200


def test_the_box_of_the_header_leads_here(covered: World) -> None:
    assert 'role="search" action="/cari/"' in covered.client("op_kewar").get("/").content.decode()


def test_the_outsider_finds_nothing(covered: World) -> None:
    assert covered.client(OUTSIDER).get("/cari/", {"q": "maria"}).status_code == 403
