"""The regent's decree: one paper for all lists that district money pays, an annex for each fund.

Each list keeps its own decree: an excerpt with the names of its village, so that no village reads
the names of another. The whole paper is kept beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext, override

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.programme.selection.actions.decreeing import decree
from payung.programme.selection.decree_paper import DecreePaper, authority_of
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Decree, DistrictDecree, Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.setting import Ready, in_order, regents, whole_of


@transaction.atomic
def decree_together(
    *, by: Actor, regency: Area, rosters: Sequence[Roster], paper: DecreePaper,
    outside: Mapping[int, Mapping[int, Outside]], on: date, released: Mapping[int, int],
    ready: Ready | None = None,
) -> DistrictDecree:  # fmt: skip
    """Fix several verified lists of one year with one decree of the regent.

    `outside` and `released` are those of `decree`, by list; `ready` holds all papers. All lists
    are decreed, or none. Raises what `decree` raises, and SelectionRefused for lists that are not
    the regent's.
    """
    by.require(Right.DECREE_DISTRICT, regency.code)
    _check(rosters)
    signed, held = regents(paper, regency), ready or Ready()
    made = [
        decree(
            by=by, roster=roster, paper=signed, outside=outside.get(roster.pk, {}), on=on,
            released=released.get(roster.pk, 0), ready=held,
        )
        for roster in in_order(rosters)
    ]  # fmt: skip
    with override("id"):
        pdf, xlsx = held.of(whole_of(by, regency, made, signed, held.printed_at))
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


def _stored(by: Actor, regency: Area, content: bytes, name: str) -> StoredFile:
    return files.store(by=by, content=content, name=name, purpose="decree", area=regency.code)
