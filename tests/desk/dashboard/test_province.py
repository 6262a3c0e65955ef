"""The province: regencies with their figures, no names."""

from __future__ import annotations

from tests.world import BELU, OUTSIDER, World

from payung.programme.people.models import Person

URL = "/monev/53/"


def test_regencies_with_their_sums(covered: World) -> None:
    answer = covered.client("provinsi_ntt").get(URL)
    rows = {v.code: v for v in answer.context["figures"].villages}
    own = covered.client("provinsi_ntt").get(f"/monev/{BELU}/").context["figures"]
    for name in ("target", "quota", "proposed", "valid", "decreed", "active", "lapsing"):
        assert getattr(rows[BELU], name) == own.total(name)
    assert rows[BELU].active == 8
    assert set(rows) == {BELU}  # the tests load no other regency of the province


def test_no_names(covered: World) -> None:
    html = covered.client("provinsi_ntt").get(URL).content.decode()
    assert not any(name in html for name in Person.objects.values_list("name", flat=True))
    assert "tanpa nama" in html


def test_a_regency_s_officer_does_not_see_the_province(covered: World) -> None:
    assert covered.client("dpmd_belu").get(URL).status_code == 404
    assert covered.client("dpmd_bulukumba").get(URL).status_code == 404
    assert covered.client(OUTSIDER).get(URL).status_code == 403
