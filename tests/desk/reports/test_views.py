"""The room of reports: list, one report, papers, the address of the QR."""

from __future__ import annotations

from datetime import date

import pytest
from tests.desk.reports.test_freeze import frozen
from tests.world import BELU, BULUKUMBA, OUTSIDER, World

from payung.base.policy import actions as policy
from payung.desk.reports.models import Snapshot


def test_an_officer_freezes_by_form(covered: World) -> None:
    client = covered.client("dpmd_belu")
    answer = client.post("/laporan/", {"area": BELU, "period": "2026-06"}, follow=True)
    report = Snapshot.objects.get()
    assert answer.redirect_chain[-1][0] == f"/laporan/nomor/{report.pk}/"
    html = answer.content.decode()
    assert report.content["sentence"] in html
    assert report.content_hash in html
    assert "Alokasi per desa dalam Payung" in html
    again = client.post("/laporan/", {"area": BELU, "period": "2026-06"}, follow=True)
    assert "laporan yang sama berlaku" in again.content.decode()
    assert report.number in client.get("/laporan/").content.decode()


@pytest.mark.parametrize("period", ["2027", "kemarin", ""])
def test_a_wrong_period_is_answered_beside_its_field(covered: World, period: str) -> None:
    answer = covered.client("dpmd_belu").post("/laporan/", {"area": BELU, "period": period})
    assert answer.status_code == 200
    assert answer.context["form"].errors["period"]
    assert not Snapshot.objects.exists()


def test_nobody_freezes_elsewhere(covered: World) -> None:
    answer = covered.client("dpmd_belu").post("/laporan/", {"area": BULUKUMBA, "period": "2026"})
    assert answer.status_code == 200
    assert "area" in answer.context["form"].errors
    assert covered.client("kejari_belu").post("/laporan/", {"area": BELU}).status_code == 403
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dpmd_belu", 200), ("bupati_belu", 200), ("provinsi_ntt", 200), ("kejari_belu", 200),
        ("inspektorat_belu", 200), ("op_kewar", 404), ("camat_lamaknen", 404),
        ("dpmd_bulukumba", 404), (OUTSIDER, 403),
    ],
)  # fmt: skip
def test_who_reads_a_report(covered: World, who: str, status: int) -> None:
    report = frozen(covered)
    client = covered.client(who)
    for url in (f"/laporan/nomor/{report.pk}/", f"/laporan/nomor/{report.pk}/pdf/"):
        assert client.get(url).status_code == status
    number_seen = report.number in client.get("/laporan/").content.decode()
    assert number_seen is (status == 200)


def test_the_qr_leads_to_the_report(covered: World) -> None:
    report = frozen(covered)
    client = covered.client("provinsi_ntt")
    answer = client.get(f"/laporan/{report.content_hash[:16]}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/laporan/nomor/{report.pk}/"
    assert client.get("/laporan/0123456789abcdef/").status_code == 404
    stranger = covered.client("dpmd_bulukumba")
    assert stranger.get(f"/laporan/{report.content_hash[:16]}/").status_code == 404


def test_universal_coverage_stands_with_its_denominator(covered: World) -> None:
    policy.decide(
        by=covered.actor("dpmd_belu"), code="workers_total", area=BELU, value="400", scope="bpu",
        valid_from=date(2026, 1, 1), paper="Sakernas Agustus 2025",
    )  # fmt: skip
    report = frozen(covered)
    html = covered.client("provinsi_ntt").get(f"/laporan/nomor/{report.pk}/").content.decode()
    assert "2,00" in html
    assert "8 dari 400 pekerja" in html
    assert "Sakernas Agustus 2025" in html


def test_papers_are_downloads(covered: World) -> None:
    report = frozen(covered)
    client = covered.client("dpmd_belu")
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = client.get(f"/laporan/nomor/{report.pk}/{kind}/")
        assert answer.content.startswith(start)
        assert f"{report.number}.{kind}" in answer["Content-Disposition"]
    assert client.get(f"/laporan/nomor/{report.pk}/docx/").status_code == 404
