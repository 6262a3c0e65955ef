"""Mending a row on its page, for all alike, leaving it out, and the workbook of bad rows."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from tests.importing import accepted, received
from tests.resident_files import nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.staging.models import Batch


def test_mending_leads_to_the_next_bad_row_and_back(world: World) -> None:
    client = world.client("op_kewar")
    rows = [person(1, nik_text="1"), person(2, nik_text="2")]
    batch = received(world.actor("op_kewar"), xlsx(rows), KEWAR)
    page = f"/pendataan/impor/{batch.pk}/baris/4/"
    shown = client.get(page).content.decode()
    assert "NIK berisi 1 angka" in shown
    again = client.post(page, {"nik": "12", "nama": "Yohanes Baaus Bere"})
    assert "NIK berisi 2 angka" in again.content.decode()
    values = {"nik": nik(1), "nama": "Ana", "tanggal_lahir": "17-08-1980"}
    after = client.post(page, values)
    assert after.headers["Location"] == f"/pendataan/impor/{batch.pk}/baris/5/"
    last = client.post(after.headers["Location"], values | {"nik": nik(2)})
    assert last.headers["Location"] == f"/pendataan/impor/{batch.pk}/"
    assert Batch.objects.get(pk=batch.pk).counts == {"new": 2}


def test_one_correction_for_all_alike(world: World) -> None:
    client = world.client("op_kewar")
    rows = [person(n, name="Ana 2") for n in range(1, 4)]
    batch = received(world.actor("op_kewar"), xlsx(rows), KEWAR)
    page = f"/pendataan/impor/{batch.pk}/baris/4/"
    assert "2 baris lain" in client.get(page).content.decode()
    form = client.get(page).context["form"]
    values = {name: field.initial for name, field in form.fields.items()}
    client.post(page, values | {"nama": "Ana Dua", "semua_nama": "ya"})
    assert Batch.objects.get(pk=batch.pk).counts == {"new": 3}


def test_leaving_a_row_out(world: World) -> None:
    client = world.client("op_kewar")
    batch = received(world.actor("op_kewar"), xlsx([person(1), person(1)]), KEWAR)
    assert batch.counts == {"rejected": 2}
    client.post(f"/pendataan/impor/{batch.pk}/baris/5/abaikan/")
    assert Batch.objects.get(pk=batch.pk).counts == {"new": 1, "rejected": 1}


def test_the_workbook_of_bad_rows_goes_round(world: World) -> None:
    """Downloaded, corrected, sent again: exactly the missing person comes in."""
    operator = world.actor("op_kewar")
    batch = accepted(
        operator, received(operator, xlsx([*people(2), person(3, nik_text="53")]), KEWAR)
    )
    answer = world.client("op_kewar").get(f"/pendataan/impor/{batch.pk}/perlu-diperbaiki.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert sheet.max_row == 2
    cells = {c.value: c.column for c in sheet[1]}
    assert sheet.cell(2, cells["NIK"]).value == "53"
    assert any("2 angka" in str(cell.value) for cell in sheet[2])
    sheet.cell(2, cells["NIK"]).value = nik(3)
    out = io.BytesIO()
    book.save(out)
    again = accepted(operator, received(operator, out.getvalue(), KEWAR))
    assert again.counts == {"new": 1}


def test_no_such_row(world: World) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    page = f"/pendataan/impor/{batch.pk}/baris/99/"
    assert world.client("op_kewar").get(page).status_code == 404
