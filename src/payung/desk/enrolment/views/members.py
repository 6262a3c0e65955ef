"""Members: the list, and one membership with its cover, reasons and history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.staging.queries import language
from payung.base.territory.actor import Right
from payung.base.ui.asking import asked, detour
from payung.base.ui.confirm import confirm_page
from payung.base.ui.paging import keyset_page, sort_from
from payung.core.calendar import Month
from payung.desk.enrolment import cover
from payung.desk.enrolment.forms import EndForm, ReplaceForm, posted
from payung.desk.enrolment.leaving import title_of
from payung.desk.enrolment.sections import area_of, tabs
from payung.programme.membership.actions import (
    MembershipRefused,
    end_membership,
    replace_by_reserve,
)
from payung.programme.membership.models import Membership
from payung.programme.membership.queries import (
    cover_rules,
    covered_by_village,
    reserves_for,
    search_members,
    standings,
)
from payung.programme.membership.signs import Sign, condition, oldest_birth, signs_of


@acting(Right.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def members(request: ActorRequest) -> HttpResponse:
    """Members by name or by a sign of the register, with where each stands; five statements."""
    area = area_of(request, request.actor, Right.VIEW_PEOPLE)
    if (elsewhere := detour(request, request.actor, "cari")) is not None:
        return elsewhere
    text = asked(request, request.actor, "cari")
    today = timezone.localdate()
    born_by, sign = oldest_birth(area, today), request.GET.get("tanda", "")
    found = search_members(actor=request.actor, area=area, text=text)
    if sign in Sign.values:
        found = found.filter(condition(sign, born_by))
    sort = sort_from(request.GET, {"nama": "person__name_key"}, default="nama")
    page = keyset_page(found, request.GET, sort, size=50)
    now = standings(page, cover_rules(area, today), today)
    context = {
        "tabs": tabs(request.actor, "members"),
        "page": page,
        "text": text,
        "month": Month.of(today),
        "covered": sum(covered_by_village(request.actor, Month.of(today), area).values()),
        "table": cover.member_table(page, now, sort, request.GET, born_by=born_by),
        "signs": [(value, label, value == sign) for value, label in Sign.choices],
        "signed": title_of(Sign(sign), page.count) if sign in Sign.values else "",
    }
    return render(request, "enrolment/members.html", context)


def member_or_404(request: ActorRequest, pk: int) -> Membership:
    """The membership within the actor's reach."""
    rows = Membership.objects.visible_to(request.actor).select_related(
        "person", "village", "employer", "replaces__person"
    )
    return get_object_or_404(rows, pk=pk)


@acting(Right.VIEW_PEOPLE)
@require_GET
def member(request: ActorRequest, pk: int) -> HttpResponse:
    """Protected until when, by whom, what the JKM clock says, and why."""
    found = member_or_404(request, pk)
    page = cover.member_page(found, timezone.localdate(), language())
    village = found.village
    identity = request.actor.may(Right.VIEW_IDENTITY, village.code)
    context = {
        "member": found,
        "page": page,
        "identity": identity,
        "facts": cover.facts_of(found, page, identity=identity),
        "signs": signs_of(found, oldest_birth(village.code, timezone.localdate())),
        "may_change": request.actor.may(Right.ENROL, village.code),
        "successor": found.replaced_by.first(),
        "trail": [(_("Peserta"), reverse("enrolment:members")), (found.person.name, "")],
    }
    return render(request, "enrolment/member.html", context)


@acting(Right.ENROL)
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """End a membership, with the reason and the paper."""
    found = member_or_404(request, pk)
    request.actor.require(Right.ENROL, found.village_id)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(by=request.actor, membership=found, **form.cleaned_data)
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kepesertaan diakhiri; bulan yang tersisa dilepas."))
            return redirect("enrolment:member", pk)
    return confirm_page(
        request,
        form,
        question=_("Akhiri kepesertaan %(name)s?") % {"name": found.person.name},
        lines=[
            _("Bulan yang direncanakan sesudahnya dihapus; yang sudah diterima BPJS tetap."),
            _("Setelah diakhiri, tempatnya dapat diisi cadangan dari keputusan yang sama."),
        ],
        action=_("Akhiri kepesertaan"),
        cancel_url=reverse("enrolment:member", args=[pk]),
    )


@acting(Right.ENROL)
@require_http_methods(["GET", "POST"])
def replace(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the place of who left to a reserve."""
    found = member_or_404(request, pk)
    request.actor.require(Right.ENROL, found.village_id)
    reserves = list(reserves_for(found))
    form = ReplaceForm(posted(request), reserves=reserves)
    if request.method == "POST" and form.is_valid():
        chosen = next(c for c in reserves if str(c.pk) == form.cleaned_data["candidate"])
        try:
            new = replace_by_reserve(
                by=request.actor, membership=found, candidate=chosen,
                month_from=form.cleaned_data["month_from"], paper=form.cleaned_data["paper"],
            )  # fmt: skip
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Pengganti didaftarkan sebagai peserta baru."))
            return redirect("enrolment:member", new.pk)
    context = {
        "member": found, "form": form, "reserves": reserves,
        "trail": [
            (_("Peserta"), reverse("enrolment:members")),
            (found.person.name, reverse("enrolment:member", args=[pk])),
            (_("Pengganti"), ""),
        ],
    }  # fmt: skip
    return render(request, "enrolment/replace.html", context, status=422 if form.errors else 200)
