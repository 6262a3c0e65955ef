"""Trying a contribution: the law's figures, its steps, its refusals, and what is uncertain."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.world import OUTSIDER, World

from payung.core.law import current_law

URL = "/hukum/iuran/"
VILLAGE = {
    "segment": "bpu", "programmes": ["jkk", "jkm"], "month": "2025-09", "amount": "1.000.000",
}  # fmt: skip


def ask(world: World, **changes: Any) -> Any:
    return world.client("op_kewar").get(URL, {**VILLAGE, **changes})


def test_the_empty_form_begins_with_a_village_worker(world: World) -> None:
    answer = world.client(OUTSIDER).get(URL)
    assert answer.status_code == 200
    assert answer.context["answer"] is None
    assert 'value="jkk" checked' in answer.content.decode()


def test_a_stranger_is_sent_to_the_log_in(db: None) -> None:
    assert "/akun/masuk/" in Client().get(URL)["Location"]


def test_a_village_worker_costs_16800(world: World) -> None:
    answer = ask(world)
    page = answer.content.decode()
    assert answer.context["answer"].total == 16_800
    assert answer.context["answer"].parts == (("jkk", 10_000), ("jkm", 6_800))
    assert "Rp16.800" in page
    assert current_law().law_id in page


def test_a_wage_earner_with_every_payer(world: World) -> None:
    said = ask(
        world, segment="pu", programmes=["jkk", "jkm", "jht", "jp"], amount="Rp2.500.000"
    ).context["answer"]
    assert said.total == sum(value for _name, value in said.parts)
    assert dict(said.payers)["worker"] == 75_000
    assert dict(said.payers)["employer"] == said.total - 75_000


def test_steps_are_sentences_with_the_place_of_their_parameters(world: World) -> None:
    answer = ask(world)
    steps = answer.context["answer"].steps
    assert all(step.sentence.endswith(".") for step in steps)
    places = {url for step in steps for _label, url in step.places}
    assert "/hukum/?tanggal=2025-09-01#jkk_bpu_rate" in places
    assert 'href="/hukum/?tanggal=2025-09-01#jkk_bpu_rate"' in answer.content.decode()


def test_construction_by_value_and_by_wage(world: World) -> None:
    by_value = ask(world, segment="construction", amount="100.000.000", basis="value")
    by_wage = ask(world, segment="construction", amount="10.000.000", basis="wage")
    assert by_value.context["answer"].total == 240_000
    assert by_wage.context["answer"].total == 204_000


def test_an_uncertain_result_says_so(world: World) -> None:
    answer = ask(world, month="2026-05", fund="apbdes")
    assert answer.context["answer"].confidence == "low"
    page = answer.content.decode()
    assert "Hasil ini belum pasti" in page
    assert "keyakinan rendah" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programmes": ["jkk", "jkm", "jp"]}, "Permenaker 5/2021 Pasal 31-32"),
        ({"month": "2010-01"}, "berlaku sejak"),
        ({"month": "Mei 26"}, "tidak terbaca"),
        ({"amount": "-1"}, "tidak boleh di bawah nol"),
        ({"amount": "sejuta"}, "bukan jumlah rupiah yang tepat"),
        ({"amount": ""}, "Sebutkan penghasilan"),
        ({"programmes": []}, "Sebutkan sedikitnya satu program"),
    ],
)
def test_what_the_law_refuses_is_said_with_its_reason(
    world: World, changes: dict[str, Any], said: str
) -> None:
    answer = ask(world, **changes)
    assert said in answer.context["answer"].refusal
    assert "Tidak dapat dihitung" in answer.content.decode()


def test_a_segment_that_is_none_is_named_by_the_form(world: World) -> None:
    answer = ask(world, segment="tni")
    assert answer.context["form"].errors["segment"]
    assert answer.context["answer"] is None


def test_the_answer_in_english(world: World) -> None:
    client = world.client("op_kewar")
    client.post("/bahasa/setlang/", {"language": "en", "next": URL})
    said = client.get(URL, {**VILLAGE, "programmes": ["jp"]}).context["answer"]
    assert said.refusal.startswith("Pension (JP) is not open to non-wage workers")
