"""A decree's papers set before anything is locked, and used only if they say what is decreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.ui.format import bulan
from payung.base.worded import worded_once
from payung.core.calendar import Month, months_between
from payung.core.papers import DecreeForm, Signatory, decree_papers, fingerprint
from payung.programme.selection.annex import AnnexLine, annex_lines
from payung.programme.selection.checks import check_step, need_share
from payung.programme.selection.decree_paper import (
    DecreePaper,
    authority_of,
    decree_form,
    of_all,
    whole_form,
)
from payung.programme.selection.models import Decree, DecreeLine, Roster, RosterStep
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.states import Step

Papers = tuple[bytes, bytes]
"""PDF and XLSX."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Papers set ahead, by what they say: a form that differs in one letter is not found.

    `printed_at` is printed on them, so that the forms of the decree itself carry the same moment.
    """

    printed_at: dt.datetime = field(default_factory=timezone.localtime)
    papers: Mapping[str, Papers] = field(default_factory=dict)

    def of(self, form: DecreeForm) -> Papers:
        """The papers of exactly this form: those set ahead, or set now."""
        return self.papers.get(fingerprint(form)) or decree_papers(form)


def set_ahead(
    forms: Collection[DecreeForm], setter: Callable[[DecreeForm], Papers] = decree_papers
) -> Ready:
    """The papers of forms that carry one moment."""
    if not forms:
        return Ready()
    moment = next(iter(forms)).provenance.printed_at
    return Ready(moment, {fingerprint(form): setter(form) for form in forms})


def draft(*, by: Actor, roster: Roster, paper: DecreePaper) -> list[DecreeForm]:
    """What `decree` would print of a list as it stands now; nothing is locked or written.

    Empty where it would refuse. Raises NotAllowed, WrongState.
    """
    roster = Roster.objects.select_related("fund", "village__parent__parent").get(pk=roster.pk)
    check_step(by, roster, Step.DECREE)
    return _drafted(by, [roster], paper)[0]


def draft_together(
    *, by: Actor, regency: Area, rosters: Sequence[Roster], paper: DecreePaper
) -> list[DecreeForm]:
    """The same of `decree_together`: an excerpt of each list, and the whole."""
    by.require(Right.DECREE_DISTRICT, regency.code)
    rows = Roster.objects.select_related("fund", "village__parent__parent")
    fresh = in_order(rows.filter(pk__in=[roster.pk for roster in rosters]))
    if not fresh or not all(roster.fund.by_regent for roster in fresh):
        return []
    for roster in fresh:
        check_step(by, roster, Step.DECREE)
    signed = regents(paper, regency)
    excerpts, listed = _drafted(by, fresh, signed)
    if not excerpts:
        return []
    with override("id"):
        members = [
            of_all(line.candidate, roster, line.price.programmes, line.address[:300],
                   line.months[0], line.price.amounts)
            for roster, lines in zip(fresh, listed, strict=True) for line in lines
        ]  # fmt: skip
    whole = whole_form(
        regency, fresh[0], members, paper=signed, signer=regents_hand(by, signed),
        basis=[*paper.basis, *(roster.fund.regulation for roster in fresh)],
        printed_at=excerpts[0].provenance.printed_at,
    )  # fmt: skip
    return [*excerpts, whole]


def _drafted(
    by: Actor, rosters: Iterable[Roster], paper: DecreePaper
) -> tuple[list[DecreeForm], list[list[AnnexLine]]]:
    moment = timezone.localtime()
    forms: list[DecreeForm] = []
    listed: list[list[AnnexLine]] = []
    try:
        for roster in rosters:
            listed.append(annex_lines(roster, months_of(roster, paper)))
            forms.append(form_of(by, roster, paper, listed[-1], moment))
    except SelectionRefused:
        return [], []  # the decree itself says why
    return forms, listed


def form_of(
    by: Actor, roster: Roster, paper: DecreePaper, lines: Sequence[AnnexLine], moment: dt.datetime
) -> DecreeForm:
    """What the decree of one list says."""
    with override("id"):
        return decree_form(
            roster, lines, number=paper.number.strip(), on=paper.on,
            signer=signer_of(by, roster, paper), basis=basis_of(roster, paper),
            meeting_on=_meeting_of(roster), url=paper.url, printed_at=moment,
        )  # fmt: skip


def signer_of(by: Actor, roster: Roster, paper: DecreePaper) -> Signatory:
    """Who signs, with the post that the paper names or the office has."""
    return Signatory(title=paper.signer_post or _post_of(roster), name=paper.signer_name or by.name)


def basis_of(roster: Roster, paper: DecreePaper) -> list[str]:
    """The "Mengingat", the fund's own regulation last."""
    return list(dict.fromkeys([*paper.basis, roster.fund.regulation]))


def months_of(roster: Roster, paper: DecreePaper) -> tuple[Month, ...]:
    """The months that the decree pays. Raises SelectionRefused outside the share."""
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


def _post_of(roster: Roster) -> str:
    district = roster.village.parent
    if roster.fund.by_regent and district is not None and district.parent is not None:
        return authority_of(district.parent)
    head = "Lurah" if roster.village.kind == "kelurahan" else "Kepala Desa"
    return f"{head} {roster.village.name}"


def _meeting_of(roster: Roster) -> dt.date | None:
    proposals = _proposals(roster.pk, Roster.State.PROPOSED.value)
    return proposals[0] if proposals else None


@worded_once
def _proposals(roster: int, state: str) -> QuerySet[RosterStep, dt.date | None]:
    """Days of the meetings that proposed a list, the last first."""
    rows = RosterStep.objects.filter(roster=roster, to_state=state).order_by("-number")
    return rows.values_list("paper_date", flat=True)


def regents(paper: DecreePaper, regency: Area) -> DecreePaper:
    """The paper with the regent's post."""
    return replace(paper, signer_post=paper.signer_post or authority_of(regency))


def regents_hand(by: Actor, paper: DecreePaper) -> Signatory:
    """Who signs for the regency."""
    return Signatory(title=paper.signer_post, name=paper.signer_name or by.name)


def in_order(rosters: Iterable[Roster]) -> list[Roster]:
    """Lists as one paper of the regent holds them."""
    return sorted(rosters, key=lambda r: (r.fund.name, r.village_id))


def whole_of(
    by: Actor, regency: Area, made: Sequence[Decree], paper: DecreePaper, moment: dt.datetime
) -> DecreeForm:
    """The regent's paper with all names, from the frozen lines."""
    lines = DecreeLine.objects.filter(decree__in=made).select_related(
        "candidate__person", "decree__roster__fund", "decree__roster__village"
    )
    members = [
        of_all(line.candidate, line.decree.roster, tuple(line.programmes.split(",")), line.address,
               line.month_from, line.amounts)
        for line in lines.order_by("decree_id", "position")
    ]  # fmt: skip
    return whole_form(
        regency, made[0].roster, members, paper=paper, signer=regents_hand(by, paper),
        basis=[*paper.basis, *(decree.roster.fund.regulation for decree in made)],
        printed_at=moment,
    )  # fmt: skip
