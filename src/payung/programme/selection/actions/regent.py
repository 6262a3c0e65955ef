"""The regent's decree: one paper for all lists that district money pays, an annex for each fund.

Each list keeps its own decree: an excerpt with the names of its village, so that no village reads
the names of another. The whole paper is kept beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.papers import DecreeForm, DecreeMember, Provenance, Signatory
from payung.programme.selection.actions.decreeing import DecreePaper, decree
from payung.programme.selection.decree_paper import (
    authority_of,
    decree_files,
    member_of,
    regent_letterhead,
    zone_of,
)
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Decree, DecreeLine, DistrictDecree, Roster
from payung.programme.selection.refusals import SelectionRefused


@transaction.atomic
def decree_together(
    *, by: Actor, regency: Area, rosters: Sequence[Roster], paper: DecreePaper,
    outside: Mapping[int, Mapping[int, Outside]], on: date, released: Mapping[int, int],
) -> DistrictDecree:  # fmt: skip
    """Fix several verified lists of one year with one decree of the regent.

    `outside` and `released` are those of `decree`, by list. All lists are decreed, or none.
    Raises what `decree` raises, and SelectionRefused for lists that are not the regent's.
    """
    by.require(Right.DECREE_DISTRICT, regency.code)
    _check(rosters)
    signed = replace(paper, signer_post=paper.signer_post or authority_of(regency))
    made = [
        decree(
            by=by, roster=roster, paper=signed, outside=outside.get(roster.pk, {}), on=on,
            released=released.get(roster.pk, 0),
        )
        for roster in sorted(rosters, key=lambda r: (r.fund.name, r.village_id))
    ]  # fmt: skip
    with override("id"):
        pdf, xlsx = decree_files(_whole(regency, rosters[0], made, signed, by))
    name = f"SK {authority_of(regency)} {rosters[0].year}"
    row = DistrictDecree.objects.create(
        area=regency, year=rosters[0].year, number=paper.number.strip(), date=paper.on,
        signer_name=paper.signer_name or by.name, signer_post=signed.signer_post,
        pdf=_stored(by, regency, pdf, f"{name}.pdf"),
        xlsx=_stored(by, regency, xlsx, f"{name}.xlsx"), by_id=by.id, by_name=by.name,
    )  # fmt: skip
    Decree.objects.filter(pk__in=[one.pk for one in made]).update(excerpt_of=row)
    journal.record(
        by=by, action="selection.decree.joined", subject=row, area=regency.code,
        paper=f"{row.number}, {row.date.isoformat()}",
        summary={"decrees": [one.pk for one in made], "annexes": [d.annex_hash for d in made]},
    )  # fmt: skip
    return row


def _check(rosters: Sequence[Roster]) -> None:
    if not rosters:
        raise SelectionRefused(gettext("Pilih paling sedikit satu daftar untuk ditetapkan."))
    if len({(roster.year, roster.segment) for roster in rosters}) > 1:
        raise SelectionRefused(
            gettext("Satu keputusan memuat daftar dari satu tahun dan satu segmen.")
        )
    if any(not roster.fund.by_regent for roster in rosters):
        raise SelectionRefused(
            gettext("Daftar yang dibayar dana desa atau kelurahan tidak ditetapkan Bupati.")
        )


def _whole(
    regency: Area, roster: Roster, made: Sequence[Decree], paper: DecreePaper, by: Actor
) -> DecreeForm:
    """The paper with all names, from the frozen lines."""
    moment = timezone.localtime()
    lines = DecreeLine.objects.filter(decree__in=made).select_related(
        "candidate__person", "decree__roster__fund", "decree__roster__village"
    )
    basis = [*paper.basis, *(decree.roster.fund.regulation for decree in made)]
    return DecreeForm(
        letterhead=regent_letterhead(regency),
        year=roster.year,
        members=tuple(_member(line) for line in lines.order_by("decree_id", "position")),
        regulations=tuple(dict.fromkeys(basis)),
        signatory=Signatory(title=paper.signer_post, name=paper.signer_name or by.name),
        provenance=Provenance(
            source=f"Payung, daftar dana kabupaten {regency.title} {roster.year}",
            printed_at=moment, url=paper.url, identifier=f"{regency.code}/{roster.year}",
            zone=zone_of(moment),
        ),
        number=paper.number.strip(),
        group="vulnerable" if roster.segment == Roster.Segment.BPU else "officials",
        signed_on=paper.on,
        authority=authority_of(regency),
        place=regency.title,
    )  # fmt: skip


def _member(line: DecreeLine) -> DecreeMember:
    roster = line.decree.roster
    return member_of(
        line.candidate,
        programmes=tuple(line.programmes.split(",")),
        fund=roster.fund.name,
        address=", ".join(part for part in (roster.village.title, line.address) if part),
        first=line.month_from,
        months=len(line.amounts),
        monthly=line.monthly,
        total=line.total,
    )


def _stored(by: Actor, regency: Area, content: bytes, name: str) -> StoredFile:
    return files.store(by=by, content=content, name=name, purpose="decree", area=regency.code)
