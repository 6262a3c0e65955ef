"""The screens of claims: each opens, says its sentence, and does what its button says."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.programme.claims.cases import HOME, PDF, death, member, ready, sent, with_widow
from tests.programme.claims.photos import photo
from tests.programme.claims.spans import insured
from tests.world import World

from payung.base.accounts.actions import SYSTEM
from payung.base.files.models import PartialFile
from payung.base.files.parts.reading import crc
from payung.base.journal.models import Event as JournalEvent
from payung.base.ui.format import rupiah
from payung.core.law import Benefit
from payung.desk.claims.todo import escalated
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.benefits import Other, second_opinion
from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Claim, Event, EventPaper
from payung.programme.membership.models import Membership

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_report_in_one_form(covered: World) -> None:
    client = covered.client("op_kewar")
    row = Membership.objects.filter(village="53.04.01.2001").order_by("pk")[0]
    name = row.person.name.split()[0]
    found = client.get("/klaim/lapor/", {"cari": name}).content.decode()
    assert f"/klaim/lapor/{row.pk}/" in found
    page = client.get(f"/klaim/lapor/{row.pk}/").content.decode()
    assert "Rp42.000.000" in page
    assert "Rp70.000.000" in page
    sent_form = {"kind": "death", "occurred_on": "2026-11-10", "reporter": "family", **HOME}
    answer = client.post(f"/klaim/lapor/{row.pk}/", sent_form)
    event = Event.objects.get()
    assert answer["Location"] == f"/klaim/{event.pk}/"
    said = client.get(answer["Location"]).content.decode()
    assert "Perkiraan hak keluarga Rp42.000.000" in said
    assert "Berkas lengkap 0 dari" in said
    looks = JournalEvent.objects.filter(action="claims.looked", actor_name="Op Kewar")
    assert looks.count() == 1


def test_a_wrong_date_is_told_in_the_form(covered: World) -> None:
    client = covered.client("op_kewar")
    row = Membership.objects.filter(village="53.04.01.2001").order_by("pk")[0]
    form = {"kind": "death", "occurred_on": "1980-01-01", "reporter": "family"}
    answer = client.post(f"/klaim/lapor/{row.pk}/", form)
    assert answer.status_code == 422
    assert "tanggal lahir" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "belum/", "angka/", "lapor/", "beasiswa/", "kirim/", "bpjs/", "angka/?tahun=2025",
     "?lihat=paid", "?lihat=visits", "?cari=Maria"],
)  # fmt: skip
def test_lists_open(covered: World, address: str) -> None:
    sent(covered)
    answer = covered.client("dpmd_belu").get(f"/klaim/{address}")
    assert answer.status_code == 200


def actions_opinion(event: Event) -> Benefit:
    """The same death at work, with an income of two million."""
    (cover,) = covers_of(event)
    return second_opinion(event, "jkk", cover, Other(amount=2_000_000))


def test_every_page_of_an_event_opens(covered: World) -> None:
    event = with_widow(covered, death(covered))
    child = actions.add_child(by=covered.actor("op_kewar"), claim=event.claims.get(),
                              name="Yuni", birth_date=date(2012, 1, 1))  # fmt: skip
    heir = event.heirs.get()
    client = covered.client("op_kewar")
    for address in ("", "perbaiki/", "kronologi/", "pendapat/", "lapor-bpjs/", "ahli-waris/",
                    f"ahli-waris/{heir.pk}/", "sengketa/", "anak/", "berkas/kk/",
                    "pendapat/?programme=jkk&amount=2.000.000"):  # fmt: skip
        answer = client.get(f"/klaim/{event.pk}/{address}")
        assert answer.status_code == 200, address
    other = actions_opinion(event)
    assert other.total > 70_000_000
    assert rupiah(other.total, "id") in answer.content.decode()
    assert client.get(f"/klaim/beasiswa/{child.pk}/").status_code == 200


def test_letters_are_filled(covered: World) -> None:
    event = with_widow(covered, death(covered))
    client = covered.client("op_kewar")
    for code, words in {
        "lacak": "Akta kematian", "pemberitahuan": "Rp42.000.000,00", "ahli-waris": "Rosalia Hoar",
        "kuasa": "memberi kuasa", "form-4": "pengajuan jaminan kematian",
    }.items():  # fmt: skip
        answer = client.get(f"/klaim/{event.pk}/surat/{code}.pdf")
        assert answer["Content-Type"] == "application/pdf", code
        assert words.lower() in text_of(answer.content).lower(), code
    assert "jangan" in text_of(client.get(f"/klaim/{event.pk}/surat/pemberitahuan.pdf").content)
    assert client.get(f"/klaim/{event.pk}/surat/form-3.pdf").status_code == 404
    assert covered.client("op_fulur").get(f"/klaim/{event.pk}/surat/lacak.pdf").status_code == 404


def test_forms_of_savings_and_pension_are_filled(covered: World) -> None:
    row = insured(931, date(2024, 1, 5), date(2026, 11, 1), segment="pu", base=2_000_000,
                  programmes="jkk,jkm,jht,jp")  # fmt: skip
    told = NewEvent("disability", date(2026, 11, 5), balance=5_123_456)
    event = actions.report(by=covered.actor("op_kewar"), person=row.person, told=told)
    client = covered.client("op_kewar")
    five = text_of(client.get(f"/klaim/{event.pk}/surat/form-5.pdf").content)
    assert "pengajuan jaminan hari tua" in five.lower()
    assert "5.123.456" in five
    assert row.person.name in five
    seven = text_of(client.get(f"/klaim/{event.pk}/surat/form-7.pdf").content)
    assert "35" in seven
    page = client.get(f"/klaim/{event.pk}/").content.decode()
    assert "Formulir 5" in page
    assert "Sampai kapan hak JHT, JP dapat diklaim belum diketahui" in page
    assert client.get(f"/klaim/{event.pk}/surat/form-4.pdf").status_code == 404


def test_the_layout_of_a_form_is_the_districts(covered: World) -> None:
    form = {"value": "Nomor kartu | kpj\r\nYang meninggal | nama", "scope": "form-4",
            "valid_from": "2026-01-01", "paper": "Surat cabang 2/2026"}  # fmt: skip
    decided = covered.client("dpmd_belu").post("/aturan/53.04/claim_form_layout/", form)
    assert decided.status_code == 302
    event = with_widow(covered, death(covered))
    said = text_of(covered.client("op_kewar").get(f"/klaim/{event.pk}/surat/form-4.pdf").content)
    assert "Yang meninggal" in said
    assert "Pekerjaan" not in said


def test_health_is_seen_by_those_who_need_it(covered: World) -> None:
    told = NewEvent("accident", date(2026, 11, 15), at_work="yes", story="Tertimpa kayu",
                    outcome="partial-disability")  # fmt: skip
    event = death(covered, told=told)
    story = f"/klaim/{event.pk}/kronologi/"
    assert "Tertimpa kayu" in covered.client("op_kewar").get(story).content.decode()
    assert "Tertimpa kayu" in covered.client("inspektorat_belu").get(story).content.decode()
    for name in ("camat_lamaknen", "bpjs_belu", "dinsos_belu"):
        assert covered.client(name).get(story).status_code == 403, name
    assert "Tertimpa" not in covered.client("bpjs_belu").get(f"/klaim/{event.pk}/").content.decode()
    assert covered.client("bpjs_belu").get(f"/klaim/{event.pk}/surat/form-3.pdf").status_code == 403
    seen = JournalEvent.objects.filter(action="claims.looked").values_list("summary", flat=True)
    assert sum(s["what"] == "health:story" for s in seen) == 2


def test_the_part_of_the_body_decides_the_sum(covered: World) -> None:
    told = NewEvent("accident", date(2026, 11, 15), at_work="yes")
    event = death(covered, told=told)
    client = covered.client("op_kewar")
    page = client.get(f"/klaim/{event.pk}/tubuh/?bagian=eye-one").content.decode()
    assert "<svg" in page
    assert 'href="?bagian=hand-right"' in page
    client.post(f"/klaim/{event.pk}/tubuh/", {"part": "eye-one"})
    assert event.claims.get().total == 28_000_000
    client.post(f"/klaim/{event.pk}/tubuh/", {"part": "wing"})
    assert event.claims.get().total == 28_000_000


def test_papers_from_a_phone(covered: World) -> None:
    event = death(covered)
    client = covered.client("op_kewar")
    address = f"/klaim/{event.pk}/berkas/akta_kematian/"
    wrong = client.post(address, {"file": SimpleUploadedFile("akta.jpg", b"MZ" * 300)})
    assert wrong.status_code == 422
    assert "bukan foto" in wrong.content.decode()
    client.post(address, {"file": SimpleUploadedFile("akta.pdf", PDF), "number": "AK-1"})
    paper = EventPaper.objects.get()
    got = client.get(f"/klaim/berkas/{paper.pk}/")
    assert (got.content, got["Content-Type"]) == (PDF, "application/pdf")
    assert covered.client("op_fulur").get(f"/klaim/berkas/{paper.pk}/").status_code == 404
    assert covered.client("bupati_belu").get(f"/klaim/berkas/{paper.pk}/").status_code == 403


def test_a_photo_sent_in_parts_then_its_form(covered: World) -> None:
    """As small JavaScript sends it: begun, half, asked how far, the rest, and the form."""
    event, client = death(covered), covered.client("op_kewar")
    sent = photo(1600, 2200, hidden=True)
    form = {"name": "IMG.jpg", "size": len(sent), "mark": crc(sent)}
    told = client.post("/klaim/unggah/", form).json()
    while (at := told["offset"]) < len(sent):
        piece = sent[at : at + told["part"]]
        told = client.post(
            told["url"], piece, content_type="application/octet-stream",
            headers={"Upload-Offset": str(at), "Upload-Mark": crc(piece)},
        ).json()  # fmt: skip
        assert client.post("/klaim/unggah/", form).json() == told == client.get(told["url"]).json()
    stale = client.post(told["url"], b"x", content_type="application/octet-stream",
                        headers={"Upload-Offset": "0", "Upload-Mark": crc(b"x")})  # fmt: skip
    assert (stale.status_code, stale.json()) == (409, {"offset": len(sent)})
    answer = client.post(f"/klaim/{event.pk}/berkas/kk/", {"file_sent": told["token"]})
    assert answer.status_code == 302
    assert EventPaper.objects.get().file.name == "IMG.jpg"
    assert client.get(told["url"]).status_code == 404
    late = client.post(f"/klaim/{event.pk}/berkas/ktp/", {"file_sent": told["token"]})
    assert late.status_code == 422
    assert "sudah tidak ada" in late.content.decode()


def test_two_hundred_megabytes_are_refused_before_they_are_sent(covered: World) -> None:
    client, large = covered.client("op_kewar"), {"name": "film.jpg", "size": 200 * 2**20}
    for form in (large, large | {"mark": "0" * 8}):
        answer = client.post("/klaim/unggah/", form)
        assert answer.status_code == 413
        assert "200 MB melebihi batas 10 MB" in answer.json()["message"]
    assert client.post("/klaim/unggah/", {"size": 9}).json() == {"limit": 10 * 2**20}
    assert not PartialFile.objects.exists()


def test_looks_at_the_family_and_at_lists_are_written_down(covered: World) -> None:
    event = with_widow(covered, death(covered))
    client = covered.client("op_kewar")
    for address in (f"{event.pk}/pendapat/", f"{event.pk}/ahli-waris/", "belum/",
                    f"{event.pk}/ahli-waris/{event.heirs.get().pk}/"):  # fmt: skip
        assert client.get(f"/klaim/{address}").status_code == 200
    seen = JournalEvent.objects.filter(action__in=("claims.looked", "claims.listed"))
    assert [s["what"] for s in seen.order_by("seq").values_list("summary", flat=True)] == [
        "opinion", "heirs", "unclaimed", "payee",
    ]  # fmt: skip


def test_a_prepared_death_is_a_task_and_is_confirmed(covered: World) -> None:
    event = actions.prepare(by=SYSTEM, person=member(), occurred_on=date(2026, 11, 1),
                            source="Daftar Dukcapil, baris 4")  # fmt: skip
    client = covered.client("op_kewar")
    assert "Benarkan kabar tentang" in client.get("/").content.decode()
    form = {"kind": "death", "occurred_on": "2026-11-01", "reporter": "family", **HOME}
    client.post(f"/klaim/{event.pk}/benarkan/", form)
    event.refresh_from_db()
    assert event.confirmed_by_name == "Op Kewar"
    assert event.source == "Daftar Dukcapil, baris 4"


def test_a_claim_that_lies_still_goes_to_the_camat_then_to_dpmd(
    covered: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = death(covered)
    made = date(2026, 11, 1)
    Claim.objects.update(created_at=datetime(2026, 11, 1, 4, tzinfo=UTC))
    camat, dpmd = covered.actor("camat_lamaknen"), covered.actor("dpmd_belu")
    for days, told in ((6, (False, False)), (7, (True, False)), (14, (False, True))):
        on = made + timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda *_a, on=on: on)
        found = tuple(any(True for _ in escalated(actor)) for actor in (camat, dpmd))
        assert found == told, days
    assert event.person.name in next(iter(escalated(dpmd))).title


def test_sending_and_paying_by_hand(covered: World) -> None:
    claim = ready(covered)
    dpmd, bpjs = covered.client("dpmd_belu"), covered.client("bpjs_belu")
    form = {"number": "400/7", "sent_on": "2026-11-16", "claims": [str(claim.pk)]}
    answer = dpmd.post("/klaim/kirim/", form)
    assert dpmd.get(answer["Location"]).status_code == 200
    covering = dpmd.get(f"{answer['Location']}pengantar.pdf")
    assert "SURAT PENGANTAR KLAIM" in text_of(covering.content)
    step = f"/klaim/langkah/{claim.pk}"
    assert covered.client("op_kewar").get(f"{step}/pay/").status_code == 403
    bpjs.post(f"{step}/ask/", {"words": "Lengkapi akta"})
    assert Claim.objects.get().state == "asked"
    covered.client("op_kewar").post(f"{step}/answer/", {"words": "Sudah"})
    bpjs.post(f"{step}/pay/", {"amount": "42.000.000", "paid_on": "2026-11-18"})
    handed = {
        "on": "2026-11-19", "place": "Kantor desa", "receiver": "Rosalia", "officials": "Kades",
        "amount": "42.000.000", "proof": SimpleUploadedFile("serah.pdf", PDF),
    }  # fmt: skip
    covered.client("op_kewar").post(f"{step}/hand_over/", handed)
    assert Claim.objects.get().state == "handed_over"
    said = covered.client("camat_lamaknen").get(f"/klaim/{claim.event_id}/").content.decode()
    assert "Dibayar Rp42.000.000 dan diterima keluarga" in said


def test_the_other_district_sees_nothing(covered: World) -> None:
    event = death(covered)
    client = covered.client("dpmd_bulukumba")
    assert client.get(f"/klaim/{event.pk}/").status_code == 404
    assert event.person.name not in client.get("/klaim/").content.decode()
