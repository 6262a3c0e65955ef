"""One planning session from question to answers: for the command and the page alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka, rupiah
from payung.core import planning
from payung.core.calendar import Month
from payung.core.law.scenarios import Scenario
from payung.core.planning import Cut, Plan, PlanRefused, Reach, allocate
from payung.desk.budget.allocation import answers
from payung.desk.budget.allocation.question import Asking, Posed, pose
from payung.desk.budget.need import needs
from payung.programme.membership.models import CoverMonth, Membership


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of a plan beside its months: shares to reach, a cut, another law."""

    reach: Sequence[Fraction] = ()
    cut: Fraction | None = None


@dataclass(frozen=True)
class Session:
    """The answers to one question. A share that cannot be reached has the reason instead."""

    posed: Posed
    plan: Plan
    reached: tuple[tuple[Fraction, Reach | str], ...]
    cut: Cut | None


def session(actor: Actor, asking: Asking, wanted: Wanted) -> Session:
    """Pose and answer. Raises NotAllowed, PlanRefused."""
    if not actor.may(Right.VIEW_BUDGET, asking.area.code):
        raise NotAllowed(_("Anda tidak berwenang melihat anggaran wilayah ini."))
    if asking.first.year != asking.year:
        raise PlanRefused(_("Bulan pertama rencana harus dalam tahun anggarannya."))
    posed = pose(actor, asking, timezone.localdate())
    return Session(
        posed,
        allocate(posed.question),
        tuple((share, _reached(posed, share)) for share in wanted.reach),
        None if wanted.cut is None else planning.cut(posed.question, wanted.cut),
    )


def _reached(posed: Posed, share: Fraction) -> Reach | str:
    try:
        return planning.reach(posed.question, share)
    except PlanRefused as refused:
        return str(refused)


def document(made: Session) -> dict[str, Any]:
    """The answers as JSON."""
    asking, plan = made.posed.asking, made.plan
    found: dict[str, Any] = {
        "area": asking.area.code, "year": asking.year, "from": str(asking.first),
        "least_months": made.posed.question.least_months,
        "scenario": asking.scenario.name if asking.scenario else None,
        "sentence": sentence(asking.area, asking.year, plan),
        "money": money(asking.area, asking.year, asking.scenario),
        "plan": answers.of_plan(made.posed, plan),
    }  # fmt: skip
    if made.reached:
        found["reach"] = [
            {"percent": float(100 * share), "refused": answer}
            if isinstance(answer, str)
            else answers.of_reach(made.posed, answer, plan)
            for share, answer in made.reached
        ]
    if made.cut is not None:
        found["cut"] = answers.of_cut(made.posed, made.cut)
    return found


def sentence(area: Area, year: int, plan: Plan) -> str:
    """Who could be covered with the money there is, in one sentence."""
    asked = plan.question.heads
    if not asked:
        return _("Belum ada calon atau peserta di {area} untuk tahun {year}.").format(
            area=area.title, year=year
        )
    said = _(
        "Dengan {rupiah}, {reached} dari {asked} orang di {area} dapat dilindungi "
        "sampai akhir {year}"
    ).format(
        rupiah=rupiah(plan.cost), reached=angka(plan.reached), asked=angka(asked),
        area=area.title, year=year,
    )  # fmt: skip
    lost = sum(heads for _group, heads in plan.lapsing)
    if lost:
        return said + _("; {n} peserta kehilangan perlindungan.").format(n=angka(lost))
    return said + _("; tidak ada peserta yang kehilangan perlindungan.")


def money(area: Area, year: int, scenario: Scenario | None = None) -> dict[str, int | None]:
    """Need, plan and realised of a region's year, rupiah."""
    found = needs(area, year, scenario=scenario)
    ceilings = [village.ceiling for village in found]
    posted = CoverMonth.objects.filter(
        membership__in=Membership.objects.in_area(area.code),
        month__gte=Month(year, 1),
        month__lte=Month(year, 12),
        posting__isnull=False,
    )
    return {
        "need": sum(village.amount for village in found),
        "plan": None if None in ceilings else sum(c for c in ceilings if c is not None),
        "realised": posted.aggregate(all=Sum("amount"))["all"] or 0,
    }
