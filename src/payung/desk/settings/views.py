"""The rules of a district as they stand, and how to decide another; its officers and their OPD."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.actions import AssignmentRefused, bind_unit
from payung.base.accounts.models import Assignment
from payung.base.accounts.roles import ROLES
from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy import actions as policy
from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.models import Setting
from payung.base.policy.queries import all_in_force, ancestors
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.desk.settings import officers as people
from payung.desk.settings.forms import CHOICE_WORDS, DecideForm, OfficeForm

LONG = 120


@acting(Right.VIEW_FIGURES)
def home(request: ActorRequest) -> HttpResponse:
    """All settings in force today where the person stands, defaults marked as such."""
    place = standing.current(request)
    if place is None:
        raise Http404
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=place.code)
    today = timezone.localdate()
    found = all_in_force(CATALOGUE, area=area.code, on=today)
    by_scope = Counter(
        Setting.objects.filter(area__in=ancestors(area.code), valid_from__lte=today)
        .exclude(scope="")
        .values_list("code", flat=True)
    )
    rows = [
        (CATALOGUE[code], setting, _brief(setting.value), by_scope[code])
        for code, setting in found.items()
    ]
    context = {
        "area": area,
        "rows": rows,
        "undecided": sum(not s.decided and not scoped for _k, s, _v, scoped in rows),
        "may_decide": request.actor.may(Right.SET_POLICY, area.code),
        "may_manage": request.actor.may_somewhere(Right.MANAGE_ACCOUNTS),
    }
    return render(request, "settings_room/home.html", context)


@acting(Right.VIEW_FIGURES)
def one(request: ActorRequest, area_code: str, code: str) -> HttpResponse:
    """One setting: its history in a region, and a form for who may decide it."""
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=area_code)
    if code not in CATALOGUE:
        raise Http404
    kind = CATALOGUE[code]
    may_decide = request.actor.may(Right.SET_POLICY, area.code)
    form = DecideForm(kind, request.POST or None)
    if request.method == "POST":
        request.actor.require(Right.SET_POLICY, area.code)
        if form.is_valid():
            policy.decide(by=request.actor, code=code, area=area.code, **form.cleaned_data)
            messages.success(request, _("Aturan disimpan dan dicatat dalam jurnal."))
            return redirect("settings_room:one", area.code, code)
    now = all_in_force([code], area=area.code, on=timezone.localdate())[code]
    past = Setting.objects.filter(code=code, area__in=ancestors(area.code)).order_by("-valid_from")
    context = {
        "area": area,
        "kind": kind,
        "now": now,
        "value": _brief(now.value),
        "history": [(s, _shown(s.value)) for s in past],
        "form": form if may_decide else None,
        "trail": [(_("Aturan"), "/aturan/"), (kind.title, "")],
    }
    return render(request, "settings_room/one.html", context)


@acting(Right.MANAGE_ACCOUNTS)
def officers(request: ActorRequest) -> HttpResponse:
    """Roles in force where the person stands, an OPD's first, and which of them lack their OPD."""
    place = standing.current(request)
    if place is None:
        raise Http404
    code = people.place_of(request.actor, place.code)
    area = get_object_or_404(
        Area.objects.visible_to(request.actor, Right.MANAGE_ACCOUNTS), code=code
    )
    rows = people.held(request.actor, area.code, timezone.localdate())
    context = {
        "area": area,
        "line": people.sentence(area, rows),
        "table": people.table(rows, request.actor.id),
        "trail": [(_("Aturan"), "/aturan/"), (_("Petugas dan perannya"), "")],
    }
    return render(request, "settings_room/officers.html", context)


@acting(Right.MANAGE_ACCOUNTS)
def officer(request: ActorRequest, pk: int) -> HttpResponse:
    """Say for which OPD a role acts."""
    row = get_object_or_404(
        Assignment.objects.visible_to(request.actor)
        .in_force(timezone.localdate())
        .select_related("user", "area"),
        pk=pk,
    )
    if not ROLES[row.role].by_unit:
        raise Http404
    known = people.offices(request.actor, row.area_id)
    form = OfficeForm(known, request.POST or None, initial={"unit": row.unit})
    if request.method == "POST" and form.is_valid():
        try:
            bind_unit(by=request.actor, assignment=row, **form.cleaned_data)
        except AssignmentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("OPD petugas dicatat dalam jurnal."))
            return redirect("settings_room:officers")
    context = {
        "row": row,
        "role": ROLES[row.role].name,
        "funds": people.funds_of(request.actor, row),
        "form": form,
        "trail": [
            (_("Aturan"), "/aturan/"), (_("Petugas dan perannya"), "/aturan/petugas/"),
            (row.user.name, ""),
        ],
    }  # fmt: skip
    return render(request, "settings_room/officer.html", context)


def _brief(value: object) -> str:
    """A long text is shown on the setting's own page."""
    text = _shown(value)
    if "\n" not in text and len(text) <= LONG:
        return text
    return _("terisi, %(n)s baris") % {"n": len(text.splitlines())}


def _shown(value: object) -> str:
    if value in (None, ""):
        return _("belum diisi")
    return str(CHOICE_WORDS.get(str(value), value))
