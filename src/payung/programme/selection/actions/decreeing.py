"""The decree: the list is fixed, priced, printed and kept, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor
from payung.programme.selection.actions.judge import judge_held
from payung.programme.selection.actions.steps import Minutes, locked, move
from payung.programme.selection.annex import AnnexLine, annex_hash, annex_lines, frozen
from payung.programme.selection.checks import check_content, check_cost, check_step, tally
from payung.programme.selection.decree_paper import DecreePaper
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Decree, DecreeLine, Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.setting import Ready, form_of, months_of
from payung.programme.selection.states import Step


@transaction.atomic
def decree(
    *, by: Actor, roster: Roster, paper: DecreePaper, outside: Mapping[int, Outside],
    on: date, released: int = 0, ready: Ready | None = None,
) -> Decree:  # fmt: skip
    """Fix the list with frozen lines and store its PDF and XLSX.

    `ready` holds papers that were set before the list was locked (`setting.draft`); they are kept
    if they say to the letter what is decreed, otherwise the papers are set here.

    Raises NotAllowed, WrongState (somebody was quicker), SelectionRefused (hard fails, quota,
    ceiling, no number), NoPrice, FileRefused. Of two decrees at once one wins.
    """
    roster = locked(roster)
    check_step(by, roster, Step.DECREE)
    if not paper.number.strip():
        raise SelectionRefused(gettext("Isi nomor Surat Keputusan."))
    judge_held(by=by, roster=roster, outside=outside, on=on)
    counted = tally(roster, released=released)
    check_content(Step.DECREE, counted)
    lines = annex_lines(roster, months_of(roster, paper))
    cost = sum(line.price.cost for line in lines)
    check_cost(counted, cost)
    row = _keep(by=by, roster=roster, paper=paper, lines=lines, ready=ready or Ready())
    move(
        by=by, roster=roster, step=Step.DECREE,
        paper=Minutes(number=paper.number, on=paper.on, file=row.pdf, note=paper.note),
        summary={
            "heads": len(lines), "total": sum(line.price.total for line in lines), "cost": cost,
            "annex_hash": row.annex_hash, "law_id": lines[0].price.law_id,
        },
    )  # fmt: skip
    return row


def _keep(
    *, by: Actor, roster: Roster, paper: DecreePaper, lines: list[AnnexLine], ready: Ready
) -> Decree:
    form = form_of(by, roster, paper, lines, ready.printed_at)
    pdf, xlsx = ready.of(form)
    name = f"SK {roster.village.name} {roster.year} {roster.fund.code}"
    rows = [frozen(line, position) for position, line in enumerate(lines, 1)]
    decreed = Decree.objects.create(
        roster=roster, number=paper.number.strip(), date=paper.on,
        signer_name=form.signatory.name, signer_post=form.signatory.title,
        legal_basis=list(form.regulations), annex_hash=annex_hash(rows),
        pdf=_stored(by, roster, pdf, f"{name}.pdf"),
        xlsx=_stored(by, roster, xlsx, f"{name}.xlsx"), by_id=by.id, by_name=by.name,
    )  # fmt: skip
    bulk.insert(DecreeLine._meta.db_table, LINE, map(_values, rows), same={"decree_id": decreed.pk})
    journal.record(
        by=by, action="selection.decree.made", subject=decreed, area=roster.village_id,
        paper=f"{decreed.number}, {decreed.date.isoformat()}",
        summary={"roster": roster.pk, "annex_hash": decreed.annex_hash, "lines": len(rows)},
    )  # fmt: skip
    return decreed


LINE = ("candidate_id", "position", "name", "address", "post", "programmes", "base", "month_from",
        "month_to", "amounts", "monthly", "total", "law_id")  # fmt: skip


def _values(line: DecreeLine) -> tuple[Any, ...]:
    """A frozen line as the database keeps it."""
    return (
        line.candidate_id, line.position, line.name, line.address, line.post, line.programmes,
        line.base, str(line.month_from), str(line.month_to), json.dumps(line.amounts),
        line.monthly, line.total, line.law_id,
    )  # fmt: skip


def _stored(by: Actor, roster: Roster, content: bytes, name: str) -> StoredFile:
    return files.store(by=by, content=content, name=name, purpose="decree", area=roster.village_id)
