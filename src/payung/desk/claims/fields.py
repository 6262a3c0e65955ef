"""What the forms of a claim may print, and in which order: layouts that a district can set."""

from __future__ import annotations

from collections.abc import Mapping

from payung.base.policy.queries import in_force
from payung.base.ui.format import tanggal
from payung.core.law import current_law
from payung.core.papers.wording import rupiah, spelled_rupiah
from payung.programme.claims.models import Heir
from payung.programme.claims.queries import Sheet
from payung.programme.people.queries import word_of

Row = tuple[str, str]
# Code of a form → title, and lines "label | field". The branch's own forms decide: see the setting.
MEMBER = """Nama peserta | nama
NIK | nik
Nomor kartu peserta (KPJ) | kpj
Tempat dan tanggal lahir | lahir
Jenis kelamin | jenis_kelamin
Alamat | alamat
Pekerjaan | pekerjaan
Segmen | segmen
Pemberi kerja atau wadah | pemberi_kerja
NPP | npp
Upah atau penghasilan dilaporkan | upah"""
ACCIDENT = """Tanggal kejadian | tanggal_kejadian
Pukul | jam_kejadian
Tempat kejadian | tempat_kejadian"""
RECEIVER = """Nama penerima | penerima
Hubungan dengan peserta | hubungan
NIK penerima | nik_penerima
Nomor rekening | rekening"""
LAYOUTS: Mapping[str, tuple[str, str]] = {
    "form-3": (
        "Formulir 3: laporan kecelakaan kerja tahap I",
        f"{MEMBER}\n{ACCIDENT}\nUraian kejadian | uraian\nDilaporkan oleh | pelapor",
    ),
    "form-3a": (
        "Formulir 3a: laporan kecelakaan kerja tahap II",
        f"{MEMBER}\n{ACCIDENT}\nAkibat menurut dokter | akibat\nBagian tubuh | bagian_tubuh\n"
        "Persentase dari dokter | persen\nHari tidak mampu bekerja | hari\n"
        "Penerima | penerima\nNomor rekening | rekening",
    ),
    "form-3b": (
        "Formulir 3b: surat keterangan dokter",
        f"Nama peserta | nama\nNomor kartu peserta (KPJ) | kpj\n{ACCIDENT}\n"
        "Dokter atau fasilitas kesehatan | dokter\nDiagnosis | kosong\nAkibat | akibat\n"
        "Bagian tubuh | bagian_tubuh\nPersentase | persen\nTidak mampu bekerja (hari) | hari",
    ),
    "form-4": (
        "Formulir 4: pengajuan jaminan kematian",
        f"{MEMBER}\nTanggal meninggal | tanggal_kejadian\nTempat meninggal | tempat_kejadian\n"
        "Nama penerima (ahli waris) | penerima\nHubungan dengan peserta | hubungan\n"
        "NIK penerima | nik_penerima\nNomor rekening | rekening",
    ),
    "form-5": (
        "Formulir 5: pengajuan jaminan hari tua",
        f"{MEMBER}\nSebab pengajuan | sebab\nTanggal | tanggal_kejadian\n"
        f"Tujuan pengambilan sebagian | tujuan\nSaldo menurut BPJS | saldo\n{RECEIVER}",
    ),
    "form-7": (
        "Formulir 7: pengajuan jaminan pensiun",
        f"{MEMBER}\nSebab pengajuan | sebab\nTanggal | tanggal_kejadian\n"
        f"Jumlah bulan iuran | bulan_iuran\nUpah rata-rata | upah_rata\n{RECEIVER}",
    ),
}
HEALTH = frozenset({"uraian", "akibat", "bagian_tubuh", "persen", "hari", "dokter"})


def values_of(sheet: Sheet) -> dict[str, str]:
    """Every field by its code; '' leaves dots on the form."""
    event, person = sheet.event, sheet.event.person
    claim = sheet.live[0] if sheet.live else None
    member = claim.membership if claim else None
    cover = next((c for c in sheet.covers if member and c.membership.pk == member.pk), None)
    payee = next((r.heir for r in sheet.heirs if r.heir.payee), None)
    place = ", ".join(p for p in (person.address, _rt(person.rt, person.rw)) if p)
    employer = member.employer if member else None
    return {
        "nama": person.name,
        "nik": person.nik,
        "kpj": str(member.kpj) if member and member.kpj_index else "",
        "lahir": f"{person.birth_place}, {tanggal(person.birth_date, 'id')}".removeprefix(", "),
        "jenis_kelamin": str(word_of("sex", person.sex)),
        "alamat": f"{place}, {event.village.title}".removeprefix(", "),
        "pekerjaan": word_of("occupation", person.occupation) or person.occupation_text,
        "segmen": member.segment.upper() if member else "",
        "pemberi_kerja": employer.name if employer else event.village.title,
        "npp": employer.npp if employer else "",
        "upah": rupiah(cover.base) if cover and cover.base else "",
        "tanggal_kejadian": tanggal(event.occurred_on, "id"),
        "jam_kejadian": f"{event.occurred_at:%H.%M}" if event.occurred_at else "",
        "tempat_kejadian": event.place,
        "uraian": event.story,
        "akibat": str(event.get_outcome_display()) if event.outcome else "",
        "bagian_tubuh": _part(event.part),
        "persen": f"{event.percent} %" if event.percent else "",
        "hari": str(event.days or ""),
        "dokter": event.doctor,
        "pelapor": event.reporter_name or event.confirmed_by_name,
        "penerima": payee.name if payee else ("" if event.fatal else person.name),
        "hubungan": str(Heir.Relation(payee.relation).label) if payee else "",
        "nik_penerima": payee.nik if payee else ("" if event.fatal else person.nik),
        "rekening": payee.account if payee else "",
        "jumlah": spelled_rupiah(sheet.total) if sheet.total else "",
        "sebab": str(event.get_kind_display()),
        "tujuan": {"housing": "Perumahan", "other": "Keperluan lain"}.get(event.purpose, ""),
        "saldo": rupiah(event.balance) if event.balance else "",
        "upah_rata": rupiah(event.average_wage) if event.average_wage else "",
        "bulan_iuran": str(cover.months) if cover else "",
        "kosong": "",
    }


def _rt(rt: str, rw: str) -> str:
    return f"RT {rt or '–'}/RW {rw or '–'}" if rt or rw else ""


def _part(code: str) -> str:
    labels = current_law().parameters["jkk_disability"].class_labels
    return labels[code][0] if code in labels else ""


def layout_of(code: str, sheet: Sheet) -> tuple[str, str, bool]:
    """Title, lines, and whether the district has set them."""
    title, lines = LAYOUTS[code]
    event = sheet.event
    own = in_force("claim_form_layout", area=event.village_id, on=event.occurred_on, scope=code)
    if own.decided and str(own.value).strip():
        return title, str(own.value), True
    return title, lines, False


def rows_of(lines: str, values: Mapping[str, str]) -> list[Row]:
    """Label and value of each line; a field that is not known leaves dots.

    >>> rows_of("Nama | nama\\nLain | x", {"nama": "Maria"})
    [('Nama', 'Maria'), ('Lain', '')]
    """
    found = []
    for line in lines.splitlines():
        label, _bar, field = (part.strip() for part in line.partition("|"))
        if label:
            found.append((label, values.get(field, "")))
    return found
