"""Files for BPJS on the screen."""

from __future__ import annotations

import hashlib
import io

import openpyxl
import pytest
from tests.members import Lists, make_person
from tests.world import BELU, KEWAR, World

from payung.base.policy.models import Setting
from payung.core.sipp import example_layout
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import Employer, Export, ExportLine

pytestmark = pytest.mark.django_db
PAPER = {"paper": "Surat cabang 1/2026", "valid_from": "2026-01-01"}


@pytest.fixture
def farmers(world: World, lists: Lists) -> None:
    """Two farmers of Kewar, one with a temporary NIK."""
    people = [make_person(KEWAR, 1), make_person(KEWAR, 2, nik="0530401200100002")]
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(people=people))


def test_the_way_of_the_bpu_file(world: World, farmers: None) -> None:
    client = world.client("dpmd_belu")
    home = client.get("/iuran/ekspor/").content.decode()
    assert "<strong>2</strong> peserta BPU" in home
    assert "Tata letak berkas unggah BPU belum diisi" in home

    wrong = client.post(f"/iuran/ekspor/tata-letak/{BELU}/", {"value": "x: [", **PAPER})
    assert wrong.status_code == 422
    assert "YAML" in wrong.content.decode()
    answer = client.post(f"/iuran/ekspor/tata-letak/{BELU}/", {"value": example_layout(), **PAPER})
    assert answer.status_code == 302, answer.content
    assert Setting.objects.get(code="bpu_layout").paper == PAPER["paper"]

    one = client.get(f"/iuran/ekspor/bpu/{BELU}/").content.decode()
    assert "<strong>1</strong> orang siap dikirim, <strong>1</strong> ditahan" in one
    assert "NIK sementara (diawali 0) tidak dapat dikirim" in one
    client.post(f"/iuran/ekspor/bpu/{BELU}/")
    row = Export.objects.get()
    assert row.file.sha256[:12] in client.get("/iuran/ekspor/").content.decode()
    client.post(f"/iuran/ekspor/bpu/{BELU}/")
    assert Export.objects.count() == 1

    file = client.get(f"/iuran/ekspor/berkas/{row.pk}/")
    assert hashlib.sha256(file.content).hexdigest() == row.file.sha256
    assert 'filename="data_bpu.xlsx"' in file["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames == ["Data BPU"]


def test_officials_by_npp(world: World, lists: Lists) -> None:
    client = world.client("dpmd_belu")
    new = client.post(
        "/iuran/ekspor/npp-baru/",
        {"area": KEWAR, "npp": "np000009", "name": "Desa Kewar", "kind": "employer"},
    )
    employer = Employer.objects.get()
    assert new["Location"] == f"/iuran/ekspor/npp/{employer.pk}/"
    decree = lists.decree(count=2, segment="pu", base=2_500_000, post="perangkat")
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    shown = client.get(f"/iuran/ekspor/npp/{employer.pk}/").content.decode()
    assert "Kode LOKASI_PEKERJAAN untuk NPP ini belum diisi" in shown
    code = {"value": "53040001", **PAPER}
    assert client.post(f"/iuran/ekspor/npp/{employer.pk}/lokasi/", code).status_code == 302
    shown = client.get(f"/iuran/ekspor/npp/{employer.pk}/").content.decode()
    assert "<strong>2</strong> orang siap dikirim" in shown
    assert "template_tk_baru.xlsx" in shown
    client.post(f"/iuran/ekspor/npp/{employer.pk}/")
    assert Export.objects.get().employer == employer


def test_taking_a_file_back(world: World, lists: Lists, farmers: None) -> None:
    lists.setting("bpu_layout", example_layout())
    client = world.client("dpmd_belu")
    client.post(f"/iuran/ekspor/bpu/{BELU}/")
    row = Export.objects.get()
    assert client.post(f"/iuran/ekspor/berkas/{row.pk}/tarik/", {}).status_code == 422
    client.post(f"/iuran/ekspor/berkas/{row.pk}/tarik/", {"reason": "salah"})
    assert ExportLine.objects.get().answer == "invalid"
    client.post(f"/iuran/ekspor/bpu/{BELU}/")
    assert Export.objects.count() == 2


@pytest.mark.parametrize(
    "name", ["op_kewar", "kades_kewar", "camat_lamaknen", "bpjs_belu", "inspektorat_belu"]
)
def test_who_does_not_export(world: World, lists: Lists, farmers: None, name: str) -> None:
    lists.setting("bpu_layout", example_layout())
    world.client("dpmd_belu").post(f"/iuran/ekspor/bpu/{BELU}/")
    client, row = world.client(name), Export.objects.get()
    for url in ("", f"bpu/{BELU}/", f"berkas/{row.pk}/", "npp-baru/", f"tata-letak/{BELU}/"):
        assert client.get(f"/iuran/ekspor/{url}").status_code == 403, url


def test_the_neighbour_district_finds_nothing(world: World, lists: Lists, farmers: None) -> None:
    lists.setting("bpu_layout", example_layout())
    employer = lists.employer()
    world.client("dpmd_belu").post(f"/iuran/ekspor/bpu/{BELU}/")
    client, row = world.client("dpmd_bulukumba"), Export.objects.get()
    for url in (
        f"bpu/{BELU}/", f"berkas/{row.pk}/", f"berkas/{row.pk}/tarik/", f"npp/{employer.pk}/",
        f"npp/{employer.pk}/lokasi/", f"tata-letak/{BELU}/",
    ):  # fmt: skip
        assert client.get(f"/iuran/ekspor/{url}").status_code == 404, url
    assert client.post(f"/iuran/ekspor/bpu/{BELU}/").status_code == 404
