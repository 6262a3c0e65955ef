"""Papers of the budget meeting and of the camat's evaluation."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.core.papers import claim_sheet, claim_sheets, meeting_sheet, meeting_workbook
from payung.desk.budget.evaluation import evaluated, letter, meeting_form, summary
from payung.desk.budget.stages import Compared, compared
from payung.desk.budget.views.sheets import TYPES, year_of


@acting(Right.VIEW_BUDGET)
def meeting(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The sheet of a region's villages for the budget meeting."""
    area = _area(request, code)
    if kind not in TYPES:
        raise Http404
    year = year_of(request)
    with override("id"):
        rows = compared(request.actor, area, year)
        form = meeting_form(area, rows, year, url=_page(request, area, year))
    content = meeting_sheet(form) if kind == "pdf" else meeting_workbook(form)
    return _file(content, f"Rakornis {area.name} {year}.{kind}", TYPES[kind])


@acting(Right.VIEW_BUDGET)
def evaluation(request: ActorRequest, code: str) -> HttpResponse:
    """The camat's letter on a village's budget; of a kecamatan, a summary and every letter."""
    area = _area(request, code)
    if area.level not in {Area.Level.VILLAGE, Area.Level.DISTRICT}:
        raise Http404
    year = year_of(request)
    with override("id"):
        rows = compared(request.actor, area, year)
        if area.level == Area.Level.VILLAGE:
            rows = [row for row in rows if row.village == area] or [Compared(area)]
        found = evaluated(request.actor, area, rows, year)
        papers = [letter(one, year, url=_page(request, one.row.village, year)) for one in found]
        if area.level == Area.Level.VILLAGE:
            content = claim_sheet(papers[0])
        else:
            first = summary(area, found, year, url=_page(request, area, year))
            content = claim_sheets(first.title, [first, *papers])
    return _file(content, f"Evaluasi APBDes {area.name} {year}.pdf", TYPES["pdf"])


def _page(request: ActorRequest, area: Area, year: int) -> str:
    return request.build_absolute_uri(f"/anggaran/{area.code}/tahap/?tahun={year}")


def _area(request: ActorRequest, code: str) -> Area:
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    return get_object_or_404(areas.select_related("parent__parent__parent"), code=code)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
