"""School money: the calendar of the year, one child, its years."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.territory.actor import Right
from payung.base.ui.table import Cell, Column, Table
from payung.desk.claims.forms import (
    ChildForm,
    EndChildForm,
    SchoolPaidForm,
    SchoolYearForm,
    posted,
)
from payung.desk.claims.pages import options
from payung.desk.claims.reach import area_of, event_or_404, tabs, trail
from payung.desk.claims.scanning import scanned
from payung.programme.claims import actions
from payung.programme.claims.models import Child, SchoolYear
from payung.programme.claims.queries import Term, school_calendar
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.schooling import end_day, label, school_year, usual_level


@acting(Right.VIEW_CLAIMS)
@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """Which children may claim this school year, and how far each is."""
    area = area_of(request, Right.VIEW_CLAIMS)
    now = school_year(timezone.localdate())
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else now
    terms = school_calendar(request.actor, area, year)
    by_state = {s: sum(t.state == s for t in terms) for s in ("to_claim", "claimed", "paid")}
    context = {
        "tabs": tabs(request.actor, "school"),
        "terms": terms,
        "year": label(year),
        "years": [(label(y), f"?tahun={y}", y == year) for y in range(now - 2, now + 2)],
        "counts": by_state,
        "table": _calendar_table(terms),
    }
    return render(request, "claims_room/school.html", context)


def _calendar_table(terms: list[Term]) -> Table:
    words = {
        "to_claim": (_("belum ditagih"), "warning"),
        "claimed": (_("sudah ditagih"), None),
        "paid": (_("dibayar"), "success"),
    }

    def state(term: Term) -> Cell:
        word, mark = words[term.state]
        return Cell(word, mark)  # type: ignore[arg-type]

    levels = dict(SchoolYear.Level.choices)
    return Table(
        [
            Column("name", _("Anak"), header=True, value=lambda t: t.child.name,
                   link=lambda t: reverse("claims:child", args=[t.child.pk])),
            Column("parent", _("Peserta"), value=lambda t: t.child.claim.event.person.name),
            Column("village", _("Desa"), value=lambda t: t.child.claim.village.title),
            Column("level", _("Jenjang"), value=lambda t: levels[t.level]),
            Column("state", _("Keadaan"), value=state),
            Column("until", _("Sampai"), "date"),
            Column("amount", _("Sebesar"), "rupiah",
                   value=lambda t: t.record.amount if t.record else None),
        ],
        terms,
        caption=_("Beasiswa tahun ajaran ini"),
        cards=True,
        empty=_("Tidak ada anak yang berhak pada tahun ajaran ini."),
    )  # fmt: skip


def _child_or_404(request: ActorRequest, pk: int) -> Child:
    rows = Child.objects.visible_to(request.actor).select_related("claim__event__person")
    return get_object_or_404(rows, pk=pk)


@acting(Right.VIEW_CLAIMS)
@require_http_methods(["GET", "POST"])
def child(request: ActorRequest, pk: int) -> HttpResponse:
    """One child: years claimed and paid, until when, and the next one."""
    found = _child_or_404(request, pk)
    event = found.claim.event
    now = school_year(timezone.localdate())
    claimed = found.years.filter(year=now).first()
    may_work = request.actor.may(Right.REPORT_CLAIM, event.village_id)
    year = now + 1 if claimed else now
    start = {"year": year, "level": usual_level(found.birth_date, year)}
    form = SchoolYearForm(posted(request), request.FILES or None, initial=start)
    if request.method == "POST":
        request.actor.require(Right.REPORT_CLAIM, event.village_id)
        if form.is_valid() and _claimed(request, found, form):
            return redirect("claims:child", pk)
    if request.method == "GET":
        actions.look(by=request.actor, event=event, what="child")
    years = list(found.years.order_by("year"))
    context = {
        "child": found, "event": event, "form": form if may_work else None, "years": years,
        "end": end_day(found.birth_date, event.occurred_on), "may_work": may_work,
        "sum": sum(y.paid or 0 for y in years), "this_year": label(now), "claimed": claimed,
        "may_record": request.actor.may(Right.RECORD_BPJS, event.village_id),
        "rows": [(label(y.year), y) for y in years],
        "trail": trail(event, found.name),
    }  # fmt: skip
    return render(request, "claims_room/child.html", context, status=422 if form.errors else 200)


def _claimed(request: ActorRequest, found: Child, form: SchoolYearForm) -> bool:
    given = {k: form.cleaned_data[k] for k in ("year", "level", "school")}
    try:
        with scanned(form, "proof", request.actor) as (content, name):
            actions.claim_year(
                by=request.actor, child=found, proof=content, proof_name=name, **given
            )
    except (ClaimRefused, FileRefused) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Beasiswa tahun ini ditagih."))
    return True


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Note a child of the family."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    claims = list(
        found.claims.filter(programme__in=("jkk", "jkm"))
        .select_related("event__person", "event__village", "membership").order_by("pk")
    )  # fmt: skip
    form = ChildForm(posted(request), claims=options(claims))
    if request.method == "POST" and form.is_valid():
        claim = next(c for c in claims if str(c.pk) == form.cleaned_data["claim"])
        given = {k: form.cleaned_data[k] for k in ("name", "birth_date", "ahead")}
        try:
            actions.add_child(by=request.actor, claim=claim, **given)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Anak dicatat; beasiswanya dihitung."))
            return redirect("claims:event", pk)
    context = {
        "form": form, "heading": _("Anak yang bersekolah"), "action": _("Simpan"),
        "line": _("Beasiswa ditagih tiap tahun ajaran sampai usia 23, menikah, atau bekerja."),
        "trail": trail(found, _("Anak")),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """The scholarship ends before the age does."""
    found = _child_or_404(request, pk)
    request.actor.require(Right.REPORT_CLAIM, found.claim.village_id)
    form = EndChildForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_child(by=request.actor, child=found, **form.cleaned_data)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("claims:child", pk)
    context = {
        "form": form, "heading": _("Akhiri beasiswa %(name)s") % {"name": found.name},
        "line": _("Tahun yang sudah ditagih tetap berlaku."), "action": _("Akhiri"),
        "trail": trail(found.claim.event, found.name),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def paid(request: ActorRequest, pk: int) -> HttpResponse:
    """BPJS paid a school year."""
    rows = SchoolYear.objects.visible_to(request.actor, Right.RECORD_BPJS).select_related(
        "child__claim__event__person"
    )
    found = get_object_or_404(rows, pk=pk)
    form = SchoolPaidForm(posted(request), initial={"amount": found.amount})
    if request.method == "POST" and form.is_valid():
        try:
            actions.pay_year(by=request.actor, year=found, **form.cleaned_data)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("claims:child", found.child_id)
    context = {
        "form": form, "heading": _("Beasiswa dibayar"), "action": _("Catat"),
        "line": f"{found.child.name}, {label(found.year)}",
        "trail": trail(found.child.claim.event, found.child.name),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)
