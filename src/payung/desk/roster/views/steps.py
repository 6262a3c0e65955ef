"""One step of the workflow: its form, and what stands against it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files import actions as files
from payung.base.files.actions import FileRefused
from payung.core.calendar import Month
from payung.desk.roster import actions as flow
from payung.desk.roster import words
from payung.desk.roster.facts import released_heads
from payung.desk.roster.fetch import roster_of
from payung.desk.roster.forms import DecreeFormFields, NoteForm, ProposeForm, ReasonForm
from payung.programme.funds.queries import share_of
from payung.programme.selection.actions import DecreePaper, Minutes
from payung.programme.selection.checks import Tally, check, tally
from payung.programme.selection.decree_paper import DEFAULT_BASIS
from payung.programme.selection.models import Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.states import TRANSITIONS, Step, right_for


@acting()
def step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Ask for the paper of a step, and take it."""
    roster = roster_of(request.actor, pk)
    if step not in list(Step):
        raise Http404
    chosen = Step(step)
    request.actor.require(right_for(chosen, roster.fund), roster.village_id)
    if chosen == Step.DECREE and roster.fund.by_regent:
        return redirect("roster:regent")
    form = _form(request, roster, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, roster, chosen, form)
        except (SelectionRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(words.DONE[chosen]))
            return redirect("roster:one", pk)
    counted = tally(roster, released=released_heads(roster))
    context = {
        "roster": roster,
        "form": form,
        "counted": counted,
        "line": words.of_roster(roster, counted),
        "attention": words.of_attention(counted),
        "obstacle": "" if form.is_bound else _obstacle(request, roster, chosen, counted),
        "button": words.BUTTONS[chosen],
        "backwards": TRANSITIONS[chosen].needs_note,
        "trail": [
            (_("Penetapan"), reverse("roster:home")),
            (f"{roster.village.title} {roster.year}", reverse("roster:one", args=[pk])),
            (str(words.BUTTONS[chosen]), ""),
        ],
    }
    return render(request, "roster/step.html", context)


def _obstacle(request: ActorRequest, roster: Roster, chosen: Step, counted: Tally) -> str:
    try:
        check(request.actor, roster, chosen, counted=counted)
    except SelectionRefused as refused:
        return str(refused)
    return ""


def _form(request: ActorRequest, roster: Roster, chosen: Step) -> forms.Form:
    data = request.POST or None
    if chosen == Step.PROPOSE:
        return ProposeForm(data, request.FILES or None)
    if TRANSITIONS[chosen].needs_note:
        return ReasonForm(data)
    if chosen != Step.DECREE:
        return NoteForm(data)
    today = timezone.localdate()
    head = _("Lurah") if roster.village.kind == "kelurahan" else _("Kepala Desa")
    share = share_of(roster.fund, roster.village_id, roster.year)
    months = list(share.months) if share else []
    first = next((m for m in months if m >= Month.of(today)), months[-1] if months else None)
    initial = {
        "on": today,
        "signer_name": request.actor.name,
        "signer_post": f"{head} {roster.village.name}",
        "month_from": str(first or ""),
        "basis": "\n".join([*DEFAULT_BASIS, roster.fund.regulation]),
    }
    return DecreeFormFields(months, data, initial=initial)


def _take(request: ActorRequest, roster: Roster, chosen: Step, form: forms.Form) -> None:
    actor, data = request.actor, form.cleaned_data
    if TRANSITIONS[chosen].needs_note:
        flow.send_back(by=actor, roster=roster, step=chosen, note=data["note"])
    elif chosen == Step.DECREE:
        url = request.build_absolute_uri(reverse("roster:one", args=[roster.pk]))
        flow.decree(by=actor, roster=roster, paper=DecreePaper(**data, url=url))
    elif chosen == Step.PROPOSE:
        flow.propose(by=actor, roster=roster, minutes=_minutes(request, roster, form))
    else:
        paper = Minutes(number=data["number"], on=data["on"], note=data["note"])
        (flow.review if chosen == Step.REVIEW else flow.verify)(
            by=actor, roster=roster, paper=paper
        )


def _minutes(request: ActorRequest, roster: Roster, form: forms.Form) -> Minutes:
    data = form.cleaned_data
    upload, stored = data["file"], None
    if upload is not None:
        stored = files.store(
            by=request.actor, content=upload.read(), name=upload.name, purpose="minutes",
            area=roster.village_id,
        )  # fmt: skip
    return Minutes(number=data["number"], on=data["on"], file=stored, note=data["note"])
