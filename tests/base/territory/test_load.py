"""The country's regions: loaded once, renamed when the table changes, never doubled."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payung.base.territory.actions import load_areas
from payung.base.territory.models import Area

pytestmark = pytest.mark.django_db


def test_all_regions_load_with_kind_parent_and_postal_code() -> None:
    assert load_areas() == 91_599
    kewar = Area.objects.get(code="53.04.01.2001")
    assert (kewar.title, kewar.parent_id, kewar.level) == ("Desa Kewar", "53.04.01", "village")
    assert kewar.postal_code
    belu = Area.objects.filter(code__startswith="53.04.", level="village")
    assert belu.filter(kind="desa").count() == 69
    assert belu.filter(kind="kelurahan").count() == 12
    assert Area.objects.get(code="53.71").kind == "kota"
    assert not Area.objects.filter(level="village", parent=None).exists()


def test_loading_again_writes_only_what_differs() -> None:
    load_areas()
    Area.objects.filter(code="53.04.01.2001").update(name="Nama lama", postal_code="")
    Area.objects.filter(code="53.04.01.2002").delete()
    with CaptureQueriesContext(connection) as seen:
        assert load_areas() == 91_599
    assert Area.objects.count() == 91_599
    assert Area.objects.get(code="53.04.01.2001").name == "Kewar"
    writes = [q["sql"] for q in seen if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(writes) <= 2
