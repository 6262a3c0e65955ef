"""One event: the page that family, village, camat and DPMD all follow."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.format import language, waktu
from payung.core.drawing import body as body_picture
from payung.core.law import Benefit, current_law
from payung.desk.claims import pages
from payung.desk.claims.forms import NotifyForm, OpinionForm, WordsForm, posted, told_of
from payung.desk.claims.letters import offered
from payung.desk.claims.reach import event_or_404, trail
from payung.programme.claims import actions
from payung.programme.claims.benefits import NotReckoned, Other, second_opinion
from payung.programme.claims.cover import Cover, told
from payung.programme.claims.deciding import Answers, decide
from payung.programme.claims.models import Event
from payung.programme.claims.queries import Sheet, sheet_of
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.membership.models import Membership


@acting(Right.VIEW_CLAIMS)
@require_GET
def event(request: ActorRequest, pk: int) -> HttpResponse:
    """Everything of an event on one page; the look is journalled."""
    found = event_or_404(request, pk)
    actions.look(by=request.actor, event=found, what="event")
    may_judge = request.actor.may(Right.SUBMIT_CLAIM, found.village_id)
    sees = may_judge or request.actor.may(Right.VIEW_JOURNAL, found.village_id)
    sheet = sheet_of(found, with_signals=sees)
    choice = decide(Answers(found.at_work, found.collapsed, found.commuting, found.road))
    context = {
        "event": found,
        "sheet": sheet,
        "said": pages.sentence(sheet),
        "choice": choice if found.kind in {"death", "accident"} else None,
        "covers": [(c, told(c)) for c in sheet.covers],
        "uncovered": _uncovered(sheet),
        "cards": pages.cards(sheet, request.actor),
        "facts": pages.facts_of(sheet),
        "bar": pages.bar(sheet),
        "clocks": pages.clock_table(sheet),
        "unreported": any(c.code == "report" and not c.done for c in sheet.clocks),
        "papers": pages.paper_table(sheet, request.actor),
        "heirs": pages.heir_table(sheet) if found.fatal else None,
        "letters": offered(sheet, request.actor),
        "signals": sheet.signals,
        "may": _rights(request, found),
        "may_judge": may_judge,
        "trail": trail(found),
        "payee": next((r.heir for r in sheet.heirs if r.heir.payee), None),
    }
    return render(request, "claims_room/event.html", context)


def _rights(request: ActorRequest, found: Event) -> dict[str, bool]:
    actor, code = request.actor, found.village_id
    work = actor.may(Right.REPORT_CLAIM, code)
    return {
        "work": work and found.dismissed_at is None,
        "confirm": work and found.waiting,
        "health": actor.may(Right.VIEW_HEALTH, code),
        "sign": actor.may(Right.SIGN_HEIRS, code),
    }


def _uncovered(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Registrations that did not stand, for which a claim may still be opened."""
    if sheet.event.waiting or sheet.event.dismissed_at is not None:
        return []
    held = {(c.membership_id, c.programme) for c in sheet.claims}
    programme = "jkm" if sheet.event.fatal else "jkk"
    return [
        (c.membership.pk, programme, c.membership.get_segment_display())
        for c in sheet.covers
        if not c.active and (c.membership.pk, programme) not in held and programme in c.programmes
    ]


@acting(Right.REPORT_CLAIM)
@require_POST
def open_more(request: ActorRequest, pk: int) -> HttpResponse:
    """Claim also where cover did not stand: BPJS decides."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    rows = Membership.objects.visible_to(request.actor)
    number = request.POST.get("membership", "")
    member = get_object_or_404(rows, pk=int(number) if number.isdecimal() else 0)
    try:
        actions.open_claim(
            by=request.actor, event=found, membership=member,
            programme=request.POST.get("programme", ""),
        )  # fmt: skip
    except ClaimRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Klaim dibuka; BPJS yang memutuskan."))
    return redirect("claims:event", pk)


@acting(Right.VIEW_HEALTH)
@require_GET
def story(request: ActorRequest, pk: int) -> HttpResponse:
    """What happened to the body; the look is journalled by name."""
    found = event_or_404(request, pk, Right.VIEW_HEALTH)
    actions.look(by=request.actor, event=found, what="health:story")
    parts = current_law().parameters["jkk_disability"].class_labels
    pair = parts.get(found.part, ("–", "–"))
    facts = [
        (_("Kronologi"), found.story or "–"),
        (_("Dokter atau fasilitas kesehatan"), found.doctor or "–"),
        (_("Akibat menurut dokter"), found.get_outcome_display()),
        (_("Bagian tubuh"), pair[1 if language() == "en" else 0]),
        (_("Persentase dari dokter"), found.percent or "–"),
        (_("Hari tidak mampu bekerja"), found.days or "–"),
    ]
    context = {"event": found, "facts": facts, "trail": trail(found, _("Kronologi"))}
    return render(request, "claims_room/story.html", context)


@acting(Right.VIEW_HEALTH)
@require_http_methods(["GET", "POST"])
def body(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose the part of the body on a picture; the list under it says the same."""
    found = event_or_404(request, pk, Right.VIEW_HEALTH)
    parameter = current_law().parameters["jkk_disability"]
    lang = language()
    labels = {code: pair[1 if lang == "en" else 0] for code, pair in parameter.class_labels.items()}
    chosen = request.GET.get("bagian", found.part)
    chosen = chosen if chosen in labels else ""
    if request.method == "POST":
        request.actor.require(Right.REPORT_CLAIM, found.village_id)
        wanted = request.POST.get("part", "")
        if wanted not in labels:
            messages.warning(request, _("Pilih bagian tubuh dari gambar atau daftarnya."))
            return redirect("claims:body", pk)
        better = replace(told_of(found), part=wanted, outcome=Event.Outcome.PARTIAL, percent="")
        try:
            actions.correct(by=request.actor, event=found, told=better)
        except ClaimRefused as refused:
            messages.warning(request, str(refused))
        return redirect("claims:event", pk)
    actions.look(by=request.actor, event=found, what="health:body")
    dated = parameter.at(found.occurred_on)
    shares = dated.value if dated is not None and isinstance(dated.value, dict) else {}
    svg = body_picture(labels, lambda code: f"?bagian={code}", chosen=chosen, lang=lang)
    context = {
        "event": found, "svg": SafeString(svg), "chosen": chosen,
        "label": labels.get(chosen, ""),
        "parts": [
            (code, label, float(shares[code]) * 100 if code in shares else None, code == chosen)
            for code, label in labels.items()
        ],
        "share": float(shares[chosen]) * 100 if chosen in shares else None,
        "reference": dated.reference if dated else "",
        "unsure": dated is not None and dated.confidence_of(chosen) == "low" if chosen else False,
        "may_work": request.actor.may(Right.REPORT_CLAIM, found.village_id),
        "trail": trail(found, _("Bagian tubuh")),
    }  # fmt: skip
    return render(request, "claims_room/body.html", context)


@acting(Right.VIEW_CLAIMS)
@require_GET
def opinion(request: ActorRequest, pk: int) -> HttpResponse:
    """What if the wage, the day or the clock were another? Nothing is saved; a look is noted."""
    found = event_or_404(request, pk)
    actions.look(by=request.actor, event=found, what="opinion")
    sheet = sheet_of(found, with_signals=False)
    programmes = sorted({c.programme for c in sheet.claims} | {"jkk", "jkm"})
    form = OpinionForm(request.GET or None, programmes=programmes)
    answers: list[tuple[Cover, Benefit | None, str, list[str]]] = []
    if form.is_valid():
        other = Other(**form.cleaned_data)
        for cover in sheet.covers:
            try:
                said = second_opinion(found, other.programme, cover, other)
            except NotReckoned as reason:
                answers.append((cover, None, str(reason), []))
            else:
                steps = [step.sentence(language()) for step in said.steps]
                answers.append((cover, said, "", steps))
    context = {
        "event": found, "form": form, "answers": answers, "sheet": sheet,
        "trail": trail(found, _("Pendapat kedua")),
    }  # fmt: skip
    return render(request, "claims_room/opinion.html", context)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def notify(request: ActorRequest, pk: int) -> HttpResponse:
    """BPJS was told: the clock of 2 × 24 hours stops."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    form = NotifyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.notify(by=request.actor, event=found, at=form.moment())
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Laporan ke BPJS dicatat."))
            return redirect("claims:event", pk)
    context = {
        "form": form, "heading": _("Sudah dilaporkan ke BPJS"), "action": _("Catat"),
        "line": _("Catat kapan Formulir 3 diterima cabang, atau kapan Anda menelepon 175."),
        "trail": trail(found, _("Laporan ke BPJS")),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


@acting(Right.SUBMIT_CLAIM)
@require_http_methods(["GET", "POST"])
def review(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """A named person says what a signal turned out to be."""
    found = event_or_404(request, pk, Right.SUBMIT_CLAIM)
    sheet = sheet_of(found)
    signal = next((s for s in sheet.signals if s.code == code), None)
    form = WordsForm(posted(request), label=_("Apa yang Anda temukan?"))
    if request.method == "POST" and form.is_valid():
        actions.review_signal(
            by=request.actor, event=found, code=code, finding=form.cleaned_data["words"]
        )
        messages.success(request, _("Temuan dicatat. Klaim tetap berjalan."))
        return redirect("claims:event", pk)
    said = f"{signal.title}: {signal.reason}" if signal else _("Isyarat ini sudah tidak ada.")
    if signal and signal.review:
        said += " " + _("Dilihat %(who)s, %(when)s.") % {
            "who": signal.review.by_name, "when": waktu(signal.review.at),
        }  # fmt: skip
    context = {
        "form": form, "heading": _("Lihat isyarat"), "action": _("Catat temuan"), "line": said,
        "trail": trail(found, _("Isyarat")), "back": reverse("claims:event", args=[pk]),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)
