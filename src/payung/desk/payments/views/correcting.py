"""Mending earlier months of one member: looked at first, then billed as new lines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.format import rupiah
from payung.desk.payments.corrections import gap_table, month_table
from payung.desk.payments.forms import CorrectionForm, posted
from payung.programme.billing.actions import correct_and_bill
from payung.programme.billing.looking import Gap, look_at_correction
from payung.programme.billing.refusals import BillingRefused
from payung.programme.funds.queries import for_village
from payung.programme.membership.actions import MembershipRefused
from payung.programme.membership.models import Membership


@acting(Right.BILL)
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask what was right, show the lines it would bring, and write them when told to."""
    rows = Membership.objects.visible_to(request.actor, Right.ENROL)
    member = get_object_or_404(rows.select_related("person", "village"), pk=pk)
    request.actor.require(Right.BILL, member.village_id)
    form = CorrectionForm(posted(request))
    form.fields["fund"].queryset = for_village(member.village_id).order_by("code")  # type: ignore[attr-defined]
    gaps: list[Gap] | None = None
    if request.method == "POST" and form.is_valid():
        if "simpan" in request.POST and _written(request, form, member):
            return redirect("enrolment:member", member.pk)
        if "simpan" not in request.POST:
            gaps = _looked(request, form, member)
    context = {
        "member": member, "form": form, "gaps": gaps, "line": _line(member, gaps),
        "table": gap_table(gaps) if gaps else None, "known": month_table(member),
        "trail": [
            (_("Papan bulan"), reverse("payments:home")),
            (member.person.name, reverse("enrolment:member", args=[member.pk])),
            (_("Koreksi"), ""),
        ],
    }  # fmt: skip
    return render(request, "payments/correct.html", context, status=422 if form.errors else 200)


def _looked(request: ActorRequest, form: CorrectionForm, member: Membership) -> list[Gap] | None:
    try:
        return look_at_correction(by=request.actor, membership=member, mended=form.mended())
    except MembershipRefused as refused:
        form.add_error(None, str(refused))
        return None


def _written(request: ActorRequest, form: CorrectionForm, member: Membership) -> bool:
    try:
        done = correct_and_bill(
            by=request.actor, membership=member, mended=form.mended(),
            book_in=form.cleaned_data["book_in"],
        )  # fmt: skip
    except (MembershipRefused, BillingRefused) as refused:
        form.add_error(None, str(refused))
        return False
    bills = [bill for issued in done for bill in issued.bills]
    told = _("Koreksi dicatat; %(n)s tagihan koreksi terbit, %(amount)s.") % {
        "n": len(bills), "amount": rupiah(sum(b.amount for b in bills)),
    }  # fmt: skip
    messages.success(request, told)
    return True


def _line(member: Membership, gaps: list[Gap] | None) -> str:
    if gaps is None:
        return _(
            "Bulan lalu {name} yang keliru diperbaiki dengan baris baru; tagihan, buku, dan yang "
            "sudah diterima BPJS tidak diubah."
        ).format(name=member.person.name)
    if not gaps:
        return _(
            "Koreksi ini tidak mengubah tagihan: bulan itu diterima BPJS sebelum ditagih, atau "
            "iurannya sama."
        )
    return _("Koreksi ini menambah {sum} pada tagihan {name}.").format(
        sum=rupiah(sum(g.amount for g in gaps)), name=member.person.name
    )
