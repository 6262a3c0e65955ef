"""The decree: the list is fixed, priced, printed and kept, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor
from payung.base.ui.format import bulan
from payung.core.calendar import Month, months_between
from payung.core.papers import Signatory
from payung.programme.selection.actions.judge import judge_held
from payung.programme.selection.actions.steps import Minutes, locked, move
from payung.programme.selection.annex import AnnexLine, annex_hash, annex_lines, frozen
from payung.programme.selection.checks import (
    check_content,
    check_cost,
    check_step,
    need_share,
    tally,
)
from payung.programme.selection.decree_paper import (
    DEFAULT_BASIS,
    authority_of,
    decree_files,
    decree_form,
)
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Decree, DecreeLine, Roster, RosterStep
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.states import Step


@dataclass(frozen=True, slots=True)
class DecreePaper:
    """What the village head writes on the decree.

    `month_from`: the first month paid, by default the later of the share's first month and the
    month of the decree, since no month is covered before it. `url` is printed as the QR.
    """

    number: str
    on: date
    signer_name: str = ""
    signer_post: str = ""
    basis: Sequence[str] = DEFAULT_BASIS
    month_from: Month | None = None
    url: str = ""
    note: str = ""


@transaction.atomic
def decree(
    *, by: Actor, roster: Roster, paper: DecreePaper, outside: Mapping[int, Outside],
    on: date, released: int = 0,
) -> Decree:  # fmt: skip
    """Fix the list with frozen lines and store its PDF and XLSX.

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
    lines = annex_lines(roster, _months(roster, paper))
    cost = sum(line.price.cost for line in lines)
    check_cost(counted, cost)
    row = _keep(by=by, roster=roster, paper=paper, lines=lines)
    move(
        by=by, roster=roster, step=Step.DECREE,
        paper=Minutes(number=paper.number, on=paper.on, file=row.pdf, note=paper.note),
        summary={
            "heads": len(lines), "total": sum(line.price.total for line in lines), "cost": cost,
            "annex_hash": row.annex_hash, "law_id": lines[0].price.law_id,
        },
    )  # fmt: skip
    return row


def _months(roster: Roster, paper: DecreePaper) -> tuple[Month, ...]:
    share = need_share(roster)
    first = paper.month_from or max(share.month_from, Month.of(paper.on))
    if first < share.month_from or first > share.month_to:
        raise SelectionRefused(
            gettext(
                "Bulan pertama %(first)s di luar masa pagu (%(month_from)s sampai %(month_to)s)."
            )
            % {
                "first": bulan(first),
                "month_from": bulan(share.month_from),
                "month_to": bulan(share.month_to),
            }
        )
    return tuple(months_between(first, share.month_to))


def _keep(*, by: Actor, roster: Roster, paper: DecreePaper, lines: list[AnnexLine]) -> Decree:
    signer = Signatory(
        title=paper.signer_post or _post_of(roster), name=paper.signer_name or by.name
    )
    basis = list(dict.fromkeys([*paper.basis, roster.fund.regulation]))
    with override("id"):
        form = decree_form(
            roster, lines, number=paper.number.strip(), on=paper.on, signer=signer, basis=basis,
            meeting_on=_meeting_of(roster), url=paper.url, printed_at=timezone.localtime(),
        )  # fmt: skip
        pdf, xlsx = decree_files(form)
    name = f"SK {roster.village.name} {roster.year} {roster.fund.code}"
    rows = [frozen(line, position) for position, line in enumerate(lines, 1)]
    decreed = Decree.objects.create(
        roster=roster, number=paper.number.strip(), date=paper.on, signer_name=signer.name,
        signer_post=signer.title, legal_basis=basis, annex_hash=annex_hash(rows),
        pdf=_stored(by, roster, pdf, f"{name}.pdf"),
        xlsx=_stored(by, roster, xlsx, f"{name}.xlsx"), by_id=by.id, by_name=by.name,
    )  # fmt: skip
    for row in rows:
        row.decree = decreed
    DecreeLine.objects.bulk_create(rows)
    journal.record(
        by=by, action="selection.decree.made", subject=decreed, area=roster.village_id,
        paper=f"{decreed.number}, {decreed.date.isoformat()}",
        summary={"roster": roster.pk, "annex_hash": decreed.annex_hash, "lines": len(rows)},
    )  # fmt: skip
    return decreed


def _stored(by: Actor, roster: Roster, content: bytes, name: str) -> StoredFile:
    return files.store(by=by, content=content, name=name, purpose="decree", area=roster.village_id)


def _post_of(roster: Roster) -> str:
    district = roster.village.parent
    if roster.fund.by_regent and district is not None and district.parent is not None:
        return authority_of(district.parent)
    head = "Lurah" if roster.village.kind == "kelurahan" else "Kepala Desa"
    return f"{head} {roster.village.name}"


def _meeting_of(roster: Roster) -> date | None:
    proposal: RosterStep | None = (
        roster.steps.filter(to_state=Roster.State.PROPOSED).order_by("-number").first()
    )
    return proposal.paper_date if proposal else None
