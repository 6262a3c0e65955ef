"""Letters and forms of an event as PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.desk.claims.letters import LETTERS, made, offered
from payung.desk.claims.reach import event_or_404
from payung.programme.claims import actions
from payung.programme.claims.queries import sheet_of


@acting(Right.VIEW_CLAIMS)
@require_GET
def letter(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """One letter, filled from the data; printing it is journalled."""
    found = event_or_404(request, pk)
    wanted = LETTERS.get(code)
    if wanted is None:
        raise Http404
    request.actor.require(Right.VIEW_IDENTITY, found.village_id)
    if wanted.health:
        request.actor.require(Right.VIEW_HEALTH, found.village_id)
    sheet = sheet_of(found, with_signals=False)
    if code not in {each for each, _title in offered(sheet, request.actor)}:
        raise Http404
    what = f"{'health:' if wanted.health else ''}letter:{code}"
    actions.look(by=request.actor, event=found, what=what)
    url = request.build_absolute_uri(reverse("claims:event", args=[pk]))
    return HttpResponse(
        made(code, sheet, url), content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{code}-{pk}.pdf"',
            "Cache-Control": "no-store",
        },
    )  # fmt: skip
