"""Unknown headers: shown with samples, mapped by hand, remembered for this sender alone."""

from __future__ import annotations

from tests.importing import received
from tests.resident_files import HEADERS, nik, people, xlsx
from tests.world import FULUR, KEWAR, World

from payung.base.staging.models import Batch, RememberedMapping

ODD = [{"NIK": "Identitas", "Nama Lengkap": "Sebutan"}.get(h, h) for h in HEADERS]


def test_mapped_by_hand_and_remembered(world: World) -> None:
    operator, client = world.actor("op_kewar"), world.client("op_kewar")
    batch = received(operator, xlsx(people(2), ODD), KEWAR)
    assert batch.state == "needs_mapping"
    page = f"/pendataan/impor/{batch.pk}/petakan/"
    assert client.get(f"/pendataan/impor/{batch.pk}/").headers["Location"] == page
    shown = client.get(page)
    assert "Identitas" in shown.content.decode()
    assert nik(1) not in shown.content.decode()
    form = shown.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values |= {f"kolom_{ODD.index('Identitas')}": "nik", f"kolom_{ODD.index('Sebutan')}": "nama"}
    answer = client.post(page, values)
    assert answer.status_code == 302, answer.context["form"].errors
    batch.refresh_from_db()
    assert batch.state == "reading"
    from payung.base.jobs.actions import run_here

    assert batch.job is not None
    run_here(by=operator, job=batch.job)
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == ("previewed", {"new": 2})
    assert RememberedMapping.objects.filter(area=KEWAR, field="nik").exists()
    again = received(operator, xlsx(people(3), ODD), KEWAR)
    assert (again.state, again.counts) == ("previewed", {"new": 3})
    assert received(world.actor("op_fulur"), xlsx(people(1), ODD), FULUR).state == "needs_mapping"


def test_one_field_for_two_columns_is_refused(world: World) -> None:
    client = world.client("op_kewar")
    batch = received(world.actor("op_kewar"), xlsx(people(1), ODD), KEWAR)
    page = f"/pendataan/impor/{batch.pk}/petakan/"
    form = client.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values |= {f"kolom_{ODD.index('Identitas')}": "nik", f"kolom_{ODD.index('Sebutan')}": "nik"}
    answer = client.post(page, values)
    assert answer.status_code == 422
    assert "Sudah dipakai kolom" in answer.content.decode()
    assert Batch.objects.get().state == "needs_mapping"
