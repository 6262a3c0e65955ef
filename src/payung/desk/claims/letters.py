"""Letters, forms and notices of a claim, filled from the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.ui.format import tanggal
from payung.core.papers import ClaimSheet, Grid, Letterhead, Part, Provenance, Signatory
from payung.core.papers.claim_sheet import claim_sheet
from payung.core.papers.tables import Layout
from payung.core.papers.wording import masked_nik, rupiah, shown_nik, spelled_rupiah
from payung.desk.claims.fields import layout_of, rows_of, values_of
from payung.desk.claims.pages import PARTS, left
from payung.programme.claims.models import Claim, Submission
from payung.programme.claims.queries import Sheet
from payung.programme.selection.decree_paper import letterhead_of, zone_of

HEIRS = Layout(
    ("No.", "Nama", "NIK", "Hubungan", "Tanggal lahir", "Keadaan"),
    (26, 128, 104, 78, 78, 60), "rlmlll", (1, 3), "Belum ada ahli waris.", 8.5,
)  # fmt: skip
PAPERS = Layout(
    ("No.", "Berkas", "Untuk", "Yang mengurus", "Di", "Keadaan"),
    (22, 118, 134, 78, 68, 50), "rlllll", (1, 2, 3, 4), "Tidak ada berkas.", 8,
)  # fmt: skip
CLOCKS = Layout(
    ("Tenggat", "Sampai", "Sisa", "Akibat bila lewat"), (120, 84, 66, 200), "llll", (0, 2, 3),
    "Tidak ada tenggat.", 8,
)  # fmt: skip
COVERING = Layout(
    ("No.", "Nama peserta", "NIK", "KPJ", "Desa", "Program", "Tanggal kejadian", "Perkiraan"),
    (22, 98, 92, 66, 66, 40, 62, 62), "rlmmlllr", (1, 4), "Tidak ada klaim.", 7.5,
)  # fmt: skip
WARNING = (
    "Uang ini hak keluarga SEUTUHNYA. Tidak ada biaya, potongan, atau imbalan bagi siapa pun: "
    "bukan bagi aparat, pengurus, perantara, atau petugas. Bila ada yang meminta bagian, jangan "
    "memberi; laporkan kepada camat, Dinas PMD, atau BPJS Ketenagakerjaan 175."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter; `fatal` only after a death, `programme` only where that is claimed."""

    title: str | Promise
    build: Callable[[Sheet, Provenance], ClaimSheet]
    fatal: bool = False
    programme: str = ""
    health: bool = False


def offered(sheet: Sheet, actor: Actor) -> list[tuple[str, str]]:
    """Codes and titles of the letters that this event and this actor call for."""
    village = sheet.event.village_id
    if sheet.event.dismissed_at is not None or not actor.may(Right.VIEW_IDENTITY, village):
        return []
    programmes = {c.programme for c in sheet.live}
    health = actor.may(Right.VIEW_HEALTH, village)
    return [
        (code, str(letter.title))
        for code, letter in LETTERS.items()
        if (sheet.event.fatal or not letter.fatal)
        and (not letter.programme or letter.programme in programmes)
        and (health or not letter.health)
    ]


def made(code: str, sheet: Sheet, url: str) -> bytes:
    """The letter as PDF. Papers are Indonesian whatever the reader's language."""
    with override("id"):
        printed = timezone.localtime()
        given = Provenance(
            source=f"Payung, kejadian nomor {sheet.event.pk}", printed_at=printed, url=url,
            identifier=f"{code}/{sheet.event.pk}", zone=zone_of(printed),
        )  # fmt: skip
        return claim_sheet(LETTERS[code].build(sheet, given))


def _head(sheet: Sheet) -> Letterhead:
    return letterhead_of(sheet.event.village)


def _chief(head: Letterhead) -> Signatory:
    return Signatory(f"{head.head} {head.village}")


def _member(sheet: Sheet) -> Part:
    values = values_of(sheet)
    wanted = (("Nama", "nama"), ("NIK", "nik"), ("Tempat dan tanggal lahir", "lahir"),
              ("Alamat", "alamat"))  # fmt: skip
    return Part(rows=tuple((label, values[code]) for label, code in wanted))


def _heirs_letter(sheet: Sheet, given: Provenance) -> ClaimSheet:
    """Signed by the heirs, two witnesses, the head of the village and the camat."""
    head, event = _head(sheet), sheet.event
    rows = tuple(
        (
            str(n), r.heir.name, shown_nik(r.heir.nik, full=True),
            str(r.heir.get_relation_display()), tanggal(r.heir.birth_date, "id"),
            "hidup" if r.heir.alive else "meninggal",
        )
        for n, r in enumerate((r for r in sheet.heirs if r.entitled or not r.heir.alive), 1)
    )  # fmt: skip
    adults = [r.heir.name for r in sheet.heirs if r.entitled and not r.minor]
    signs = [Signatory("Ahli waris", name) for name in adults]
    signs += [Signatory("Saksi 1"), Signatory("Saksi 2"), _chief(head),
              Signatory(f"Camat {head.district}")]  # fmt: skip
    return ClaimSheet(
        "Surat keterangan ahli waris",
        (
            Part(words=("Yang bertanda tangan di bawah ini menerangkan bahwa:",)),
            _member(sheet),
            Part(words=(
                f"telah meninggal dunia pada tanggal {tanggal(event.occurred_on, 'id')}"
                f"{f' di {event.place}' if event.place else ''}, dan meninggalkan ahli waris:",
            ), grid=Grid(HEIRS, rows)),
            Part(words=(
                "Tidak ada ahli waris lain selain yang disebut di atas. Keterangan ini dibuat "
                "dengan sebenarnya untuk pengurusan hak jaminan sosial ketenagakerjaan; bila "
                "kemudian tidak benar, kami bersedia dituntut menurut hukum.",
            )),
        ),
        given, head, number="………/………/………", signatories=tuple(signs), place=head.town,
    )  # fmt: skip


def _power(sheet: Sheet, given: Provenance) -> ClaimSheet:
    """All heirs empower one to receive."""
    head = _head(sheet)
    payee = next((r.heir for r in sheet.heirs if r.heir.payee), None)
    adults = [r.heir for r in sheet.heirs if r.entitled and not r.minor]
    others = [heir for heir in adults if payee is None or heir.pk != payee.pk]
    grid = tuple(
        (str(n), h.name, shown_nik(h.nik, full=True), str(h.get_relation_display()),
         tanggal(h.birth_date, "id"), "hidup")
        for n, h in enumerate(others, 1)
    )  # fmt: skip
    name = payee.name if payee else ""
    return ClaimSheet(
        "Surat kuasa",
        (
            Part(words=("Kami, ahli waris dari:",)),
            _member(sheet),
            Part("Pemberi kuasa", grid=Grid(HEIRS, grid)),
            Part("Penerima kuasa", rows=(
                ("Nama", name),
                ("NIK", shown_nik(payee.nik, full=True) if payee and payee.nik else ""),
                ("Nomor rekening", payee.account if payee else ""),
            )),
            Part(words=(
                "memberi kuasa untuk mengurus dan menerima pembayaran hak jaminan sosial "
                "ketenagakerjaan atas nama seluruh ahli waris, dan membaginya menurut kesepakatan "
                "keluarga.",
            )),
        ),
        given, head,
        signatories=(*(Signatory("Pemberi kuasa", h.name) for h in others),
                     Signatory("Penerima kuasa", name), _chief(head)),
        place=head.town,
    )  # fmt: skip


def _notice(sheet: Sheet, given: Provenance) -> ClaimSheet:
    """The family's own paper: the exact sum, what is paid when, and the warning of brokers."""
    head, event = _head(sheet), sheet.event
    parts = [
        Part(
            f"{c.get_programme_display()} ({c.membership.get_segment_display()})",
            rows=tuple(
                (str(PARTS.get(name, name)), rupiah(value))
                for name, value in (c.estimate or {}).get("parts", {}).items()
            ) or (("Jumlah", c.unreckoned or "belum dihitung"),),
        )
        for c in sheet.live
    ]  # fmt: skip
    paid = [
        (f"{c.get_programme_display()} dibayar {tanggal(c.payment.paid_on, 'id')}",
         rupiah(c.payment.amount))
        for c in sheet.live if hasattr(c, "payment")
    ]  # fmt: skip
    if paid:
        parts.append(Part("Sudah dibayar BPJS", rows=tuple(paid)))
    if sheet.scholarship:
        names = ", ".join(child.name for child in sheet.children)
        parts.append(Part("Beasiswa", words=(
            f"Anak-anak ({names}) dapat menerima beasiswa hingga {rupiah(sheet.scholarship)} "
            "seluruhnya, ditagih tiap tahun ajaran sampai usia 23, menikah, atau bekerja.",
        )))  # fmt: skip
    parts.append(Part("Perhatian", words=(WARNING,)))
    whose = "keluarga" if event.fatal else "Anda"
    law = next((c.law_id for c in sheet.live if c.law_id), "")
    return ClaimSheet(
        "Pemberitahuan hak keluarga" if event.fatal else "Pemberitahuan hak peserta",
        (
            Part(words=(
                f"Sehubungan dengan {str(event.get_kind_display()).lower()} atas nama "
                f"{event.person.name} pada {tanggal(event.occurred_on, 'id')}, hak {whose} menurut "
                "hukum yang berlaku diperkirakan sebagai berikut. Keputusan ada pada BPJS "
                "Ketenagakerjaan.",
            )),
            *parts,
            Part(rows=(("Dihitung menurut hukum", law), ("Tempat bertanya", head.place))),
        ),
        given, head,
        notice=f"Hak {whose}: {spelled_rupiah(sheet.total)}" if sheet.total else
        "Jumlahnya belum dapat dihitung; tanyakan kantor desa.",
        signatories=(_chief(head),), place=head.town, dated=timezone.localdate(),
    )  # fmt: skip


def _tracking(sheet: Sheet, given: Provenance) -> ClaimSheet:
    """One sheet that the family and the camat follow: papers, deadlines, states."""
    head, event = _head(sheet), sheet.event
    papers = tuple(
        (str(n), str(line.kind.title), str(line.kind.purpose), str(line.kind.who),
         str(line.kind.office), "ada" if line.here else f"{line.waiting_days} hari")
        for n, line in enumerate(sheet.papers, 1)
    )  # fmt: skip
    clocks = tuple(
        (c.title, tanggal(timezone.localtime(c.due).date(), "id"),
         "selesai" if c.done else left(c), c.consequence)
        for c in sheet.clocks
    )  # fmt: skip
    states = tuple(
        (f"{c.get_programme_display()} ({c.membership.get_segment_display()})",
         f"{c.get_state_display()}; perkiraan "
         f"{rupiah(c.total) if c.total is not None else 'belum dihitung'}")
        for c in sheet.live
    )  # fmt: skip
    return ClaimSheet(
        "Lembar lacak klaim",
        (
            Part(rows=(
                ("Peserta", event.person.name), ("NIK", masked_nik(event.person.nik)),
                ("Kejadian", f"{event.get_kind_display()}, {tanggal(event.occurred_on, 'id')}"),
                ("Dilaporkan", tanggal(timezone.localtime(event.at).date(), "id")), *states,
            )),
            Part("Berkas", grid=Grid(PAPERS, papers)),
            Part("Tenggat", grid=Grid(CLOCKS, clocks)),
            *([Part("Yang masih harus dibereskan", items=tuple(sheet.heirs_missing))]
              if sheet.heirs_missing else []),
            Part(words=("Akta kematian diurus pemerintah desa; keluarga tidak perlu ke Dukcapil.",)
                 if event.fatal else ()),
        ),
        given, head,
    )  # fmt: skip


def _chronology(sheet: Sheet, given: Provenance) -> ClaimSheet:
    head, values = _head(sheet), values_of(sheet)
    told = {"yes": "ya", "no": "tidak", "": "belum diketahui"}
    event = sheet.event
    return ClaimSheet(
        "Kronologi kejadian",
        (
            _member(sheet),
            Part("Kejadian", rows=(
                ("Tanggal", values["tanggal_kejadian"]), ("Pukul", values["jam_kejadian"]),
                ("Tempat", values["tempat_kejadian"]),
                ("Karena atau selama bekerja", told[event.at_work]),
                ("Dalam perjalanan kerja", told[event.commuting]),
                ("Kecelakaan lalu lintas", told[event.road]),
            )),
            Part("Uraian", words=(event.story or "…" * 60,)),
        ),
        given, head,
        signatories=(Signatory("Saksi 1"), Signatory("Saksi 2"),
                     Signatory("Pelapor", event.reporter_name), _chief(head)),
        place=head.town,
    )  # fmt: skip


def _form(code: str) -> Callable[[Sheet, Provenance], ClaimSheet]:
    def build(sheet: Sheet, given: Provenance) -> ClaimSheet:
        head = _head(sheet)
        title, lines, decided = layout_of(code, sheet)
        note = "" if decided else (
            "Susunan contoh Payung; cocokkan dengan formulir cabang BPJS, lalu atur di halaman "
            "Aturan."
        )  # fmt: skip
        signer = _signer(code, sheet, head)
        return ClaimSheet(
            title,
            (Part(rows=tuple(rows_of(lines, values_of(sheet)))),
             *([Part(words=(note,))] if note else [])),
            given, None, signatories=(signer,), place=head.town,
        )  # fmt: skip

    return build


def _signer(code: str, sheet: Sheet, head: Letterhead) -> Signatory:
    """Who signs a form: the doctor, who receives (savings and pension), or the village."""
    if code == "form-3b":
        return Signatory("Dokter pemeriksa")
    if code in {"form-5", "form-7"}:
        return Signatory("Pemohon", values_of(sheet)["penerima"])
    return _chief(head)


LETTERS: dict[str, Letter] = {
    "lacak": Letter(_("Lembar lacak untuk keluarga dan camat"), _tracking),
    "pemberitahuan": Letter(_("Pemberitahuan hak keluarga"), _notice),
    "ahli-waris": Letter(_("Surat keterangan ahli waris"), _heirs_letter, fatal=True),
    "kuasa": Letter(_("Surat kuasa kepada penerima"), _power, fatal=True),
    "form-4": Letter(_("Formulir 4"), _form("form-4"), fatal=True, programme="jkm"),
    "form-5": Letter(_("Formulir 5"), _form("form-5"), programme="jht"),
    "form-7": Letter(_("Formulir 7"), _form("form-7"), programme="jp"),
    "form-3": Letter(_("Formulir 3"), _form("form-3"), programme="jkk", health=True),
    "form-3a": Letter(_("Formulir 3a"), _form("form-3a"), programme="jkk", health=True),
    "form-3b": Letter(_("Formulir 3b"), _form("form-3b"), programme="jkk", health=True),
    "kronologi": Letter(_("Kronologi kejadian"), _chronology, programme="jkk", health=True),
}


def covering_list(sent: Submission, area: Area, claims: Sequence[Claim], url: str) -> bytes:
    """The letter to the branch with its list of claims."""
    with override("id"):
        printed = timezone.localtime()
        head = Letterhead(regency=area.name.removeprefix("Kabupaten "), unit="Dinas Pemberdayaan "
                          "Masyarakat dan Desa")  # fmt: skip
        rows = tuple(
            (
                str(n), c.event.person.name, shown_nik(c.event.person.nik, full=True),
                str(c.membership.kpj) if c.membership.kpj_index else "–", c.event.village.name,
                c.get_programme_display(), tanggal(c.event.occurred_on, "id"),
                rupiah(c.total) if c.total is not None else "–",
            )
            for n, c in enumerate(claims, 1)
        )  # fmt: skip
        total = sum(c.total or 0 for c in claims)
        return claim_sheet(
            ClaimSheet(
                "Surat pengantar klaim",
                (
                    Part(words=(
                        f"Bersama ini kami sampaikan {len(claims)} berkas klaim jaminan sosial "
                        f"ketenagakerjaan dengan perkiraan manfaat {spelled_rupiah(total)}, untuk "
                        "diproses menurut ketentuan.",
                    ), grid=Grid(COVERING, rows)),
                    Part(words=("Mohon keputusan tiap klaim disampaikan kepada kami, agar "
                                "keluarga segera diberi tahu.",)),
                ),
                Provenance(
                    source=f"Payung, surat pengantar {sent.number}", printed_at=printed, url=url,
                    identifier=f"pengantar/{sent.pk}", zone=zone_of(printed),
                ),
                head, number=sent.number, about="Pengantar klaim",
                addressee="Kepala Cabang BPJS Ketenagakerjaan",
                signatories=(Signatory("Kepala Dinas PMD"),), place=head.town, dated=sent.sent_on,
            )
        )  # fmt: skip
