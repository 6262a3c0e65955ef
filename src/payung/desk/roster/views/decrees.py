"""A decree: what it fixed, and its papers."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.web import attachment
from payung.base.territory.actor import Right
from payung.desk.roster import tables
from payung.desk.roster.fetch import decree_of
from payung.programme.selection.annex import annex_hash

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@acting(Right.VIEW_FIGURES)
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """The decree in a sentence, its papers, and the frozen annex for who may see names."""
    decree = decree_of(request.actor, pk)
    sees_people = request.actor.may(Right.VIEW_PEOPLE, decree.roster.village_id)
    lines = list(decree.lines.select_related("candidate")) if sees_people else []
    sums = decree.lines.aggregate(heads=Count("id"), total=Sum("total"), monthly=Sum("monthly"))
    context = {
        "decree": decree,
        "roster": decree.roster,
        "sums": sums,
        "table": tables.annex_table(lines) if sees_people else None,
        "sound": annex_hash(lines) == decree.annex_hash if sees_people else None,
        "may_download": request.actor.may(Right.VIEW_IDENTITY, decree.roster.village_id),
        "trail": [
            (_("Penetapan"), "/penetapan/"),
            (
                f"{decree.roster.village.title} {decree.roster.year}",
                f"/penetapan/{decree.roster_id}/",
            ),
            (decree.number, ""),
        ],
    }
    return render(request, "roster/decree.html", context)


@acting(Right.VIEW_IDENTITY)
def download(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """The stored paper, byte for byte."""
    decree = decree_of(request.actor, pk)
    request.actor.require(Right.VIEW_IDENTITY, decree.roster.village_id)
    if kind not in TYPES:
        raise Http404
    return attachment(decree.pdf if kind == "pdf" else decree.xlsx, TYPES[kind])
