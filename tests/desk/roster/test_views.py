"""Every page of the room: for its own people, for others, for strangers."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from tests.rosters import Listed, give, listed, person
from tests.world import BELU, FULUR, KEWAR, World

from payung.programme.selection.models import Candidate, Roster, Verdict

pytestmark = pytest.mark.django_db
OWN = ("op_kewar", "kades_kewar", "camat_lamaknen", "dpmd_belu", "inspektorat_belu")
OTHERS = ("op_fulur", "op_bialo", "dpmd_bulukumba", "orang_luar")


def addresses(made: Listed) -> dict[str, str]:
    candidate = Candidate.objects.first()
    assert candidate is not None
    return {
        "one": f"/penetapan/{made.roster.pk}/",
        "candidate": f"/penetapan/calon/{candidate.pk}/",
    }


@pytest.mark.parametrize("name", OWN)
def test_home_lists_what_waits(world: World, name: str) -> None:
    listed(world)
    page = world.client(name).get("/penetapan/")
    assert page.status_code == 200
    assert "Desa Kewar" in page.content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_home_hides_other_villages(world: World, name: str) -> None:
    listed(world)
    page = world.client(name).get("/penetapan/")
    assert page.status_code in {200, 403}
    assert "Desa Kewar" not in page.content.decode()


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("which", ["one", "candidate"])
def test_pages_open_for_their_people(world: World, name: str, which: str) -> None:
    made = listed(world)
    assert world.client(name).get(addresses(made)[which]).status_code == 200


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("which", ["one", "candidate"])
def test_pages_are_not_there_for_others(world: World, name: str, which: str) -> None:
    made = listed(world)
    assert world.client(name).get(addresses(made)[which]).status_code in {403, 404}


def test_strangers_log_in_first(world: World) -> None:
    made = listed(world)
    for address in (*addresses(made).values(), "/penetapan/", "/penetapan/baru/"):
        page = Client().get(address)
        assert page.status_code == 302
        assert page["Location"].startswith("/akun/")


def test_figures_without_names(world: World) -> None:
    made = listed(world)
    page = world.client("bupati_belu").get(f"/penetapan/{made.roster.pk}/")
    assert page.status_code == 200
    assert made.people[0].name not in page.content.decode()


def test_nik_is_masked_in_the_list(world: World) -> None:
    made = listed(world)
    page = world.client("dinsos_belu").get(f"/penetapan/{made.roster.pk}/").content.decode()
    assert made.people[0].name in page
    assert made.people[0].nik not in page.replace(" ", "")
    whole = world.client("dinsos_belu").get(addresses(made)["candidate"]).content.decode()
    assert "530401010180" not in whole


def test_the_page_costs_few_statements(world: World, django_assert_max_num_queries: object) -> None:
    made = listed(world, heads=60)
    client = world.client("op_kewar")
    client.get(f"/penetapan/{made.roster.pk}/")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(f"/penetapan/{made.roster.pk}/")


def test_filters_by_outcome_and_rule(world: World) -> None:
    made = listed(world, heads=2)
    client = world.client("op_kewar")
    Candidate.objects.filter(person=made.people[0]).update(outcome="ineligible")
    page = client.get(f"/penetapan/{made.roster.pk}/?hasil=ineligible").content.decode()
    assert made.people[0].name in page
    assert made.people[1].name not in page
    Verdict.objects.filter(candidate__person=made.people[1], rule="age").update(result="fail")
    page = client.get(f"/penetapan/{made.roster.pk}/?aturan=age").content.decode()
    assert made.people[1].name in page
    assert made.people[0].name not in page


def test_search_by_name(world: World) -> None:
    made = listed(world, heads=2)
    page = world.client("op_kewar").get(f"/penetapan/{made.roster.pk}/?cari=maria+bere+0002")
    assert made.people[1].name in page.content.decode()
    assert made.people[0].name not in page.content.decode()


def test_operator_begins_a_list_and_adds_workers(world: World) -> None:
    from tests.rosters import make_fund

    fund = make_fund(world)
    give(world, fund)
    person(1)
    person(2, occupation=2)
    client = world.client("op_kewar")
    page = client.post(
        "/penetapan/baru/",
        {"village": KEWAR, "fund": fund.pk, "year": 2026, "segment": "bpu"},
    )
    roster = Roster.objects.get()
    assert page["Location"] == f"/penetapan/{roster.pk}/"
    adding = f"/penetapan/{roster.pk}/tambah/"
    assert "Maria Bere 0002" not in client.get(adding).content.decode()
    assert "Maria Bere 0002" in client.get(adding + "?semua=1").content.decode()
    client.post(adding, {"semua_pekerja": "1"})
    assert roster.candidates.count() == 1


def test_a_list_without_a_share_is_refused_with_a_sentence(world: World) -> None:
    from tests.rosters import make_fund

    fund = make_fund(world)
    page = world.client("op_kewar").post(
        "/penetapan/baru/", {"village": KEWAR, "fund": fund.pk, "year": 2026, "segment": "bpu"}
    )
    assert "belum memberi pagu" in page.content.decode()
    assert not Roster.objects.exists()


def test_another_village_cannot_be_chosen(world: World) -> None:
    from tests.rosters import make_fund

    fund = make_fund(world)
    give(world, fund, village=FULUR)
    page = world.client("op_kewar").post(
        "/penetapan/baru/", {"village": FULUR, "fund": fund.pk, "year": 2026, "segment": "bpu"}
    )
    assert page.status_code == 200
    assert not Roster.objects.exists()


def test_bulk_exclusion_needs_a_reason(world: World) -> None:
    made = listed(world)
    client = world.client("op_kewar")
    ids = list(made.roster.candidates.values_list("pk", flat=True))[:2]
    address = f"/penetapan/{made.roster.pk}/tempat/"
    client.post(address, {"calon": ids, "place": "excluded", "reason": ""})
    assert made.roster.candidates.filter(place="excluded").count() == 0
    client.post(address, {"calon": ids, "place": "excluded", "reason": "Sudah bekerja di kota"})
    assert made.roster.candidates.filter(place="excluded").count() == 2


def test_candidate_is_described_and_judged_again(world: World) -> None:
    made = listed(world)
    candidate = made.roster.candidates.first()
    assert candidate is not None
    data = {"post": "rentan", "base": 1000000, "working_statement": "on", "decile": 9}
    world.client("op_kewar").post(f"/penetapan/calon/{candidate.pk}/", data)
    candidate.refresh_from_db()
    assert candidate.decile == 9
    assert candidate.verdicts.get(rule="decile").result == "fail"


def test_the_whole_way_in_the_browser(world: World) -> None:
    made = listed(world)
    base = f"/penetapan/{made.roster.pk}/langkah/"
    world.client("op_kewar").post(
        base + "propose/", {"number": "BA 1/2026", "on": "2026-01-03", "note": ""}
    )
    assert made.fresh().state == "proposed"
    world.client("camat_lamaknen").post(base + "review/", {"number": "", "note": ""})
    assert made.fresh().state == "reviewed"
    world.client("dpmd_belu").post(base + "verify/", {"number": "", "note": ""})
    assert made.fresh().state == "verified"
    kades = world.client("kades_kewar")
    form = kades.get(base + "decree/").context["form"]
    data = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    kades.post(base + "decree/", {**data, "number": "SK 1/2026", "month_from": "2026-01"})
    assert made.fresh().state == "decreed"
    decree = made.fresh().decree
    page = kades.get(f"/penetapan/sk/{decree.pk}/").content.decode()
    assert "Rp604.800" in page
    paper = kades.get(f"/penetapan/sk/{decree.pk}/pdf/")
    assert paper.content.startswith(b"%PDF")
    assert kades.get(f"/penetapan/sk/{decree.pk}/xlsx/").content.startswith(b"PK")
    assert world.client("op_fulur").get(f"/penetapan/sk/{decree.pk}/").status_code == 404
    assert world.client("bupati_belu").get(f"/penetapan/sk/{decree.pk}/pdf/").status_code == 403


def test_sent_back_with_its_reason(world: World) -> None:
    made = listed(world)
    made.bring_to("proposed")
    address = f"/penetapan/{made.roster.pk}/langkah/return_review/"
    camat = world.client("camat_lamaknen")
    assert "Apa yang perlu diperbaiki" in camat.post(address, {"note": ""}).content.decode()
    assert made.fresh().state == "proposed"
    camat.post(address, {"note": "Periksa RT 2"})
    assert made.fresh().state == "draft"
    page = world.client("op_kewar").get(f"/penetapan/{made.roster.pk}/").content.decode()
    assert "Periksa RT 2" in page


def test_wrong_person_gets_403_on_a_step(world: World) -> None:
    made = listed(world)
    address = f"/penetapan/{made.roster.pk}/langkah/propose/"
    for name in ("kades_kewar", "camat_lamaknen", "dpmd_belu"):
        assert world.client(name).get(address).status_code == 403
    assert (
        world.client("op_kewar").get(f"/penetapan/{made.roster.pk}/langkah/x/").status_code == 404
    )
    assert BELU


def test_reasons_are_read_in_english_too(world: World) -> None:
    made = listed(world)
    client = world.client("op_kewar")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get(addresses(made)["candidate"])
    assert "Local resident" in text.content.decode()
    assert "Registered as a resident here." in text.content.decode()


@pytest.mark.parametrize("typed", ["999999999999999999999999", "-1", "x", "%"])
def test_odd_addresses_are_no_fault(world: World, typed: str) -> None:
    made = listed(world)
    client = world.client("op_kewar")
    for name in ("tempat", "hasil", "aturan", "cari", "urut", "setelah", "sebelum"):
        page = client.get(f"/penetapan/{made.roster.pk}/", {name: typed})
        assert page.status_code == 200
    data = {"calon": [typed], "place": "reserve"}
    assert client.post(f"/penetapan/{made.roster.pk}/tempat/", data).status_code == 302
    assert client.post(f"/penetapan/{made.roster.pk}/urut/", {"heads": typed}).status_code == 302


def test_an_amending_list_begins_from_the_decreed_one(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    client = world.client("op_kewar")
    page = client.get(f"/penetapan/{made.roster.pk}/").content.decode()
    assert "Susun daftar perubahan" in page
    form = client.get(
        "/penetapan/baru/", {"fund": made.fund.pk, "year": 2026, "segment": "bpu", "amending": "1"}
    ).context["form"]
    assert form.initial == {
        "fund": str(made.fund.pk), "year": "2026", "segment": "bpu", "amending": True,
    }  # fmt: skip
    assert "Susun daftar perubahan" not in (
        world.client("camat_lamaknen").get(f"/penetapan/{made.roster.pk}/").content.decode()
    )
