"""The whole law in force on a day, by programme and subject."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.ui.format import tanggal
from payung.desk.law.forms import FilterForm
from payung.desk.law.page import language, law_of, tabs
from payung.desk.law.reading import filtered, subjects
from payung.desk.law.words import programme_title


@acting()
def home(request: ActorRequest) -> HttpResponse:
    """Every parameter with its value, ground and history. Asks only what the region decided."""
    form = FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("tanggal") or timezone.localdate()
    law = law_of(request.actor)
    everything = subjects(law, day, language())
    found = filtered(
        everything, asked.get("program", ""), asked.get("keyakinan", ""), asked.get("cari", "")
    )
    groups: dict[str, list[object]] = {}
    for subject in found:
        groups.setdefault(subject.programme, []).append(subject)
    entries = [entry for subject in everything for entry in subject.entries]
    known = [entry for entry in entries if entry.now]
    context = {
        "form": form if form.is_bound else FilterForm(initial={"tanggal": day}),
        "tabs": tabs("home"),
        "day": day,
        "law_id": law.law_id,
        "groups": [(code, programme_title(code), held) for code, held in groups.items()],
        "shown": sum(len(subject.entries) for subject in found),
        "all": len(entries),
        "known": len(known),
        "own": sum(entry.own for entry in entries),
        "low": sum(entry.confidence == "low" for entry in known),
        "source": _("hukum per %(day)s, versi %(id)s") % {"day": tanggal(day), "id": law.law_id},
        "opened": request.GET.get("riwayat") == "semua",
    }
    return render(request, "law_room/home.html", context)
