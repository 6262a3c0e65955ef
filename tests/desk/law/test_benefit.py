"""Trying a claim: cash, scholarship, conditions and refusals as the law has them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.world import OUTSIDER, World

URL = "/hukum/manfaat/"
DEATH = {
    "programme": "jkm", "event": "death", "segment": "bpu", "date": "2026-03-10",
    "member_since": "2022-01-01",
}  # fmt: skip


def ask(world: World, **changes: Any) -> Any:
    return world.client("op_kewar").get(URL, {**DEATH, **changes})


def test_the_empty_form_stands_for_anybody(world: World) -> None:
    answer = world.client(OUTSIDER).get(URL)
    assert answer.status_code == 200
    assert answer.context["answer"] is None


def test_a_stranger_is_sent_to_the_log_in(db: None) -> None:
    assert "/akun/masuk/" in Client().get(URL)["Location"]


def test_a_death_with_two_children_at_school(world: World) -> None:
    answer = ask(world, sma_1="2", pt_1="5", sd_2="6")
    said = answer.context["answer"]
    assert said.total == 42_000_000
    assert said.scholarship == 2 * 3_000_000 + 5 * 12_000_000 + 6 * 1_500_000
    page = answer.content.decode()
    assert "Rp42.000.000" in page
    assert "Rp75.000.000" in page


def test_within_the_waiting_time_only_the_funeral_is_paid(world: World) -> None:
    assert ask(world, member_since="2026-02-01").context["answer"].total == 10_000_000


def test_the_other_reading_of_the_waiting_time_is_uncertain(world: World) -> None:
    answer = ask(world, clock="days_90")
    assert answer.context["answer"].confidence == "low"
    assert "Hasil ini belum pasti" in answer.content.decode()


def test_a_part_of_the_body_by_its_name(world: World) -> None:
    answer = ask(
        world, programme="jkk", event="partial-disability", segment="pu",
        amount="2.500.000", part="hand-right", percent="50",
    )  # fmt: skip
    assert "tangan kanan dari atas pergelangan ke bawah" in answer.content.decode()
    assert answer.context["answer"].total == 2_500_000 * 80 * 32 * 50 // 10_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programme": "jp", "event": "death"}, "Permenaker 5/2021"),
        ({"programme": "jkm", "event": "old-age"}, "tidak membayar manfaat"),
        ({"member_since": "2026-04-01"}, "mendahului kepesertaan"),
        ({"programme": "jht", "event": "old-age"}, "Hasil pengembangan tidak diketahui"),
    ],
)
def test_what_is_not_decided_is_refused_with_the_reason(
    world: World, changes: dict[str, Any], said: str
) -> None:
    refusal = ask(world, **changes).context["answer"].refusal
    assert said in refusal
    assert "--" not in refusal


def test_a_fact_that_is_lacking_opens_its_field(world: World) -> None:
    answer = ask(world, programme="jkk", event="partial-disability", amount="1000000")
    assert "Sebutkan bagian tubuh" in answer.context["answer"].refusal
    assert '<details class="govuk-details" open>' in answer.content.decode()


def test_a_day_that_is_none_is_named(world: World) -> None:
    answer = ask(world, date="2026-02-30")
    assert answer.context["form"].errors["date"]
    assert answer.context["answer"] is None


def test_the_answer_in_english(world: World) -> None:
    client = world.client("op_kewar")
    client.post("/bahasa/setlang/", {"language": "en", "next": URL})
    said = client.get(URL, {**DEATH, "programme": "jkm", "event": "old-age"}).context["answer"]
    assert said.refusal == "JKM pays no benefit for the event “old-age”."
