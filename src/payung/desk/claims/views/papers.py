"""Papers from a phone: upload, open, set aside. Never under a public address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.files.web import attachment
from payung.base.territory.actor import Right
from payung.base.ui.confirm import confirm_page
from payung.desk.claims.forms import ScanForm, WordsForm, posted
from payung.desk.claims.reach import event_or_404, trail
from payung.desk.claims.scanning import scanned
from payung.programme.claims import actions
from payung.programme.claims.checklist import BY_CODE
from payung.programme.claims.models import EventPaper
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.scans import TYPES, kind_of


@acting(Right.VIEW_CLAIMS)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """One line of the checklist: what it is for, what is there, and a place to send more."""
    found = event_or_404(request, pk)
    kind = BY_CODE.get(code)
    if kind is None:
        raise Http404
    if kind.health:
        request.actor.require(Right.VIEW_HEALTH, found.village_id)
    may_work = request.actor.may(Right.REPORT_CLAIM, found.village_id)
    form = ScanForm(posted(request), request.FILES or None)
    if request.method == "POST":
        request.actor.require(Right.REPORT_CLAIM, found.village_id)
        if form.is_valid():
            try:
                with scanned(form, "file", request.actor) as (content, name):
                    actions.add_paper(
                        by=request.actor, event=found, code=code, content=content, name=name,
                        number=form.cleaned_data["number"],
                    )  # fmt: skip
            except (ClaimRefused, FileRefused) as refused:
                form.add_error("file", str(refused))
            else:
                messages.success(request, _("Berkas disimpan dan dikunci."))
                return redirect("claims:paper", pk, code)
    rows = found.papers.filter(code=code).select_related("file").order_by("-pk")
    context = {
        "event": found, "kind": kind, "form": form if may_work else None, "papers": rows,
        "trail": trail(found, str(kind.title)),
    }  # fmt: skip
    return render(request, "claims_room/paper.html", context, status=422 if form.errors else 200)


def _paper_or_404(request: ActorRequest, pk: int) -> EventPaper:
    """A paper of an event in reach; one about the body needs the right to see it."""
    rows = EventPaper.objects.visible_to(request.actor).select_related("event__person", "file")
    found = get_object_or_404(rows, pk=pk)
    if BY_CODE[found.code].health:
        request.actor.require(Right.VIEW_HEALTH, found.event.village_id)
    return found


@acting(Right.VIEW_CLAIMS)
@require_GET
def download(request: ActorRequest, pk: int) -> HttpResponse:
    """The file as it came; the look is journalled."""
    found = _paper_or_404(request, pk)
    health = BY_CODE[found.code].health
    what = f"{'health:' if health else ''}paper:{found.code}"
    actions.look(by=request.actor, event=found.event, what=what)
    response = attachment(found.file, "application/octet-stream")
    response.headers["Content-Type"] = TYPES.get(
        kind_of(response.content), "application/octet-stream"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Set a wrong or unreadable paper aside."""
    found = _paper_or_404(request, pk)
    request.actor.require(Right.REPORT_CLAIM, found.event.village_id)
    form = WordsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw_paper(by=request.actor, paper=found, reason=form.cleaned_data["words"])
        return redirect("claims:paper", found.event_id, found.code)
    return confirm_page(
        request, form, question=_("Sisihkan %(name)s?") % {"name": found.file.name},
        lines=[_("Berkasnya tetap tersimpan; alasan dan nama Anda dicatat.")],
        action=_("Sisihkan"),
        cancel_url=reverse("claims:paper", args=[found.event_id, found.code]),
    )  # fmt: skip
