"""Pledges of civil servants: the list, a new one, the end of one, a month's sheet."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import NotAllowed, Right
from payung.base.ui.format import mask_nik
from payung.core.calendar import Month
from payung.core.papers import Provenance
from payung.desk.budget import sponsorship
from payung.desk.budget.sponsor_forms import PledgeForm, StopForm
from payung.desk.budget.views.sheets import TYPES
from payung.programme.funds.actions import FundRefused, SponsorTerms, keep_sponsor
from payung.programme.funds.models import Fund, Pledge
from payung.programme.funds.queries import readable_by
from payung.programme.funds.reach import manages
from payung.programme.membership.actions import (
    MembershipRefused,
    Promised,
    pledge,
    stop_pledge,
)
from payung.programme.people.columns import nik_index
from payung.programme.people.models import Person
from payung.programme.selection.decree_paper import zone_of

ROOT = "/anggaran/donasi/"
MOST_NAMED = 5


@acting(Right.VIEW_BUDGET)
def home(request: ActorRequest) -> HttpResponse:
    """Who pays for whom, until when, and who pays next."""
    rows = sponsorship.kept(request.actor, timezone.localdate())
    falls = [row for row in rows if row.falls]
    funds = _funds(request)
    context = {
        "line": sponsorship.sentence(rows),
        "falls": falls[:MOST_NAMED], "more": max(0, len(falls) - MOST_NAMED),
        "table": sponsorship.table(
            rows, may=frozenset(f.pk for f in funds),
            names=request.actor.may_somewhere(Right.VIEW_PEOPLE),
        ),
        "may_add": bool(funds),
        "trail": [(_("Anggaran"), "/anggaran/"), (_("Donasi ASN"), "")],
    }  # fmt: skip
    return render(request, "budget/pledges.html", context)


@acting(Right.VIEW_BUDGET)
def new(request: ActorRequest) -> HttpResponse:
    """Write down a civil servant's statement; all of its workers or none."""
    funds = _funds(request)
    if not funds:
        raise NotAllowed(
            _(
                "Tidak ada dana Donasi ASN yang Anda kelola. Mintalah DPMD membukanya, atau "
                "menunjuk OPD Anda sebagai pengelola."
            )
        )
    form = PledgeForm(funds, request.POST or None)
    if request.method == "POST" and form.is_valid() and _pledged(request, form):
        return redirect("budget:pledges")
    trail = [(_("Anggaran"), "/anggaran/"), (_("Donasi ASN"), ROOT), (_("Janji baru"), "")]
    line = _("Satu ASN menanggung pekerja yang disebut namanya, sebulan sekian rupiah.")
    context = {"form": form, "trail": trail, "title": _("Janji donasi ASN"), "line": line}
    return render(request, "budget/pledge_form.html", context)


def _pledged(request: ActorRequest, form: PledgeForm) -> bool:
    given = form.cleaned_data
    fund: Fund = given["fund"]
    people = _people(request, form, fund, given["workers"])
    if people is None:
        return False
    promised = Promised(
        given["monthly"], given["month_from"], given["month_to"], given["paper"], given["made_on"]
    )
    try:
        with transaction.atomic():
            terms = SponsorTerms(given["name"], given["nip"], given["unit"])
            sponsor = keep_sponsor(by=request.actor, fund=fund, terms=terms)
            pledge(by=request.actor, fund=fund, sponsor=sponsor, people=people, promised=promised)
    except (FundRefused, MembershipRefused) as refused:
        form.add_error(None, str(refused))
        return False
    told = _("%(sponsor)s menanggung %(workers)s.")
    names = ", ".join(p.name for p in people)
    messages.success(request, told % {"sponsor": sponsor.name, "workers": names})
    return True


def _people(
    request: ActorRequest, form: PledgeForm, fund: Fund, niks: list[str]
) -> list[Person] | None:
    """The residents of these NIKs in the order given; None with a reason for each not found."""
    seen = Person.objects.visible_to(request.actor).in_area(fund.area).active()
    by_index: dict[str, list[Person]] = {}
    wanted = {nik: nik_index(nik) for nik in niks}
    for person in seen.filter(nik_index__in=[i for i in wanted.values() if i]):
        by_index.setdefault(person.nik_index, []).append(person)
    for nik, index in wanted.items():
        count = len(by_index.get(index, ()))
        if count != 1:
            told = (
                _("NIK %(nik)s dipakai %(n)s orang. Selesaikan data gandanya di Pencocokan.")
                if count
                else _("NIK %(nik)s tidak ditemukan di wilayah dana ini. Periksa angkanya.")
            )
            form.add_error("workers", told % {"nik": mask_nik(nik), "n": count})
    if form.errors:
        return None
    return [by_index[wanted[nik]][0] for nik in niks]


@acting(Right.VIEW_BUDGET)
def stop(request: ActorRequest, pk: int) -> HttpResponse:
    """End a pledge, told what it means for the worker."""
    rows = Pledge.objects.visible_to(request.actor)
    row = get_object_or_404(rows.select_related("sponsor", "person", "fund", "village"), pk=pk)
    if not manages(request.actor, row.fund):
        raise NotAllowed(_("Donasi ini dikelola OPD lain; mintalah pengelolanya."))
    if row.stopped_on is not None:
        messages.warning(request, _("Janji ini sudah dihentikan."))
        return redirect("budget:pledges")
    today = timezone.localdate()
    (kept,) = sponsorship.with_next([row], today)
    now = max(row.month_from - 1, min(Month.of(today), row.month_to))
    form = StopForm(row, request.POST or None, initial={"after": str(now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            stop_pledge(by=request.actor, pledge=row, **given)
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Donasi dihentikan."))
            messages.warning(request, sponsorship.stop_warning(kept, given["after"]))
            return redirect("budget:pledges")
    trail = [(_("Anggaran"), "/anggaran/"), (_("Donasi ASN"), ROOT), (_("Hentikan"), "")]
    context = {"form": form, "trail": trail, "warning": sponsorship.stop_warning(kept, now),
               "title": _("Hentikan donasi"), "line": _("%(sponsor)s menanggung %(worker)s.")
               % {"sponsor": row.sponsor.name, "worker": row.person.name}}  # fmt: skip
    return render(request, "budget/pledge_form.html", context)


@acting(Right.VIEW_BUDGET)
def month(request: ActorRequest) -> HttpResponse:
    """What each office's treasurer withholds in a month, and what has reached BPJS."""
    asked = _month(request)
    rows = sponsorship.month_sheet(request.actor, asked)
    context = {
        "month": asked, "before": asked - 1, "after": asked + 1,
        "line": sponsorship.month_sentence(asked, rows),
        "table": sponsorship.month_table(
            rows, names=request.actor.may_somewhere(Right.VIEW_PEOPLE)
        ),
        "trail": [(_("Anggaran"), "/anggaran/"), (_("Donasi ASN"), ROOT), (_("Potongan"), "")],
    }  # fmt: skip
    return render(request, "budget/pledge_month.html", context)


@acting(Right.VIEW_BUDGET)
def month_file(request: ActorRequest) -> HttpResponse:
    """The month's sheet as XLSX."""
    asked, moment = _month(request), timezone.localtime()
    provenance = Provenance(
        source=f"Payung, donasi ASN {asked}", printed_at=moment, zone=zone_of(moment),
        url=request.build_absolute_uri(f"{ROOT}bulan/?bulan={asked}"), identifier=f"asn/{asked}",
    )  # fmt: skip
    with override("id"):
        content = sponsorship.month_book(
            asked, sponsorship.month_sheet(request.actor, asked), provenance,
            names=request.actor.may_somewhere(Right.VIEW_PEOPLE),
        )  # fmt: skip
    return HttpResponse(
        content, content_type=TYPES["xlsx"],
        headers={"Content-Disposition": f'attachment; filename="Donasi ASN {asked}.xlsx"'},
    )  # fmt: skip


def _month(request: ActorRequest) -> Month:
    try:
        return Month.read(request.GET.get("bulan", ""))
    except ValueError:
        return Month.of(timezone.localdate())


def _funds(request: ActorRequest) -> list[Fund]:
    return sponsorship.funds_of_sponsors(request.actor, list(readable_by(request.actor)))
