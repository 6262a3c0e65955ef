"""Decree of a village head (or lurah) on who is covered, with its list of names as annex."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from payung.core.papers.annex import DecreeMember, annex_register
from payung.core.papers.common import (
    Letterhead,
    Provenance,
    Signatory,
    foot,
    letterhead_data,
    signature_data,
)
from payung.core.papers.engine import pictures, typeset
from payung.core.papers.wording import (
    BLANK,
    listed,
    long_date,
    number,
    programme_names,
    spelled,
    spelled_rupiah,
)

__all__ = ["DecreeForm", "DecreeMember", "decree_pictures", "village_decree"]

ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN",
    "KESEMBILAN", "KESEPULUH",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecreeForm:
    """Everything that the decree says.

    `regulations` is the "Mengingat" as the district fixed it, in its order. Empty `considering`
    and `decisions` take the standard text. Without `signed_on` and `number` the paper is a draft
    with dots to fill in. `full_identity` prints whole NIKs; otherwise they are masked.

    `authority` decrees instead of the village's head ("Bupati Belu"), for the people of `place`;
    its annex has a part for each fund. An `excerpt` holds the names of one village only.
    """

    letterhead: Letterhead
    year: int
    members: tuple[DecreeMember, ...]
    regulations: tuple[str, ...]
    signatory: Signatory
    provenance: Provenance
    number: str = ""
    group: Literal["vulnerable", "officials"] = "vulnerable"
    signed_on: dt.date | None = None
    meeting_on: dt.date | None = None
    considering: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    full_identity: bool = False
    authority: str = ""
    place: str = ""
    excerpt: bool = False

    @property
    def title(self) -> str:
        """What the paper is: the decree itself or an excerpt of it."""
        return f"{'Petikan ' if self.excerpt else ''}Keputusan {self.office}"

    @property
    def annexes(self) -> tuple[tuple[str, tuple[DecreeMember, ...]], ...]:
        """Parts of the annex: one, or of a regent's decree one for each fund."""
        if not self.authority or self.excerpt:
            return (("LAMPIRAN", self.members),)
        funds = list(dict.fromkeys(member.fund for member in self.members)) or [""]
        parts = [tuple(m for m in self.members if m.fund == fund) for fund in funds]
        if len(parts) == 1:
            return (("LAMPIRAN", parts[0]),)
        return tuple((f"LAMPIRAN {_roman(n)}", part) for n, part in enumerate(parts, 1))

    @property
    def people(self) -> str:
        """Whom the decree is about."""
        if self.group == "vulnerable":
            return "Pekerja Rentan"
        kind = self.letterhead.kind
        return "Perangkat Desa dan Lembaga Desa" if kind == "desa" else "Perangkat Kelurahan"

    @property
    def about(self) -> str:
        """The subject after "tentang"."""
        return (
            f"Penetapan Peserta Perlindungan Jaminan Sosial Ketenagakerjaan bagi {self.people} "
            f"di {self.place or self.letterhead.place} Tahun Anggaran {self.year}"
        )

    @property
    def office(self) -> str:
        """Who decrees: "Kepala Desa Kewar"."""
        return self.authority or f"{self.letterhead.head} {self.letterhead.village}"

    @property
    def total(self) -> int:
        """Rupiah of all members over their months."""
        return sum(member.total for member in self.members)


def village_decree(form: DecreeForm) -> bytes:
    """The decree with its annex as PDF. Lists above 500 names are not tagged for screen readers."""
    return typeset(
        "decree", decree_data(form), printed_at=form.provenance.printed_at, rows=len(form.members)
    )


def decree_pictures(form: DecreeForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the decree as PNG."""
    return pictures("decree", decree_data(form), ppi=ppi)


def decree_data(form: DecreeForm) -> dict[str, Any]:
    """What the template reads."""
    return {
        "title": f"{form.title} tentang {form.about}",
        "heading": form.title,
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "office": form.office,
        "number": form.number or BLANK,
        "about": form.about,
        "date": long_date(form.signed_on),
        "where": _where(form),
        "considering": list(form.considering or _considering(form)),
        "regulations": list(form.regulations),
        "attention": list(form.attention or _attention(form)),
        "decisions": _decisions(form),
        "signature": signature_data(form.signatory, place=form.letterhead.town, on=form.signed_on),
        "copies": list(form.copies),
        "annexes": [
            {
                "title": title,
                "register": annex_register(
                    members, subject=form.about, full_identity=form.full_identity
                ),
                "closing": _closing(members),
            }
            for title, members in form.annexes
        ],
    }


def _where(form: DecreeForm) -> str:
    """The place under the heading of the annex."""
    head = form.letterhead
    regency = f"{head.regency_kind} {head.regency}"
    place = form.place or head.place
    if place == regency:
        return regency
    return f"{place}, {regency}" if form.place else f"{place}, Kecamatan {head.district}, {regency}"


def _roman(number: int) -> str:
    """1 to 39 in Roman numerals: more funds than a district has."""
    return (
        "X" * (number // 10)
        + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
    )


def _considering(form: DecreeForm) -> list[str]:
    here = form.place or form.letterhead.place
    if form.group == "officials":
        first = (
            f"bahwa perangkat dan lembaga di {here} menghadapi risiko kecelakaan kerja dan "
            "kematian dalam melaksanakan tugas pelayanan kepada masyarakat"
        )
    else:
        first = (
            f"bahwa pekerja rentan di {here} menghadapi risiko kecelakaan kerja dan kematian yang "
            "dapat menghilangkan penghasilan keluarga, sedangkan kemampuan mereka membayar "
            "iuran jaminan sosial ketenagakerjaan terbatas"
        )
    return [
        first + ";",
        "bahwa agar perlindungan jaminan sosial ketenagakerjaan tepat sasaran dan dapat "
        "dipertanggungjawabkan, peserta yang iurannya dibayar dari anggaran publik perlu "
        "ditetapkan menurut nama dan alamat;",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu "
        f"menetapkan Keputusan {form.authority or form.letterhead.head} tentang {form.about};",
    ]


def _attention(form: DecreeForm) -> list[str]:
    if form.meeting_on is None or form.authority:
        return []
    kind = "Desa" if form.letterhead.kind == "desa" else "Kelurahan"
    return [f"Berita Acara Musyawarah {kind} tanggal {long_date(form.meeting_on)}."]


def _decisions(form: DecreeForm) -> list[list[str]]:
    texts = list(form.decisions or _standard_decisions(form))
    names = [*ORDINALS, *(f"KE-{i}" for i in range(len(ORDINALS) + 1, len(texts) + 1))]
    return [[name, text] for name, text in zip(names, texts, strict=False)]


def _standard_decisions(form: DecreeForm) -> list[str]:
    count = len(form.members)
    return [
        f"Menetapkan {number(count)} ({spelled(count)}) orang {form.people.lower()} "
        "sebagaimana tercantum dalam Lampiran sebagai peserta perlindungan jaminan sosial "
        "ketenagakerjaan.",
        _scope(form),
        f"Iuran peserta berjumlah {spelled_rupiah(form.total)}, dibebankan pada "
        f"{_funds(form)}, dan dibayar menurut ketentuan pengelolaan keuangan yang berlaku.",
        "Peserta yang meninggal dunia, pindah, atau tidak lagi memenuhi syarat dilaporkan paling "
        "lambat pada akhir bulan berjalan; penggantinya diambil dari daftar cadangan dan "
        "ditetapkan dengan keputusan perubahan.",
        "Lampiran merupakan bagian yang tidak terpisahkan dari Keputusan ini.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan. Apabila di kemudian hari terdapat "
        "kekeliruan, Keputusan ini diperbaiki sebagaimana mestinya.",
    ]


def _scope(form: DecreeForm) -> str:
    sets = list({member.programmes for member in form.members})
    if len(sets) == 1:
        return (
            "Perlindungan sebagaimana dimaksud dalam Diktum KESATU meliputi program "
            f"{programme_names(sets[0])}."
        )
    return (
        "Perlindungan sebagaimana dimaksud dalam Diktum KESATU meliputi program yang tercantum "
        "untuk setiap peserta dalam Lampiran."
    )


def _funds(form: DecreeForm) -> str:
    return listed(sorted({m.fund for m in form.members})) or "anggaran yang ditetapkan kemudian"


def _closing(members: tuple[DecreeMember, ...]) -> str:
    return (
        f"Jumlah peserta: {number(len(members))} orang. Jumlah iuran: "
        f"{spelled_rupiah(sum(member.total for member in members))}."
    )
