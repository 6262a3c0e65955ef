"""Papers of a village as downloads."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.desk.dashboard.papers import board_paper, cards_paper
from payung.desk.dashboard.places import Place, address, place_or_404
from payung.desk.dashboard.years import period_of


@acting(Right.VIEW_PEOPLE)
@require_GET
def board(request: ActorRequest, code: str) -> HttpResponse:
    """The list for the noticeboard; NIKs on it are always masked."""
    place = _village(request, code, Right.VIEW_PEOPLE)
    year, url = period_of(request).year, request.build_absolute_uri(address(code))
    with override("id"):
        content = board_paper(request.actor, place, year=year, url=f"{url}?tahun={year}")
    return _pdf(content, f"papan-pengumuman-{code}-{year}.pdf")


@acting(Right.VIEW_IDENTITY)
@require_GET
def cards(request: ActorRequest, code: str) -> HttpResponse:
    """Cards of the village's members who are covered today."""
    place = _village(request, code, Right.VIEW_IDENTITY)
    url = request.build_absolute_uri(address(code))
    try:
        with override("id"):
            content = cards_paper(request.actor, place, on=period_of(request).today, url=url)
    except ValueError:
        messages.info(request, _("Belum ada peserta yang terlindungi, sehingga belum ada kartu."))
        return redirect("dashboard:region", code)
    return _pdf(content, f"kartu-peserta-{code}.pdf")


def _village(request: ActorRequest, code: str, right: Right) -> Place:
    place = place_or_404(request.actor, code)
    if place.area.level != Area.Level.VILLAGE:
        raise Http404
    request.actor.require(right, code)
    return place


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
