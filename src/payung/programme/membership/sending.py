"""Who goes into which of SIPP's files: new workers, workers known by a KPJ, workers who left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from payung.base.policy.queries import timeline
from payung.base.territory.actor import Actor, Right
from payung.core.sipp import Worker
from payung.programme.membership.models import Employer, ExportLine, Membership
from payung.programme.membership.queries import KNOWN_BY_KPJ, waiting_for_export
from payung.programme.membership.workers import workers


class Form(models.TextChoices):
    """The files, by the names under which exports keep them."""

    NEW = "sipp_new", gettext_lazy("Pekerja baru")
    EXISTING = "sipp_existing", gettext_lazy("Pekerja yang sudah punya KPJ")
    LEFT = "sipp_na", gettext_lazy("Pekerja yang berhenti (nonaktif)")
    BPU = "bpu", gettext_lazy("Peserta BPU")


SHEETS: Final[dict[str, str]] = {
    Form.NEW: "data_tk_baru", Form.EXISTING: "data_tk_lanjutan", Form.LEFT: "data_tk_na",
}  # fmt: skip
SIPP: Final = tuple(SHEETS)
LEAVING: Final = "sipp_end_reason"
"""Setting: the cause of leaving as this branch's template lists it, by our own reason."""


def form_for(segment: str) -> str:
    """The file of members who are new to BPJS."""
    return Form.NEW if segment == Membership.Segment.PU else Form.BPU


def waiting_for(
    actor: Actor, form: str, *, area: str, employer: Employer | None = None
) -> QuerySet[Membership]:
    """Members whom a file would hold now, by village and name."""
    if form == Form.BPU:
        return waiting_for_export(actor, segment=Membership.Segment.BPU, area=area)
    if form == Form.LEFT:
        return _left(actor, area, employer)
    rows = waiting_for_export(actor, segment=Membership.Segment.PU, area=area, employer=employer)
    return rows.filter(KNOWN_BY_KPJ) if form == Form.EXISTING else rows.exclude(KNOWN_BY_KPJ)


def _left(actor: Actor, area: str, employer: Employer | None) -> QuerySet[Membership]:
    """Ended memberships of wage earners whom BPJS knows, told in no file of leavers yet."""
    told = ExportLine.objects.filter(membership=OuterRef("pk"), export__layout=Form.LEFT).exclude(
        answer=ExportLine.Answer.INVALID
    )
    rows = (
        Membership.objects.visible_to(actor, Right.EXPORT_BPJS)
        .in_area(area)
        .filter(segment=Membership.Segment.PU, ended_on__isnull=False)
        .exclude(kpj_index="")
        .exclude(Exists(told))
        .select_related("person", "village", "employer")
    )
    if employer is not None:
        rows = rows.filter(employer=employer)
    return rows.order_by("village_id", "person__name_key", "pk")


def workers_of(form: str, rows: Iterable[Membership], area: str) -> Iterator[Worker]:
    """The members as a file asks for them; one statement more than `workers` for two of them."""
    held = list(rows)
    if form == Form.EXISTING:
        known = _known_kpjs(held)
        people = {str(row.pk): row.person_id for row in held}
        for one in workers(held):
            yield replace(one, kpj=known.get(people[one.ref], ""))
    elif form == Form.LEFT:
        line, by_ref = timeline(LEAVING, area=area), {str(row.pk): row for row in held}
        for one in workers(held):
            row = by_ref[one.ref]
            assert row.ended_on is not None  # noqa: S101 - chosen so
            told = str(line.at(row.ended_on, row.end_reason).value or "")
            reason = told if told or row.end_reason != RESIGNED else RESIGNED_TOLD
            yield replace(one, end_reason=reason, ended_on=row.ended_on, note=row.end_paper)
    else:
        yield from workers(held)


RESIGNED: Final = Membership.EndReason.RESIGNED
RESIGNED_TOLD: Final = "A1 Mengundurkan Diri"
"""The one cause whose words are public and mean the same as ours."""


def _known_kpjs(rows: Iterable[Membership]) -> dict[int, str]:
    """The latest KPJ that each person has from another membership; one statement."""
    people = {row.person_id for row in rows}
    found = Membership.objects.filter(person__in=people).exclude(kpj_index="").order_by("pk")
    return {row.person_id: str(row.kpj) for row in found.only("person_id", "kpj")}
