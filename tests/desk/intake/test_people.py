"""Finding people and reading where each value came from, within one's own reach."""

from __future__ import annotations

import pytest
from tests.importing import imported
from tests.resident_files import nik, people, person, xlsx
from tests.world import FULUR, KEWAR, World

from payung.programme.people.models import Person

WHOLE = "".join(f"<span>{part}</span>" for part in (nik(1)[:6], nik(1)[6:12], nik(1)[12:]))


@pytest.fixture
def register(world: World) -> World:
    imported(world.actor("op_kewar"), xlsx(people(3)), KEWAR, name="kewar.xlsx")
    imported(
        world.actor("op_fulur"), xlsx([person(9, name="Yosefina Luan")]), FULUR, name="fulur.xlsx"
    )
    return world


def found(world: World, name: str, text: str) -> list[str]:
    page = world.client(name).post("/pendataan/warga/", {"q": text}, follow=True)
    return [p.name for p in page.context["page"]]


def test_by_the_beginning_of_a_name(register: World) -> None:
    assert found(register, "camat_lamaknen", "yos") == ["Yosefina Luan"]
    assert len(found(register, "camat_lamaknen", "YOHANES B")) == 1
    assert found(register, "op_kewar", "yos") == []
    assert found(register, "op_bialo", "yos") == []


def test_by_nik_and_its_last_digits(register: World) -> None:
    assert found(register, "op_kewar", nik(1)) == ["Yohanes Baaus Bere"]
    assert found(register, "op_kewar", "0001") == ["Yohanes Baaus Bere"]
    assert found(register, "op_fulur", nik(1)) == []
    assert found(register, "dinsos_belu", nik(1)) == []
    page = register.client("op_kewar").get("/pendataan/warga/", {"q": "5304"}).content.decode()
    assert "0</strong> warga cocok" in page
    page = (
        register.client("op_kewar")
        .get("/pendataan/warga/", {"q": "53040"}, follow=True)
        .content.decode()
    )
    assert "16 angka NIK" in page


def test_a_number_never_stands_in_the_address(register: World) -> None:
    client = register.client("op_kewar")
    for answer in (
        client.post("/pendataan/warga/?urut=nama", {"q": nik(1), "desa": ""}),
        client.get("/pendataan/warga/", {"q": nik(1), "urut": "nama", "setelah": "1"}),
    ):
        assert answer.status_code == 302
        assert nik(1) not in answer["Location"]
        assert "urut=nama" in answer["Location"]
        assert [p.name for p in client.get(answer["Location"]).context["page"]] == [
            "Yohanes Baaus Bere"
        ]
        another = register.client("camat_lamaknen").get(answer["Location"])
        assert another.context["search_text"] == ""
    named = client.post("/pendataan/warga/", {"q": "yoh", "desa": ""})
    assert named["Location"] == "/pendataan/warga/?q=yoh"


@pytest.mark.parametrize(
    ("name", "status"),
    [("op_kewar", 200), ("camat_lamaknen", 200), ("dinsos_belu", 200), ("op_fulur", 404),
     ("op_bialo", 404), ("provinsi_ntt", 403), ("orang_luar", 403)],
)  # fmt: skip
def test_who_sees_a_person(register: World, name: str, status: int) -> None:
    one = Person.objects.get(name="Yohanes Baaus Bere")
    assert register.client(name).get(f"/pendataan/warga/{one.pk}/").status_code == status


def test_each_value_names_its_source(register: World) -> None:
    one = Person.objects.get(name="Yohanes Baaus Bere")
    page = register.client("op_kewar").get(f"/pendataan/warga/{one.pk}/").content.decode()
    assert "kewar.xlsx" in page
    assert "Op Kewar" in page
    assert WHOLE in page
    assert "petani/pekebun" in page


def test_identity_is_masked_without_the_right(register: World) -> None:
    one = Person.objects.get(name="Yohanes Baaus Bere")
    page = register.client("dinsos_belu").get(f"/pendataan/warga/{one.pk}/").content.decode()
    assert WHOLE not in page
    assert "Rosalia Hoar" not in page
    listed = register.client("dinsos_belu").get("/pendataan/warga/").content.decode()
    assert WHOLE not in listed
    assert "Yohanes Baaus Bere" in listed


def test_paging_by_key(world: World) -> None:
    imported(world.actor("op_kewar"), xlsx(people(60)), KEWAR)
    client = world.client("op_kewar")
    first = client.get("/pendataan/warga/").context["page"]
    assert len(first) == 50
    second = client.get("/pendataan/warga/" + first.next).context["page"]
    assert len(second) == 10
    assert {p.pk for p in first} & {p.pk for p in second} == set()
