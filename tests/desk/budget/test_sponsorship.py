"""Pages of civil servants' pledges: write one down, see who falls, stop one, a month's sheet."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from tests.members import make_fund, make_person
from tests.world import BELU, KEWAR, World

from payung.core.calendar import Month
from payung.desk.budget.todo import tasks
from payung.programme.billing.actions import issue_bills
from payung.programme.funds.models import Fund, Pledge

pytestmark = pytest.mark.django_db
PATH = "/anggaran/donasi/"


@pytest.fixture
def fund(world: World, today: date) -> Fund:
    made = make_fund("asn", BELU, "asn")
    Fund.objects.filter(pk=made.pk).update(payer_level="regency", income_base=1_000_000)
    return made


def form(fund: Fund, *niks: str, **more: str) -> dict[str, str]:
    return {
        "fund": str(fund.pk), "name": "Yohana Seran", "nip": "198001012005012003",
        "unit": "Dinas Kesehatan", "workers": "\n".join(niks), "monthly": "20000",
        "month_from": "Juli 2026", "month_to": "2026-12", "paper": "Pernyataan 1/2026",
        "made_on": "2026-06-01", **more,
    }  # fmt: skip


def test_from_the_statement_to_the_stop(world: World, fund: Fund) -> None:
    workers = [make_person(KEWAR, n) for n in (1, 2)]
    client = world.client("dpmd_belu")
    assert "Belum ada ASN" in client.get(PATH).content.decode()
    answer = client.post(PATH + "baru/", form(fund, *(w.nik for w in workers)), follow=True)
    text = answer.content.decode()
    assert "1 ASN menanggung 2 pekerja bulan ini, Rp40.000 sebulan." in text
    assert "2 pekerja tidak punya pembayar sesudah donasinya berakhir." in text
    assert "cari pembayar lain sekarang juga" in text  # 17 November is over
    (task,) = tasks(world.actor("dpmd_belu"))
    assert (task.count, task.url) == (2, PATH)
    assert not list(tasks(world.actor("kades_kewar")))
    issue_bills(by=world.actor("dpmd_belu"), area=BELU, month=Month(2026, 11))
    sheet = client.get(PATH + "bulan/?bulan=2026-11").content.decode()
    assert "1 ASN dari 1 OPD diminta Rp16.800 untuk 2 pekerja; Rp0 sudah diterima BPJS." in sheet
    assert "ditagih" in sheet
    file = client.get(PATH + "bulan.xlsx?bulan=2026-11").content
    cells = list(load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert ("Dinas Kesehatan", "Yohana Seran", workers[0].name, "Desa Kewar", 20_000, 8_400,
            "ditagih") in [row[1:] for row in cells]  # fmt: skip
    blind = world.client("bupati_belu").get(PATH + "bulan.xlsx?bulan=2026-11").content
    names = {row[3] for row in load_workbook(io.BytesIO(blind)).active.iter_rows(values_only=True)}  # type: ignore[union-attr]
    assert not names & {w.name for w in workers}
    row = Pledge.objects.order_by("pk")[0]
    page = client.get(f"{PATH}{row.pk}/henti/").content.decode()
    assert f"Sesudah November 2026 belum ada yang membayar {workers[0].name}" in page
    given = {"after": "2026-11", "reason": "moved", "paper": "SK 4/2026"}
    text = client.post(f"{PATH}{row.pk}/henti/", given, follow=True).content.decode()
    assert "Donasi dihentikan." in text
    assert "Penyandang pindah tugas" in text
    again = client.get(f"{PATH}{row.pk}/henti/", follow=True).content.decode()
    assert "sudah dihentikan" in again


def test_what_is_wrong_is_said_beside_the_field(world: World, fund: Fund) -> None:
    worker = make_person(KEWAR, 1)
    client = world.client("dpmd_belu")
    unknown = client.post(PATH + "baru/", form(fund, worker.nik, "5304011505859999"))
    assert "tidak ditemukan di wilayah dana ini" in unknown.content.decode()
    wrong = client.post(PATH + "baru/", form(fund, worker.nik, nip="12", month_to="kapan"))
    assert "Tulis bulan seperti" in wrong.content.decode()
    low = client.post(PATH + "baru/", form(fund, worker.nik, monthly="5000"))
    assert "lebih besar dari janji Rp5.000" in low.content.decode()
    assert not Pledge.objects.exists()


def test_others_read_or_see_nothing(world: World, fund: Fund) -> None:
    worker = make_person(KEWAR, 1)
    world.client("dpmd_belu").post(PATH + "baru/", form(fund, worker.nik))
    row = Pledge.objects.get()
    for name in ("kades_kewar", "opd_belu", "inspektorat_belu"):
        client = world.client(name)
        assert worker.name in client.get(PATH).content.decode()
        assert client.get(PATH + "baru/").status_code == 403
        assert client.post(f"{PATH}{row.pk}/henti/", {}).status_code == 403
    assert worker.name not in world.client("dpmd_bulukumba").get(PATH).content.decode()
    assert world.client("bupati_belu").get(PATH).status_code == 200
    assert worker.name not in world.client("bupati_belu").get(PATH).content.decode()


def test_a_fund_names_its_opd(world: World, fund: Fund) -> None:
    path = f"/anggaran/dana/{fund.pk}/opd/"
    client = world.client("dpmd_belu")
    text = client.post(path, {"unit": "Dinas Sosial", "paper": "SK 2/2026"}, follow=True)
    assert "Dinas Sosial" in text.content.decode()
    fund.refresh_from_db()
    assert fund.unit == "Dinas Sosial"
    assert world.client("opd_belu").get(path).status_code == 403
