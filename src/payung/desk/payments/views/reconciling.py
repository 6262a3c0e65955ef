"""The reconciliation of a month: nine classes, six sources side by side, the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.confirm import confirm_page
from payung.base.ui.format import angka, bulan
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.core.papers import reconciliation_minutes
from payung.desk.payments.forms import PaperForm, ReasonForm, ReconcileForm, posted
from payung.desk.payments.papers import reconciliation_form
from payung.desk.payments.sections import area_of, month_of, tabs
from payung.desk.payments.tables import cell_table
from payung.programme.billing.actions import close_month, explain_difference, reconcile
from payung.programme.billing.models import ClosedMonth, Difference, Reconciliation
from payung.programme.billing.queries import cells, differences
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.wording import difference_sentence

OPEN = Difference.State.OPEN


@acting(Right.VIEW_FIGURES)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """A month's comparison; who bills also sends BPJS's list here."""
    actor, month = request.actor, month_of(request)
    here = area_of(request, actor, Right.VIEW_FIGURES)
    form = ReconcileForm(posted(request), request.FILES or None, initial={"bulan": str(month)})
    if request.method == "POST":
        actor.require(Right.BILL, here)
        if form.is_valid() and _reconcile(request, form, here):
            return redirect(f"{reverse('payments:reconcile')}?bulan={form.cleaned_data['bulan']}")
    rows = differences(actor, here, month)
    counted = _counts(rows)
    page = keyset_page(
        rows.order_by().filter(state=OPEN), request.GET,
        sort_from(request.GET, {"desa": "id"}, "desa"), 50,
    )  # fmt: skip
    runs = Reconciliation.objects.visible_to(actor).in_area(here).filter(month=month)
    closed = ClosedMonth.objects.visible_to(actor).in_area(here).filter(month=month)
    open_ = sum(n for _kind, n, *_rest in counted)
    context = {
        "tabs": tabs(actor, "reconcile"), "form": form, "here": here,
        "month": month, "month_text": str(month),
        "before": month - 1, "after": month + 1, "may_bill": actor.may(Right.BILL, here),
        "last": runs.order_by("-pk").first(), "closed": closed.first(), "open": open_,
        "effect": sum(effect for _k, _n, effect, _s in counted),
        "classes": _class_table(counted), "page": page, "table": _table(request, page, here),
        "cells": cell_table(cells(actor, here, month)),
    }  # fmt: skip
    return render(request, "payments/reconcile.html", context, status=422 if form.errors else 200)


def _reconcile(request: ActorRequest, form: ReconcileForm, here: str) -> bool:
    file, given = form.upload(), form.cleaned_data
    try:
        month = Month.read(given["bulan"])
        done = reconcile(
            by=request.actor, area=here, month=month, content=file.read(), name=file.name or "",
            paid_on=given["paid_on"],
        )  # fmt: skip
    except ValueError:
        form.add_error("bulan", _("Tulis bulan seperti 2026-01 atau Januari 2026."))
        return False
    except (BillingRefused, FileRefused) as refused:
        form.add_error("file", str(refused))
        return False
    told = _("%(lines)s baris dibandingkan: %(matched)s cocok, %(new)s selisih baru, "
             "%(mended)s selesai.")  # fmt: skip
    messages.success(request, told % {
        "lines": angka(done.lines), "matched": angka(done.matched), "new": angka(done.new),
        "mended": angka(done.mended),
    })  # fmt: skip
    return True


Counted = list[tuple[Difference.Class, int, int, int]]


def _counts(rows: object) -> Counted:
    """Open differences, their rupiah and settled ones by class; one statement."""
    found = dict.fromkeys(Difference.Class, (0, 0, 0))
    grouped = rows.order_by().values_list("kind").annotate(  # type: ignore[attr-defined]
        n=Count("pk", filter=Q(state=OPEN)), e=Sum("effect", filter=Q(state=OPEN)),
        s=Count("pk", filter=~Q(state=OPEN)),
    )  # fmt: skip
    for kind, n, effect, settled in grouped:
        found[Difference.Class(kind)] = (n, effect or 0, settled)
    return [(kind, *values) for kind, values in found.items()]


def _class_table(counted: Counted) -> Table:
    return Table(
        [
            Column("kind", _("Golongan"), header=True, value=lambda r: r[0].label),
            Column("open", _("Terbuka"), "number",
                   value=lambda r: Cell(r[1], "danger" if r[1] else "success")),
            Column("effect", _("Nilai"), "rupiah", value=lambda r: r[2]),
            Column("settled", _("Selesai atau dijelaskan"), "number", value=lambda r: r[3]),
        ],
        counted, caption=_("Selisih menurut golongan"),
    )  # fmt: skip


def _table(request: ActorRequest, page: object, here: str) -> Table:
    may = request.actor.may(Right.BILL, here)
    names = {a.code: a.title for a in Area.objects.visible_to(request.actor).filter(
        code__in={row.area for row in page})}  # type: ignore[attr-defined]  # fmt: skip
    return Table(
        [
            Column("area", _("Desa/Kelurahan"), header=True,
                   value=lambda d: names.get(d.area, d.area)),
            Column("kind", _("Golongan"), value=lambda d: d.get_kind_display()),
            Column("text", _("Uraian"), value=difference_sentence),
            Column("row", _("Baris berkas"), "number"),
            Column("effect", _("Nilai"), "rupiah"),
            *([Column("explain", _("Jelaskan"), value=lambda _d: _("jelaskan"),
                      link=lambda d: reverse("payments:explain", args=[d.pk]))] if may else []),
        ],
        page, caption=_("Selisih yang masih terbuka"),  # type: ignore[arg-type]
        empty=_("Tidak ada selisih yang terbuka pada bulan ini."),
    )  # fmt: skip


@acting(Right.BILL)
@require_http_methods(["GET", "POST"])
def explain(request: ActorRequest, pk: int) -> HttpResponse:
    """Say why a difference is as it is."""
    rows = Difference.objects.visible_to(request.actor, Right.BILL)
    found = get_object_or_404(rows, pk=pk)
    form = ReasonForm(posted(request))
    back = f"{reverse('payments:reconcile')}?bulan={found.month}"
    if request.method == "POST" and form.is_valid():
        try:
            explain_difference(
                by=request.actor, difference=found, reason=form.cleaned_data["reason"]
            )
        except BillingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(back)
    return confirm_page(
        request, form, question=_("Jelaskan selisih ini?"),
        lines=[difference_sentence(found),
               _("Selisih tetap tersimpan dengan penjelasan dan nama Anda.")],
        action=_("Simpan penjelasan"), cancel_url=back,
    )  # fmt: skip


@acting(Right.BILL)
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest) -> HttpResponse:
    """Close a month's books on its minutes."""
    here, month = area_of(request, request.actor, Right.BILL), month_of(request)
    form = PaperForm(posted(request))
    back = f"{reverse('payments:reconcile')}?bulan={month}"
    if request.method == "POST" and form.is_valid():
        try:
            close_month(by=request.actor, area=here, month=month, paper=form.cleaned_data["paper"])
        except BillingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(back)
    return confirm_page(
        request, form, question=_("Tutup pembukuan %(month)s?") % {"month": bulan(month)},
        lines=[_("Setelah ditutup, basis data menolak setiap tagihan dan catatan baru untuk bulan "
                 "itu. Perubahan dibukukan pada bulan yang masih terbuka.")],
        action=_("Tutup bulan"), cancel_url=back,
    )  # fmt: skip


@acting(Right.VIEW_BUDGET)
@require_GET
def minutes(request: ActorRequest) -> HttpResponse:
    """The minutes of reconciliation as PDF."""
    here, month = area_of(request, request.actor, Right.VIEW_BUDGET), month_of(request)
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=here)
    url = request.build_absolute_uri(f"{reverse('payments:reconcile')}?bulan={month}")
    content = reconciliation_minutes(reconciliation_form(request.actor, area, month, url=url))
    headers = {"Content-Disposition": f'attachment; filename="rekonsiliasi-{month}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
