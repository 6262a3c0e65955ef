"""Papers of the budget meeting and of the camat's evaluation."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.core.papers import claim_sheet, meeting_sheet, meeting_workbook
from payung.desk.budget.evaluation import letter, meeting_form
from payung.desk.budget.stages import Compared, compared
from payung.desk.budget.views.sheets import TYPES, year_of


@acting(Right.VIEW_BUDGET)
def meeting(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The sheet of a region's villages for the budget meeting."""
    area = _area(request, code)
    if kind not in TYPES:
        raise Http404
    year = year_of(request)
    url = request.build_absolute_uri(f"/anggaran/{area.code}/tahap/?tahun={year}")
    with override("id"):
        form = meeting_form(area, compared(request.actor, area, year), year, url=url)
    content = meeting_sheet(form) if kind == "pdf" else meeting_workbook(form)
    return _file(content, f"Rakornis {area.name} {year}.{kind}", TYPES[kind])


@acting(Right.VIEW_BUDGET)
def evaluation(request: ActorRequest, code: str) -> HttpResponse:
    """The camat's letter on a village's budget."""
    village = _area(request, code)
    if village.level != Area.Level.VILLAGE:
        raise Http404
    year = year_of(request)
    url = request.build_absolute_uri(f"/anggaran/{village.code}/tahap/?tahun={year}")
    with override("id"):
        rows = {r.village.code: r for r in compared(request.actor, village, year)}
        row = rows.get(village.code, Compared(village))
        content = claim_sheet(letter(request.actor, row, year, url=url))
    return _file(content, f"Evaluasi APBDes {village.name} {year}.pdf", TYPES["pdf"])


def _area(request: ActorRequest, code: str) -> Area:
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    return get_object_or_404(areas.select_related("parent__parent__parent"), code=code)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
