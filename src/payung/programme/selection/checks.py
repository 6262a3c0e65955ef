"""What a step needs besides the right hand and the right state."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.ui.format import rupiah
from payung.base.worded import worded_once
from payung.programme.funds.models import Allotment
from payung.programme.funds.queries import share_of
from payung.programme.selection.models import Candidate, DecreeLine, Roster, RosterStep
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.states import (
    FORWARD,
    TRANSITIONS,
    Step,
    check_state,
    right_for,
    steps_from,
)
from payung.programme.selection.who import check_distinct, check_right, current_pass

Place, Outcome = Candidate.Place, Candidate.Outcome
_MEMBER = Q(place=Place.MEMBER)
COUNTED = {
    "members": Count("id", filter=_MEMBER),
    "reserves": Count("id", filter=Q(place=Place.RESERVE)),
    "excluded": Count("id", filter=Q(place=Place.EXCLUDED)),
    "eligible": Count("id", filter=_MEMBER & Q(outcome=Outcome.ELIGIBLE)),
    "check": Count("id", filter=_MEMBER & Q(outcome=Outcome.CHECK)),
    "ineligible": Count("id", filter=_MEMBER & Q(outcome=Outcome.INELIGIBLE)),
    "unjudged": Count("id", filter=_MEMBER & Q(judged_on=None)),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """A roster in numbers. `decreed_before`: heads of earlier lists of the same share."""

    members: int
    reserves: int
    excluded: int
    eligible: int
    check: int
    ineligible: int
    unjudged: int
    decreed_before: int
    target_minimum: int | None
    quota: int | None
    ceiling: int | None

    @property
    def heads(self) -> int:
        """Members of this list and of earlier ones."""
        return self.members + self.decreed_before

    @property
    def over_quota(self) -> int:
        """Heads above the quota; 0 without one."""
        return max(0, self.heads - self.quota) if self.quota is not None else 0

    @property
    def below_target(self) -> int:
        """Heads that lack to the target; 0 without one."""
        return max(0, (self.target_minimum or 0) - self.heads)


def need_share(roster: Roster) -> Allotment:
    """The fund's share for this village and year. Raises SelectionRefused without one."""
    share = share_of(roster.fund, roster.village_id, roster.year)
    if share is None:
        raise SelectionRefused(
            gettext(
                "Dana %(fund)s belum memberi pagu untuk wilayah %(village_id)s tahun "
                "%(year)s. DPMD menetapkannya pada halaman Anggaran."
            )
            % {"fund": roster.fund.name, "village_id": roster.village_id, "year": roster.year}
        )
    return share


def tally(roster: Roster, *, released: int = 0) -> Tally:
    """Count a roster; three statements. `released`: heads of earlier lists whose cover ended."""
    counts = (_counts(roster.pk) or [(0,) * len(COUNTED)])[0]
    before = _decreed(roster.fund_id, roster.village_id, roster.year, roster.pk)
    share = share_of(roster.fund, roster.village_id, roster.year)
    return Tally(
        **dict(zip(COUNTED, counts, strict=True)),
        decreed_before=max(0, sum(before) - released),
        target_minimum=share.target_minimum if share else None,
        quota=share.quota if share else None,
        ceiling=share.ceiling if share else None,
    )


@worded_once
def _counts(roster: int) -> QuerySet[Candidate, tuple[int, ...]]:
    rows = Candidate.objects.filter(roster=roster).order_by().values("roster")
    return rows.annotate(**COUNTED).values_list(*COUNTED)


@worded_once
def _decreed(fund: int, village: str, year: int, roster: int) -> QuerySet[DecreeLine, int]:
    """Lines of each other decree of the same share."""
    same = DecreeLine.objects.filter(
        decree__roster__fund=fund, decree__roster__village=village, decree__roster__year=year
    )
    each = same.exclude(decree__roster=roster).order_by().values("decree")
    return each.annotate(lines=Count("id")).values_list("lines", flat=True)


def check_content(step: Step, counted: Tally) -> None:
    """Raise SelectionRefused unless the list itself allows the step."""
    if step not in FORWARD:
        return
    if not counted.members:
        raise SelectionRefused(
            gettext("Belum ada nama pada daftar ini. Tambahkan calon peserta lebih dahulu.")
        )
    if counted.over_quota:
        raise SelectionRefused(
            gettext(
                "Peserta %(heads)s orang melebihi kuota %(quota)s. Jadikan "
                "%(over_quota)s nama sebagai cadangan."
            )
            % {"heads": counted.heads, "quota": counted.quota, "over_quota": counted.over_quota}
        )
    if counted.unjudged:
        raise SelectionRefused(
            gettext("%(unjudged)s nama belum dinilai. Tekan “Nilai ulang” lebih dahulu.")
            % {"unjudged": counted.unjudged}
        )
    if step in {Step.VERIFY, Step.DECREE} and counted.ineligible:
        raise SelectionRefused(
            gettext(
                "%(ineligible)s nama tidak memenuhi syarat wajib. Keluarkan nama itu "
                "dari daftar dengan alasannya, atau kembalikan daftar kepada operator."
            )
            % {"ineligible": counted.ineligible}
        )


def check_cost(counted: Tally, cost: int) -> None:
    """Raise SelectionRefused when the list costs more than the ceiling (rupiah)."""
    if counted.ceiling is not None and cost > counted.ceiling:
        raise SelectionRefused(
            gettext(
                "Iuran daftar ini %(cost)s melebihi pagu %(ceiling)s. Kurangi peserta "
                "atau bulan, atau mintalah perubahan pagu."
            )
            % {"cost": rupiah(cost), "ceiling": rupiah(counted.ceiling)}
        )


def check_step(actor: Actor, roster: Roster, step: Step) -> None:
    """Right, state, another person: before any form. Raises NotAllowed, WrongState."""
    check_right(actor, roster, step)
    check_state(roster.state, step)
    check_distinct(actor, step, current_pass(roster))


def check(actor: Actor, roster: Roster, step: Step, *, counted: Tally | None = None) -> None:
    """All that can be known before the form is sent. Raises NotAllowed, SelectionRefused."""
    check_step(actor, roster, step)
    check_content(step, counted or tally(roster))


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that the state allows and this person's right covers, and what stands against it."""

    step: Step
    label: str
    needs_note: bool
    obstacle: str = ""


def offers(actor: Actor, roster: Roster, counted: Tally) -> list[Offer]:
    """The steps to show on a page: those of this person's rights, each with its obstacle if any."""
    taken: list[RosterStep] = current_pass(roster)
    found = []
    for step in steps_from(roster.state):
        transition = TRANSITIONS[step]
        if not actor.may(right_for(step, roster.fund), roster.village_id):
            continue
        obstacle = ""
        try:
            check_distinct(actor, step, taken)
            check_content(step, counted)
        except (NotAllowed, SelectionRefused) as error:
            obstacle = str(error)
        label = transition.label()
        if right_for(step, roster.fund) == Right.DECREE_DISTRICT:
            label = (
                gettext("Bupati mengembalikan")
                if transition.needs_note
                else gettext("Bupati menetapkan")
            )
        found.append(Offer(step, label, transition.needs_note, obstacle))
    return found
