"""The list of settings marks what is only a default."""

from __future__ import annotations

from tests.world import World

from payung.base.policy.catalogue import CATALOGUE


def test_every_setting_with_its_ground(world: World) -> None:
    answer = world.client("dpmd_belu").get("/aturan/")
    page = answer.content.decode()
    assert answer.context["undecided"] == len(CATALOGUE)
    for kind in CATALOGUE.values():
        assert str(kind.title) in page
    assert "bawaan" in page


def test_the_outsider_is_refused(world: World) -> None:
    assert world.client("orang_luar").get("/aturan/").status_code == 403
