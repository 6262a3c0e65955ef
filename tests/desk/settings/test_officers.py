"""The OPD of a role: who names it, what it opens, what is refused and kept."""

from __future__ import annotations

import pytest
from tests.members import make_fund
from tests.world import BELU, World

from payung.base.accounts.actions import AssignmentRefused, bind_unit
from payung.base.accounts.models import Assignment
from payung.base.journal.models import Event
from payung.base.territory.actor import NotAllowed
from payung.programme.funds.actions import name_manager
from payung.programme.funds.reach import manages

pytestmark = pytest.mark.django_db
PATH = "/aturan/petugas/"


def test_naming_the_opd_opens_its_funds(world: World) -> None:
    dpmd = world.actor("dpmd_belu")
    fund = name_manager(
        by=dpmd, fund=make_fund("csr", BELU, "csr"), unit="Dinas Sosial", paper="SK 1/2026"
    )
    row = Assignment.objects.get(user=world.user("opd_belu"))
    client = world.client("dpmd_belu")
    assert PATH in client.get("/aturan/").content.decode()
    page = client.get(PATH).content.decode()
    assert "2 petugas memegang 2 peran di Kabupaten Belu. 1 peran OPD belum menyebut" in page
    assert not manages(world.actor("opd_belu"), fund)
    given = {"unit": " dinas  sosial ", "paper": "SK 2/2026"}
    page = client.post(f"{PATH}{row.pk}/", given, follow=True).content.decode()
    assert "belum menyebut" not in page
    assert manages(world.actor("opd_belu"), fund)
    assert "yang mengelola 1 dana" in client.get(f"{PATH}{row.pk}/").content.decode()
    event = Event.objects.get(action="accounts.role.unit_bound")
    assert (event.paper, event.area, event.actor_id) == ("SK 2/2026", BELU, dpmd.id)
    client.post(f"{PATH}{row.pk}/", given)
    assert Event.objects.filter(action="accounts.role.unit_bound").count() == 1


def test_what_is_refused(world: World) -> None:
    opd, dpmd = world.user("opd_belu"), world.actor("dpmd_belu")
    row = Assignment.objects.get(user=opd)
    mine = Assignment.objects.get(user=world.user("dpmd_belu"))
    with pytest.raises(NotAllowed):
        bind_unit(by=dpmd, assignment=mine, unit="X", paper="SK")
    kades = Assignment.objects.get(user=world.user("kades_kewar"))
    with pytest.raises(AssignmentRefused, match="tidak terikat"):
        bind_unit(by=dpmd, assignment=kades, unit="X", paper="SK")
    with pytest.raises(AssignmentRefused, match="surat"):
        bind_unit(by=dpmd, assignment=row, unit="X", paper=" ")
    twin = Assignment.objects.create(
        user=opd, role=row.role, area=row.area, since=row.since, paper="SK", unit="Dinas A"
    )
    with pytest.raises(AssignmentRefused, match="sudah memegang"):
        bind_unit(by=dpmd, assignment=twin, unit="", paper="SK")
    for name, status in (("opd_belu", 403), ("inspektorat_belu", 403), ("dpmd_bulukumba", 404)):
        client = world.client(name)
        assert client.get(f"{PATH}{row.pk}/").status_code == status
        assert client.post(f"{PATH}{row.pk}/", {"unit": "X", "paper": "SK"}).status_code == status
    assert world.client("dpmd_belu").get(f"{PATH}{kades.pk}/").status_code == 404
    row.refresh_from_db()
    assert row.unit == ""
