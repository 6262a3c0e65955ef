"""The decree as papers: what `core/papers` needs, put together from the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.papers import (
    DecreeForm,
    DecreeMember,
    Letterhead,
    Provenance,
    Signatory,
)
from payung.programme.people.queries import word_of
from payung.programme.selection.annex import AnnexLine
from payung.programme.selection.models import Candidate, Roster

DEFAULT_BASIS: Final = (
    "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional",
    "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",
    "Undang-Undang Nomor 6 Tahun 2014 tentang Desa sebagaimana telah diubah, terakhir dengan "
    "Undang-Undang Nomor 3 Tahun 2024",
    "Peraturan Pemerintah Nomor 44 Tahun 2015 tentang Penyelenggaraan Program Jaminan Kecelakaan "
    "Kerja dan Jaminan Kematian sebagaimana telah diubah, terakhir dengan Peraturan Pemerintah "
    "Nomor 49 Tahun 2023",
    "Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2021 tentang Tata Cara Penyelenggaraan "
    "Program Jaminan Kecelakaan Kerja, Jaminan Kematian, dan Jaminan Hari Tua",
)
"""The usual "Mengingat"; the fund's own regulation is added, and the village may replace all."""
ZONES: Final[dict[str, Literal["WIB", "WITA", "WIT"]]] = {"7": "WIB", "8": "WITA", "9": "WIT"}


@dataclass(frozen=True, slots=True)
class DecreePaper:
    """What the village head writes on the decree.

    `month_from`: the first month paid, by default the later of the share's first month and the
    month of the decree, since no month is covered before it. `url` is printed as the QR.
    """

    number: str
    on: dt.date
    signer_name: str = ""
    signer_post: str = ""
    basis: Sequence[str] = DEFAULT_BASIS
    month_from: Month | None = None
    url: str = ""
    note: str = ""


def letterhead_of(village: Area) -> Letterhead:
    """The office of a village or kelurahan; two statements for the regions above."""
    district = village.parent
    regency = district.parent if district else None
    if district is None or regency is None:
        raise ValueError(f"{village.code} is no village")
    return Letterhead(
        regency=_bare(regency),
        district=_bare(district),
        village=_bare(village),
        kind="kelurahan" if village.kind == Area.Kind.KELURAHAN else "desa",
        regency_kind="Kota" if regency.kind == Area.Kind.KOTA else "Kabupaten",
    )


def authority_of(regency: Area) -> str:
    """Who decrees on district money: "Bupati Belu", "Wali Kota Kupang"."""
    head = "Wali Kota" if regency.kind == Area.Kind.KOTA else "Bupati"
    return f"{head} {_bare(regency)}"


def regent_letterhead(regency: Area) -> Letterhead:
    """The regent's own letterhead."""
    return Letterhead(
        regency=_bare(regency),
        regency_kind="Kota" if regency.kind == Area.Kind.KOTA else "Kabupaten",
        unit=authority_of(regency),
    )


def _bare(area: Area) -> str:
    """The name without its kind: Kota Kupang → Kupang."""
    prefix = Area.Kind(area.kind).label + " "
    return area.name.removeprefix(prefix)


def zone_of(moment: dt.datetime) -> Literal["WIB", "WITA", "WIT"]:
    """The Indonesian name of a moment's zone."""
    offset = moment.utcoffset() or dt.timedelta(hours=8)
    return ZONES.get(str(offset.seconds // 3600), "WITA")


def decree_form(
    roster: Roster, lines: Sequence[AnnexLine], *, number: str, on: dt.date, signer: Signatory,
    basis: Sequence[str], meeting_on: dt.date | None, url: str, printed_at: dt.datetime,
) -> DecreeForm:  # fmt: skip
    """Everything that the decree says. NIKs are masked on paper: the annex is read in public."""
    fund = roster.fund
    regency = roster.village.parent.parent if fund.by_regent and roster.village.parent else None
    return DecreeForm(
        letterhead=regent_letterhead(regency) if regency else letterhead_of(roster.village),
        authority=authority_of(regency) if regency else "",
        place=roster.village.title if regency else "",
        excerpt=regency is not None,
        year=roster.year,
        members=tuple(_member(line, fund.name) for line in lines),
        regulations=tuple(basis),
        signatory=signer,
        provenance=Provenance(
            source=f"Payung, daftar {roster.village.title} {roster.year}, dana {fund.name}",
            printed_at=printed_at,
            url=url,
            identifier=f"Daftar {roster.pk}/{roster.round}",
            zone=zone_of(printed_at),
        ),
        number=number,
        group="vulnerable" if roster.segment == Roster.Segment.BPU else "officials",
        signed_on=on,
        meeting_on=meeting_on,
    )


def _member(line: AnnexLine, fund: str) -> DecreeMember:
    price = line.price
    return member_of(
        line.candidate,
        programmes=price.programmes,
        fund=fund,
        address=line.address,
        first=line.months[0],
        months=len(line.months),
        monthly=price.amounts[0],
        total=price.total,
    )


def member_of(
    candidate: Candidate, *, programmes: tuple[str, ...], fund: str, address: str, first: Month,
    months: int, monthly: int, total: int,
) -> DecreeMember:  # fmt: skip
    """A line of the annex: work by the register's code, or the post of an official."""
    person = candidate.person
    vulnerable = candidate.post == candidate.Post.VULNERABLE
    work = word_of("occupation", person.occupation) or person.occupation_text
    return DecreeMember(
        name=person.name,
        nik=person.nik,
        address=address,
        programmes=programmes,
        fund=fund,
        first_month=first,
        months=months,
        monthly=monthly,
        occupation=work if vulnerable else candidate.get_post_display(),
        amount=total,
    )


def of_all(
    candidate: Candidate, roster: Roster, programmes: tuple[str, ...], address: str, first: Month,
    amounts: Sequence[int],
) -> DecreeMember:  # fmt: skip
    """A line of the regent's whole paper: the village stands before the address."""
    return member_of(
        candidate,
        programmes=programmes,
        fund=roster.fund.name,
        address=", ".join(part for part in (roster.village.title, address) if part),
        first=first,
        months=len(amounts),
        monthly=amounts[0],
        total=sum(amounts),
    )


def whole_form(
    regency: Area, roster: Roster, members: Sequence[DecreeMember], *, paper: DecreePaper,
    basis: Sequence[str], signer: Signatory, printed_at: dt.datetime,
) -> DecreeForm:  # fmt: skip
    """The regent's paper with the names of all lists; `roster` is one of them."""
    return DecreeForm(
        letterhead=regent_letterhead(regency),
        year=roster.year,
        members=tuple(members),
        regulations=tuple(dict.fromkeys(basis)),
        signatory=signer,
        provenance=Provenance(
            source=f"Payung, daftar dana kabupaten {regency.title} {roster.year}",
            printed_at=printed_at, url=paper.url, identifier=f"{regency.code}/{roster.year}",
            zone=zone_of(printed_at),
        ),
        number=paper.number.strip(),
        group="vulnerable" if roster.segment == Roster.Segment.BPU else "officials",
        signed_on=paper.on,
        authority=authority_of(regency),
        place=regency.title,
    )  # fmt: skip
