"""Members on the screen: list, one person's cover, ending, replacing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.world import FULUR, KEWAR, World

from payung.core.calendar import Month
from payung.programme.membership.actions import end_membership, enrol, record_posting
from payung.programme.membership.models import Membership
from payung.programme.selection.models import Candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(world: World, lists: Lists) -> Membership:
    """One member of Kewar, planned for this year."""
    year = timezone.localdate().year
    span = (f"{year}-01", f"{year}-12")
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=lists.decree(count=1, months=span, reserves=1))
    return Membership.objects.select_related("person").get()


def pay(world: World, month: Month, on: date | None = None) -> None:
    today = timezone.localdate()
    record_posting(
        by=world.actor("bpjs_belu"), village=KEWAR, month=month,
        paid_on=min(on or month.day(5), today), reference=f"KI-{month}",
    )  # fmt: skip


def shown(world: World, member: Membership, name: str = "dpmd_belu") -> str:
    answer = world.client(name).get(f"/iuran/peserta/{member.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_protected_member(world: World, member: Membership) -> None:
    this = Month.of(timezone.localdate())
    for step in range(4):
        pay(world, this - step) if this - step >= Month(this.year, 1) else None
    page = shown(world, member)
    assert f"{member.person.name} terlindungi sampai" in page
    assert "dibayar Desa Kewar (APBDes)" in page
    assert "Perkiraan manfaat JKM bila terjadi risiko hari ini: Rp" in page
    assert "keputusan pada BPJS" in page
    assert "<svg" in page


def test_the_member_who_was_never_paid(world: World, member: Membership) -> None:
    page = shown(world, member)
    assert "belum terlindungi." in page
    assert "Data pendaftaran belum lengkap." in page
    assert "Yang dapat dilakukan: lengkapi data" in page


def test_the_lapsed_member_since_when_why_and_what_mends(world: World, lists: Lists) -> None:
    by, today = world.actor("dpmd_belu"), timezone.localdate()
    first = Month.of(today) - 8
    enrol(by=by, decree=lists.decree(count=1, months=(str(first), str(first + 11))))
    member = Membership.objects.get()
    pay(world, first)
    page = shown(world, member)
    gone = (first + 3).day(16)
    assert f"tidak terlindungi sejak {gone.day} {(first + 3).label()}" in page
    assert "belum tercatat diterima BPJS" in page
    assert "bayar iuran bulan berjalan" in page
    assert "Rp42.000.000" in page


def test_numbers_are_hidden_from_who_need_not_know(world: World, member: Membership) -> None:
    nik = member.person.nik
    groups = [f"<span>{part}</span>" for part in (nik[:6], nik[6:12], nik[12:])]
    seen = shown(world, member, "op_kewar")
    assert all(group in seen for group in groups)
    hidden = shown(world, member, "disnaker_belu")
    assert groups[1] not in hidden
    assert "••••••" in hidden


@pytest.mark.parametrize("name", ["op_fulur", "op_bialo", "dpmd_bulukumba"])
def test_members_of_others_are_not_there(world: World, member: Membership, name: str) -> None:
    client = world.client(name)
    assert client.get(f"/iuran/peserta/{member.pk}/").status_code == 404
    assert member.person.name not in client.get("/iuran/peserta/").content.decode()


def test_finding_by_name_nik_and_kpj(world: World, lists: Lists, member: Membership) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(FULUR, 2, start=30))
    names = {m.person.name for m in Membership.objects.select_related("person")}
    client = world.client("dpmd_belu")

    def found(text: str, name: str = "dpmd_belu") -> set[str]:
        reader = client if name == "dpmd_belu" else world.client(name)
        page = reader.post("/iuran/peserta/", {"cari": text}, follow=True).content.decode()
        return {n for n in names if f">{n}</a>" in page}

    assert found("") == names
    assert found(member.person.name[:5].lower()) >= {member.person.name}
    assert found(member.person.nik) == {member.person.name}
    assert found(member.person.nik, "disnaker_belu") == set()
    assert found("tidak ada") == set()


def test_ending_and_replacing(world: World, member: Membership) -> None:
    client, today = world.client("dpmd_belu"), timezone.localdate()
    url = f"/iuran/peserta/{member.pk}/akhiri/"
    assert "Akhiri kepesertaan" in client.get(url).content.decode()
    empty = client.post(url, {})
    assert empty.status_code == 422
    first = date(today.year, 1, 20)
    answer = client.post(url, {"reason": "moved", "on": first.isoformat(), "paper": "Surat 1"})
    assert answer.status_code == 302
    member.refresh_from_db()
    assert (member.ended_on, member.end_reason) == (first, "moved")
    page = shown(world, member)
    assert "tidak lagi menjadi peserta sejak" in page
    assert "Alasan: Pindah." in page
    assert "Isi dari cadangan" in page
    reserve = Candidate.objects.get(place="reserve")
    url = f"/iuran/peserta/{member.pk}/ganti/"
    assert reserve.person.name in client.get(url).content.decode()
    given = {"candidate": str(reserve.pk), "month_from": f"{today.year}-01", "paper": "SK 2"}
    wrong = client.post(url, given)
    assert wrong.status_code == 422
    assert "Bulan pertama pengganti" in wrong.content.decode()
    assert client.post(url, {**given, "month_from": f"{today.year}-03"}).status_code == 302
    new = Membership.objects.get(replaces=member)
    assert f'href="/iuran/peserta/{new.pk}/"' in shown(world, member)
    assert "Menggantikan" in shown(world, new)


def test_no_reserve_left_says_what_to_do(world: World, lists: Lists) -> None:
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=lists.decree(FULUR, 1, start=40))
    row = Membership.objects.get()
    end_membership(by=by, membership=row, on=row.since + timedelta(3), reason="died", paper="Akta")
    page = world.client("dpmd_belu").get(f"/iuran/peserta/{row.pk}/ganti/").content.decode()
    assert "Cadangan habis" in page


@pytest.mark.parametrize("name", ["op_kewar", "camat_lamaknen", "bpjs_belu", "inspektorat_belu"])
@pytest.mark.parametrize("what", ["akhiri", "ganti"])
def test_who_reads_does_not_change(world: World, member: Membership, name: str, what: str) -> None:
    client = world.client(name)
    assert client.get(f"/iuran/peserta/{member.pk}/").status_code == 200
    assert client.get(f"/iuran/peserta/{member.pk}/{what}/").status_code == 403
    assert client.post(f"/iuran/peserta/{member.pk}/{what}/").status_code == 403
    member.refresh_from_db()
    assert member.ended_on is None


def test_a_page_of_members_costs_a_fixed_number_of_statements(
    world: World, lists: Lists, statements: object
) -> None:
    client, by, counts = world.client("dpmd_belu"), world.actor("dpmd_belu"), []
    for village, heads in ((KEWAR, 2), (FULUR, 30)):
        enrol(by=by, decree=lists.decree(village, heads))
        client.get("/iuran/")  # counts the tasks of the badge, which is kept for a while
        with statements() as seen:  # type: ignore[operator]
            client.get("/iuran/peserta/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12, counts
