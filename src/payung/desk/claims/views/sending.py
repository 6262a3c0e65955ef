"""Sending claims to BPJS with a covering list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area
from payung.base.ui.table import Cell, Column, Table
from payung.desk.claims import pages
from payung.desk.claims.forms import SendForm, posted
from payung.desk.claims.letters import covering_list
from payung.desk.claims.reach import area_of, tabs, trail
from payung.programme.claims import actions
from payung.programme.claims.checklist import lines_of, still_missing
from payung.programme.claims.heirs import missing, ranked
from payung.programme.claims.models import Claim, Submission
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.rules import Rules

MOST = 200


@acting(Right.SUBMIT_CLAIM)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Claims that wait to be sent: what each still lacks, and a covering letter for the others."""
    area = area_of(request, Right.SUBMIT_CLAIM)
    rows = list(
        Claim.objects.visible_to(request.actor, Right.SUBMIT_CLAIM)
        .in_area(area)
        .filter(state=Claim.State.GATHERING)
        .select_related("event__person", "event__village", "membership")
        .prefetch_related(
            "event__claims__membership", "event__heirs", "event__disputes", "event__papers"
        )
        .order_by("event__occurred_on", "pk")[:MOST]
    )
    rules = Rules.of({row.village_id for row in rows})
    lacking = {row.pk: _lacking(row, rules) for row in rows}
    form = SendForm(posted(request), claims=pages.options(rows))
    if request.method == "POST" and form.is_valid():
        chosen = [row for row in rows if str(row.pk) in form.cleaned_data["claims"]]
        given = {k: v for k, v in form.cleaned_data.items() if k != "claims"}
        try:
            made = actions.submit(by=request.actor, claims=chosen, area=area, **given)
        except (ClaimRefused, NotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Klaim dicatat sebagai terkirim."))
            return redirect("claims:submission", made.pk)
    past = Submission.objects.visible_to(request.actor).in_area(area).order_by("-pk")[:20]
    context = {
        "tabs": tabs(request.actor, "send"),
        "form": form,
        "rows": rows,
        "ready": sum(not said for said in lacking.values()),
        "table": _table(rows, lacking),
        "past": past,
    }
    return render(request, "claims_room/send.html", context, status=422 if form.errors else 200)


def _lacking(row: Claim, rules: Rules) -> list[str]:
    event = row.event
    heirs = ranked(event, rules=rules) if event.fatal else []
    lines = lines_of(event, list(event.claims.all()), heirs)
    return [*(missing(event, heirs) if event.fatal else []), *still_missing(lines)]


def _table(rows: list[Claim], lacking: dict[int, list[str]]) -> Table:
    def state(row: Claim) -> Cell:
        said = lacking[row.pk]
        if not said:
            return Cell(_("siap dikirim"), "success")
        return Cell(_("kurang %(n)s") % {"n": len(said)}, "warning", "; ".join(said))

    return Table(
        [
            Column("name", _("Nama"), header=True, value=lambda c: c.event.person.name,
                   link=lambda c: reverse("claims:event", args=[c.event_id])),
            Column("village", _("Desa"), value=lambda c: c.event.village.title),
            Column("programme", _("Program"), value=lambda c: c.get_programme_display()),
            Column("total", _("Perkiraan"), "rupiah"),
            Column("state", _("Keadaan"), value=state),
        ],
        rows,
        caption=_("Klaim yang menunggu dikirim"),
        empty=_("Tidak ada klaim yang menunggu dikirim."),
    )  # fmt: skip


def _submission_or_404(request: ActorRequest, pk: int) -> Submission:
    return get_object_or_404(Submission.objects.visible_to(request.actor), pk=pk)


@acting(Right.VIEW_CLAIMS)
@require_GET
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """One covering letter with its claims as they stand now."""
    found = _submission_or_404(request, pk)
    rows = list(_claims(request, found))
    table = Table(
        [
            Column("name", _("Nama"), header=True, value=lambda c: c.event.person.name,
                   link=lambda c: reverse("claims:event", args=[c.event_id])),
            Column("village", _("Desa"), value=lambda c: c.event.village.title),
            Column("programme", _("Program"), value=lambda c: c.get_programme_display()),
            Column("total", _("Perkiraan"), "rupiah"),
            Column("state", _("Keadaan"), value=lambda c: c.get_state_display()),
        ],
        rows,
        caption=_("Klaim dalam surat ini"),
        sums={"total": sum(c.total or 0 for c in rows)},
        empty=_("Tidak ada klaim."),
    )  # fmt: skip
    context = {"submission": found, "rows": rows, "table": table,
               "trail": trail(None, found.number)}  # fmt: skip
    return render(request, "claims_room/submission.html", context)


def _claims(request: ActorRequest, found: Submission) -> list[Claim]:
    rows = Claim.objects.visible_to(request.actor).filter(submission=found)
    return list(rows.select_related("event__person", "event__village", "membership").order_by("pk"))


@acting(Right.SUBMIT_CLAIM)
@require_GET
def paper(request: ActorRequest, pk: int) -> HttpResponse:
    """The covering list as PDF."""
    found = _submission_or_404(request, pk)
    request.actor.require(Right.SUBMIT_CLAIM, found.area)
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=found.area)
    url = request.build_absolute_uri(reverse("claims:submission", args=[pk]))
    pdf = covering_list(found, area, _claims(request, found), url)
    return HttpResponse(
        pdf, content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="pengantar-klaim-{pk}.pdf"'},
    )  # fmt: skip
