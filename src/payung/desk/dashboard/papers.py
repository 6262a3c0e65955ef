"""Papers of a village: the list for the noticeboard, and cards for its members."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.coverage import Standing, jkm_amounts, tell
from payung.core.papers import (
    Benefit,
    CardForm,
    NoticeboardForm,
    NoticeboardRow,
    Provenance,
    Signatory,
    member_cards,
    noticeboard,
)
from payung.desk.dashboard.places import Place
from payung.programme.membership.figures import listed, running, standing_members
from payung.programme.membership.models import Membership
from payung.programme.membership.queries import cover_rules, standings
from payung.programme.selection.annex import address_of
from payung.programme.selection.decree_paper import letterhead_of, zone_of
from payung.programme.selection.models import Candidate

MOST_CARDS = 500
HOTLINE = ("Layanan BPJS Ketenagakerjaan", "175")


def board_paper(actor: Actor, place: Place, *, year: int, url: str) -> bytes:
    """Every proposed or decreed name of a village with masked NIK, to be read and objected to."""
    village = place.area
    names = (
        listed(actor, village.code, year, Right.VIEW_PEOPLE)
        .select_related("person", "roster")
        .defer("person__kk", "person__mother_name", "person__phone")
        .order_by("person__name_key", "pk")
    )
    return noticeboard(
        NoticeboardForm(
            letterhead=letterhead_of(village),
            title=f"Daftar peserta jaminan sosial ketenagakerjaan {village.title} {year}",
            rows=tuple(_board_row(name) for name in names),
            signatory=Signatory(_head_of(village)),
            provenance=_provenance(f"Payung, daftar {village.title} {year}", url, village.code),
            contact=f"kantor {village.title}",
            posted_on=timezone.localdate(),
        )
    )


def _board_row(name: Candidate) -> NoticeboardRow:
    programmes = name.roster.programmes.upper().replace(",", ", ")
    state = name.roster.get_state_display()
    return NoticeboardRow(
        name.person.name, name.person.nik, address_of(name.person), programmes, state
    )


def cards_paper(actor: Actor, place: Place, *, on: dt.date, url: str) -> bytes:
    """A card for each membership that stands, four to a sheet, at most MOST_CARDS.

    Raises ValueError when nobody stands covered.
    """
    village = place.area
    members = running(actor, village.code, on, Right.VIEW_IDENTITY)
    standing, _later = standing_members(members, village.code, on)
    rows = list(
        standing.select_related("person")
        .defer("person__kk", "person__mother_name", "person__phone")
        .order_by("person__name_key", "pk")[:MOST_CARDS]
    )
    now = standings(rows, cover_rules(village.code, on), on)
    programmes = _programmes(rows)
    given = _provenance(f"Payung, peserta {village.title}", url, village.code)
    return member_cards([_card(r, now[r.pk], village, programmes[r.pk], given) for r in rows])


def _programmes(rows: list[Membership]) -> dict[int, str]:
    """Programmes of the latest month of each membership."""
    found = dict.fromkeys((row.pk for row in rows), "")
    months = Membership.objects.filter(pk__in=found).values_list(
        "pk", "months__month", "months__programmes"
    )
    for pk, _month, programmes in months.order_by("months__month"):
        found[pk] = (programmes or "").upper().replace(",", ", ")
    return found


def _card(
    row: Membership, now: Standing, village: Area, programmes: str, given: Provenance
) -> CardForm:
    amounts = jkm_amounts(now.on)
    benefits: tuple[Benefit, ...] = ()
    if amounts is not None:
        wait = amounts.stakes.waiting
        note = ""
        if now.clock is not None and not now.clock.served(now.on):
            note = f"Rp{wait:,}".replace(",", ".") + " selama masa tunggu"
        benefits = (Benefit("Meninggal dunia (JKM)", amounts.stakes.full, note),)
    return CardForm(
        name=row.person.name,
        kpj=row.kpj,
        nik=row.person.nik,
        village=village.title,
        programmes=programmes,
        cover=tell(now, row.person.name).headline,
        benefits=benefits,
        contacts=((f"Kantor {village.title}", "operator desa"), HOTLINE),
        url=given.url,
        provenance=given,
    )


def _head_of(village: Area) -> str:
    head = "Lurah" if village.kind == Area.Kind.KELURAHAN else "Kepala Desa"
    return f"{head} {village.name}"


def _provenance(source: str, url: str, code: str) -> Provenance:
    now = timezone.localtime()
    return Provenance(source=source, printed_at=now, url=url, identifier=code, zone=zone_of(now))
