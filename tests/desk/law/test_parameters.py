"""The law in force on a day, read by anybody with a log-in, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from tests.world import OUTSIDER, World

from payung.base.policy.actions import decide
from payung.core.law import current_law


def get(world: World, query: str = "", persona: str = "op_kewar") -> Any:
    return world.client(persona).get(f"/hukum/{query}")


def entries(answer: Any) -> dict[str, Any]:
    return {
        entry.name: entry
        for _code, _title, subjects in answer.context["groups"]
        for subject in subjects
        for entry in subject.entries
    }


def test_every_parameter_stands_once_with_its_anchor(world: World) -> None:
    page = get(world).content.decode()
    for name in current_law().parameters:
        assert page.count(f'<section class="pu-panel" id="{name}"') == 1


@pytest.mark.parametrize("persona", ["op_kewar", "inspektorat_belu", OUTSIDER])
def test_whoever_is_logged_in_reads_it(world: World, persona: str) -> None:
    assert get(world, persona=persona).status_code == 200


def test_a_stranger_is_sent_to_the_log_in(db: None) -> None:
    assert "/akun/masuk/" in Client().get("/hukum/")["Location"]


def test_the_day_decides_which_value_is_in_force(world: World) -> None:
    before = entries(get(world, "?tanggal=2019-12-01"))["jkm_amount"].now
    after = entries(get(world, "?tanggal=2019-12-02"))["jkm_amount"].now
    assert [line.value for line in before.lines] == ["Rp16.200.000", "Rp4.800.000", "Rp3.000.000"]
    assert before.last.isoformat() == "2019-12-01"
    assert [line.value for line in after.lines] == ["Rp20.000.000", "Rp12.000.000", "Rp10.000.000"]
    assert after.reference == "PP 82/2019 Pasal 34 (perubahan PP 44/2015)"
    assert after.last is None


def test_a_day_before_the_law_says_so_and_keeps_the_history(world: World) -> None:
    answer = get(world, "?tanggal=1999-01-01")
    assert answer.context["known"] == 0
    assert "Tidak ada nilai yang diketahui pada tanggal ini." in answer.content.decode()
    assert len(entries(answer)["jkm_amount"].versions) == 2


def test_a_day_that_is_none_is_named_and_today_is_shown(world: World) -> None:
    answer = get(world, "?tanggal=31-31-2026")
    assert answer.context["form"].errors["tanggal"]
    assert answer.context["shown"] == len(current_law().parameters)


def test_every_version_of_every_parameter_is_told_with_source_and_ground(world: World) -> None:
    found = entries(get(world, "?riwayat=semua"))
    for name, parameter in current_law().parameters.items():
        assert [v.since for v in found[name].versions] == [v.start for v in parameter.values][::-1]
        assert all(version.sources and version.reference for version in found[name].versions)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?cari=pemakaman+PP+82", "jkm_amount"),
        ("?cari=JKM_AMOUNT", "jkm_amount"),
        ("?cari=nusa+tenggara+timur", "ump"),
        ("?program=late", "due_day"),
    ],
)
def test_filters_keep_what_answers(world: World, query: str, name: str) -> None:
    answer = get(world, query)
    assert name in entries(answer)
    assert answer.context["shown"] < answer.context["all"]


def test_the_uncertain_ones_alone(world: World) -> None:
    answer = get(world, "?tanggal=2026-06-01&keyakinan=low")
    found = entries(answer)
    assert "relief_2026_reaches" in found
    assert "jkm_amount" not in found
    assert all(entry.confidence == "low" for entry in found.values())


def test_nothing_found_offers_a_way_on(world: World) -> None:
    assert "Tidak ada ketentuan yang cocok" in get(world, "?cari=xyzzy").content.decode()


def test_labels_figures_and_notes_in_english(world: World) -> None:
    client = world.client("op_kewar")
    client.post("/bahasa/setlang/", {"language": "en", "next": "/hukum/"})
    with override("en"):
        answer = client.get("/hukum/?tanggal=2026-05-01")
    page = answer.content.decode()
    for parameter in current_law().parameters.values():
        if parameter.label_en.isascii() and "'" not in parameter.label_en:
            assert parameter.label_en in page, parameter.name
    assert entries(answer)["jkm_amount"].now.lines[0].value == "Rp20,000,000"


def test_no_statement_is_its_own(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("op_kewar")
    client.get("/hukum/manfaat/")
    with django_assert_max_num_queries(10):
        client.get("/hukum/")


def test_what_the_region_decided_stands_with_its_paper_and_is_used(world: World) -> None:
    paper = "Peraturan Bupati Belu 9/2026 (contoh)"
    told: dict[str, Any] = {"area": "53.04", "valid_from": date(2026, 1, 1), "paper": paper}
    by = world.actor("dpmd_belu")
    decide(by=by, code="apbdes_relief", value="yes", confidence="medium", **told)
    decide(by=by, code="wage_base", value=2_400_000, scope="kepala-desa", confidence="low", **told)
    answer = get(world, "?tanggal=2026-06-01")
    found = entries(answer)
    page = answer.content.decode()
    relief, wages = found["relief_2026_reaches"].now, found["wage_base"].now
    assert relief.own
    assert paper in relief.reference
    assert [line.value for line in wages.lines] == ["Rp2.400.000"]
    assert (wages.reference, wages.confidence) == (paper, "low")
    assert page.count("ketetapan daerah") >= 2
    assert "2 ditetapkan daerah Anda sendiri." in page
    elsewhere = entries(get(world, "?tanggal=2026-06-01", persona=OUTSIDER))
    assert "wage_base" not in elsewhere
    assert not elsewhere["relief_2026_reaches"].now.own
    case = "segment=bpu&programmes=jkk&programmes=jkm&month=2026-06&amount=1000000&fund=apbdes"
    totals = [
        world.client(persona).get(f"/hukum/iuran/?{case}").context["answer"].total
        for persona in ("op_kewar", OUTSIDER)
    ]
    assert totals == [8_400, 16_800]
