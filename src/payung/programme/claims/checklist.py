"""The checklist of papers: what each is for, who gets it, at which office, how long it waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.programme.claims.heirs import Ranked, ranked
from payung.programme.claims.models import Claim, Event, EventPaper

VILLAGE, FAMILY, CLINIC, EMPLOYER = (
    _("Pemerintah desa"), _("Keluarga"), _("Fasilitas kesehatan"), _("Pemberi kerja"),
)  # fmt: skip
DUKCAPIL, OFFICE, BANK, COURT, POLICE, HOME = (
    _("Dukcapil"), _("Kantor desa"), _("Bank"), _("Pengadilan"), _("Kepolisian"), _("Rumah"),
)  # fmt: skip
DISTRICT, HOSPITAL, BRANCH, NOTARY = (
    _("Kantor camat"), _("Puskesmas atau rumah sakit"), _("Cabang BPJS"), _("Notaris"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """What decides which papers a case needs."""

    event: Event
    programmes: frozenset[str]
    segments: frozenset[str]
    heirs: tuple[Ranked, ...] = ()

    @property
    def death(self) -> bool:
        return self.event.kind == Event.Kind.DEATH

    @property
    def jkk(self) -> bool:
        return "jkk" in self.programmes

    def relation(self, *names: str) -> bool:
        """Whether an entitled heir stands in one of these relations."""
        return any(r.entitled and r.heir.relation in names for r in self.heirs)


Needed = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One line of the checklist; `health` marks papers about the body."""

    code: str
    title: str | Promise
    purpose: str | Promise
    who: str | Promise
    office: str | Promise
    needed: Needed
    health: bool = False


def _always(_case: Case) -> bool:
    return True


def _savings(case: Case) -> bool:
    return bool(case.programmes & {"jht", "jp"})


KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "kpj", _("Kartu peserta (KPJ)"), _("menunjukkan nomor peserta"), FAMILY, HOME, _always
    ),
    PaperKind(
        "ktp", _("e-KTP peserta"), _("menunjukkan bahwa peserta orang yang sama"), FAMILY, HOME,
        _always,
    ),
    PaperKind("kk", _("Kartu keluarga"), _("menunjukkan susunan keluarga"), FAMILY, HOME, _always),
    PaperKind(
        "akta_kematian", _("Akta kematian"), _("membuktikan kematian dan tanggalnya"), VILLAGE,
        DUKCAPIL, lambda c: c.death,
    ),
    PaperKind(
        "ahli_waris", _("Surat keterangan ahli waris"),
        _("menyebut yang berhak; ditandatangani ahli waris, dua saksi, kades, dan camat"),
        VILLAGE, DISTRICT, lambda c: c.death,
    ),
    PaperKind(
        "ktp_waris", _("e-KTP penerima"), _("mencocokkan penerima pembayaran"), FAMILY, HOME,
        lambda c: c.death,
    ),
    PaperKind(
        "buku_nikah", _("Buku nikah"), _("membuktikan hubungan janda atau duda"), FAMILY, HOME,
        lambda c: c.death and c.relation("spouse"),
    ),
    PaperKind(
        "akta_anak", _("Akta kelahiran anak"), _("membuktikan hubungan anak; dasar beasiswa"),
        FAMILY, DUKCAPIL, lambda c: c.death and c.relation("child"),
    ),
    PaperKind(
        "kuasa", _("Surat kuasa kepada penerima"), _("satu penerima atas nama semua ahli waris"),
        VILLAGE, OFFICE,
        lambda c: c.death and sum(r.entitled and not r.minor for r in c.heirs) > 1,
    ),
    PaperKind(
        "wali", _("Surat perwalian"), _("mewakili ahli waris yang belum dewasa"), FAMILY, COURT,
        lambda c: c.death and any(r.entitled and r.minor for r in c.heirs)
        and not any(r.entitled and not r.minor for r in c.heirs),
    ),
    PaperKind(
        "wasiat", _("Akta wasiat"), _("menunjuk penerima bila tidak ada keluarga"), FAMILY, NOTARY,
        lambda c: c.death and c.relation("will"),
    ),
    PaperKind(
        "rekening", _("Buku rekening penerima"), _("tujuan pembayaran"), FAMILY, BANK, _always
    ),
    PaperKind(
        "form_4", _("Formulir 4 (pengajuan JKM)"), _("permohonan pembayaran"), VILLAGE, OFFICE,
        lambda c: c.death and "jkm" in c.programmes,
    ),
    PaperKind(
        "form_5", _("Formulir 5 (pengajuan JHT)"), _("permohonan pembayaran"), FAMILY, BRANCH,
        lambda c: "jht" in c.programmes,
    ),
    PaperKind(
        "form_7", _("Formulir 7 (pengajuan JP)"), _("permohonan pembayaran"), FAMILY, BRANCH,
        lambda c: "jp" in c.programmes,
    ),
    PaperKind(
        "form_3", _("Formulir 3 (laporan kecelakaan tahap I)"),
        _("laporan dalam 2 × 24 jam"), VILLAGE, BRANCH, lambda c: c.jkk,
    ),
    PaperKind(
        "form_3a", _("Formulir 3a (laporan tahap II)"), _("permohonan pembayaran"), VILLAGE,
        BRANCH, lambda c: c.jkk,
    ),
    PaperKind(
        "form_3b", _("Formulir 3b (surat keterangan dokter)"),
        _("menyebut cedera dan akibatnya"), CLINIC, HOSPITAL, lambda c: c.jkk, health=True,
    ),
    PaperKind(
        "kronologi", _("Kronologi kejadian"), _("menerangkan hubungan dengan pekerjaan"), VILLAGE,
        OFFICE, lambda c: c.jkk, health=True,
    ),
    PaperKind(
        "polisi", _("Laporan polisi dan jawaban Jasa Raharja"),
        _("kecelakaan lalu lintas: Jasa Raharja lebih dahulu"), FAMILY, POLICE,
        lambda c: c.jkk and c.event.road == Event.Told.YES,
    ),
    PaperKind(
        "tugas", _("Surat tugas atau daftar hadir"), _("menunjukkan bahwa peserta bekerja"),
        EMPLOYER, OFFICE, lambda c: c.jkk and "pu" in c.segments,
    ),
    PaperKind(
        "sk_berhenti", _("Surat berhenti atau akhir masa jabatan"),
        _("membuka pembayaran JHT"), EMPLOYER, OFFICE,
        lambda c: _savings(c) and c.event.kind in {"term_ended", "job_loss"},
    ),
    PaperKind(
        "sk_cacat", _("Surat dokter tentang cacat total"), _("membuka pembayaran JHT dan JP"),
        CLINIC, HOSPITAL, lambda c: c.event.kind == "disability", health=True,
    ),
)  # fmt: skip
BY_CODE = {kind.code: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Line:
    """One paper of one event: there or not, and since when it is waited for."""

    kind: PaperKind
    papers: tuple[EventPaper, ...] = field(default=())
    waiting_days: int = 0

    @property
    def here(self) -> bool:
        return bool(self.papers)


def case_of(event: Event, claims: Sequence[Claim], heirs: Sequence[Ranked] | None = None) -> Case:
    """What decides the checklist of an event."""
    live = [c for c in claims if c.state != Claim.State.WITHDRAWN]
    found = ranked(event) if heirs is None and event.fatal else heirs
    return Case(
        event,
        frozenset(c.programme for c in live),
        frozenset(c.membership.segment for c in live),
        tuple(found or ()),
    )


def lines_of(
    event: Event, claims: Sequence[Claim], heirs: Sequence[Ranked] | None = None,
    on: dt.date | None = None,
) -> list[Line]:  # fmt: skip
    """The checklist of an event: every needed paper, and any other that came in."""
    case = case_of(event, claims, heirs)
    held: dict[str, list[EventPaper]] = {}
    for paper in sorted(event.papers.all(), key=lambda p: p.pk):
        if paper.withdrawn_at is None:
            held.setdefault(paper.code, []).append(paper)
    days = ((on or timezone.localdate()) - timezone.localtime(event.at).date()).days
    return [
        Line(kind, tuple(held.get(kind.code, ())), 0 if kind.code in held else max(0, days))
        for kind in KINDS
        if kind.needed(case) or kind.code in held
    ]


def still_missing(lines: Sequence[Line]) -> list[str]:
    """Titles of the papers that are not here."""
    return [str(line.kind.title) for line in lines if not line.here]
