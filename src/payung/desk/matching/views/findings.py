"""What lists say of registered people: the queue, one finding, and acting on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.staging.registry import kind_of
from payung.base.territory.actor import Right
from payung.base.ui.format import angka, tanggal
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.core.drawing.charts import Bar, bars
from payung.desk.matching import actions
from payung.desk.matching.forms import VisitForm, posted
from payung.desk.matching.models import Finding, FindingQuerySet
from payung.desk.matching.page import tabs, trail
from payung.desk.matching.proposing import (
    advised,
    may_act,
    offers,
    proposal_of,
    standing_of,
    words_of,
)
from payung.desk.matching.queries import (
    HARM,
    by_harm,
    events_of,
    findings_of,
    kind_counts,
    member_exists,
    members_among,
    staged_values,
)
from payung.desk.matching.refusals import MatchingRefused
from payung.desk.matching.scores import hard_words, waterfall
from payung.desk.matching.sidebyside import lines, values_of
from payung.programme.people.likely import COMPARED

K, S = Finding.Kind, Finding.State
STATES = {"buka": [S.OPEN], "benar": [S.CONFIRMED], "bukan": [S.DISMISSED]}


@acting(Right.VIEW_IDENTITY)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Findings in reach: how many concern members, a picture by kind, the names."""
    state = request.GET.get("keadaan", "buka")
    state = state if state in STATES else "buka"
    found = findings_of(request.actor).filter(state__in=STATES[state])
    counts = kind_counts(found)
    chosen = _filtered(found, request)
    page = keyset_page(
        by_harm(chosen.select_related("person__village", "batch__file")), request.GET,
        sort_from(request.GET, {"bahaya": "harm"}, "-bahaya"), 50,
    )  # fmt: skip
    context = {
        "tabs": tabs(request, "findings"),
        "page": page,
        "table": _table(page),
        "counts": counts,
        "members": sum(m for _n, m in counts.values()),
        "total": sum(n for n, _m in counts.values()),
        "deaths": counts.get(K.DIED, (0, 0))[1],
        "picture": _picture(counts, state),
        "kinds": [(k.value, k.label, request.GET.get("jenis") == k.value) for k in K],
        "member": request.GET.get("peserta", ""),
        "state": state,
        "states": _states(state),
    }
    return render(request, "matching/findings.html", context)


def _filtered(found: FindingQuerySet, request: ActorRequest) -> FindingQuerySet:
    if (kind := request.GET.get("jenis", "")) in K.values:
        found = found.filter(kind=kind)
    if (member := request.GET.get("peserta", "")) in {"0", "1"}:
        found = found.alias(runs=member_exists()).filter(runs=member == "1")
    return found


def _states(current: str) -> list[tuple[str, str, bool, None]]:
    words = {"buka": _("Menunggu"), "benar": _("Dibenarkan"), "bukan": _("Bukan orangnya")}
    return [(word, f"?keadaan={key}", key == current, None) for key, word in words.items()]


def _picture(counts: dict[str, tuple[int, int]], state: str) -> str:
    rows = [
        Bar(str(K(kind).label), members, href=f"?keadaan={state}&jenis={kind}&peserta=1")
        for kind, (_all, members) in sorted(counts.items(), key=lambda c: -HARM[c[0]])
        if members
    ]
    if not rows:
        return ""
    return bars(
        rows, title=_("Temuan tentang peserta"), alt=_("Jumlah temuan tentang peserta per jenis"),
        unit=_("orang"), width=420,
    )  # fmt: skip


def _table(page: Page[Finding]) -> Table:
    running = members_among(page)
    return Table(
        [
            Column("name", _("Nama"), header=True, value=lambda f: f.person.name,
                   link=lambda f: reverse("matching:finding", args=[f.pk])),
            Column("village", _("Desa"), value=lambda f: f.person.village.title),
            Column("kind", _("Temuan"), value=_what),
            Column("member", _("Peserta"),
                   value=lambda f: Cell(_("ya"), "warning") if f.person_id in running else ""),
            Column("band", _("Kecocokan"), value=_band),
            Column("source", _("Menurut"), value=_source),
        ],
        page, caption=_("Temuan"), empty=_("Tidak ada temuan di sini."), cards=True,
    )  # fmt: skip


def _what(finding: Finding) -> Cell:
    day = tanggal(finding.on) if finding.on else ""
    mark = "danger" if finding.kind == K.DIED else None
    return Cell(finding.get_kind_display(), mark, day or finding.detail)  # type: ignore[arg-type]


def _band(finding: Finding) -> Cell:
    if finding.kind in {K.DECILE, K.FAMILY_ASN}:
        return Cell(_("lewat kartu keluarga"))
    mark = "success" if finding.band == "match" else "warning"
    return Cell(finding.get_band_display(), mark, hard_words().get(finding.hard_review))  # type: ignore[arg-type]


def _source(finding: Finding) -> str:
    return f"{kind_of(finding.batch.kind).title}, {tanggal(finding.batch.at.date())}"


def finding_or_404(request: ActorRequest, pk: int) -> Finding:
    rows = findings_of(request.actor).select_related("person__village", "batch__file")
    return get_object_or_404(rows, pk=pk)


@acting(Right.VIEW_IDENTITY)
@require_GET
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """What the list says beside what the register knows; what may follow; what followed."""
    return render(request, "matching/finding.html", _context(request, finding_or_404(request, pk)))


def _context(request: ActorRequest, finding: Finding, problem: str = "") -> dict[str, Any]:
    standing = standing_of(finding.person_id)
    found = offers(request.actor, finding, standing)
    done = set(finding.before)
    names = {"register": "register", "claim": "event", "end": "ended", "kpj": "kpj"}
    left = [o for o in found if names.get(o.step, "") not in done]
    by_card = finding.kind in {K.DECILE, K.FAMILY_ASN}
    values = staged_values(finding)
    listed = {column: values.get(name) for name, column in COMPARED.items()}
    ticked = request.POST.getlist("langkah") if request.method == "POST" else advised(found)
    return {
        "finding": finding,
        "tabs": tabs(request, "findings"),
        "trail": trail(finding.person.name, "findings", _("Temuan")),
        "kind": kind_of(finding.batch.kind),
        "proposal": words_of(proposal_of(finding, standing)),
        "lines": [] if by_card else lines(listed, values_of(finding.person)),
        "by_card": by_card,
        "steps": waterfall(finding.reasons),
        "weight": angka(finding.weight, 1),
        "paper": finding.detail if finding.kind == K.DIED else "",
        "hard": hard_words().get(finding.hard_review, ""),
        "standing": standing,
        "offers": left if finding.state == S.CONFIRMED else found,
        "ticked": ticked,
        "may": may_act(request.actor, finding.person.village_id),
        "event": events_of([finding.person_id]).get(finding.person_id),
        "replaceable": _replaceable(request, finding),
        "problem": problem,
    }


def _replaceable(request: ActorRequest, finding: Finding) -> list[int]:
    """Memberships that this finding ended, whose place a reserve may take."""
    if not request.actor.may(Right.ENROL, finding.person.village_id):
        return []
    return list(finding.before.get("ended", ()))


@acting(Right.VIEW_IDENTITY)
@require_POST
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Confirm with the ticked steps, carry on, dismiss, or take back."""
    finding = finding_or_404(request, pk)
    sent = request.POST
    reason, steps = sent.get("alasan", ""), sent.getlist("langkah")
    day = parse_date(sent.get("berakhir", "")) if sent.get("berakhir") else None
    try:
        match sent.get("jawaban"):
            case "benar":
                actions.confirm(
                    by=request.actor, finding=finding, steps=steps, reason=reason,
                    paper=sent.get("surat", ""), same_person=bool(sent.get("sama")), ended_on=day,
                )  # fmt: skip
                told = _("Dibenarkan. Langkah yang Anda pilih sudah dicatat.")
            case "lanjut":
                actions.carry_on(by=request.actor, finding=finding, steps=steps, ended_on=day)
                told = _("Langkah yang Anda pilih sudah dicatat.")
            case "bukan":
                actions.dismiss(by=request.actor, finding=finding, reason=reason)
                told = _("Dicatat sebagai bukan orangnya atau tidak benar; tidak ditanyakan lagi.")
            case _:
                actions.reopen(by=request.actor, finding=finding, reason=reason)
                told = _("Keputusan ditarik; temuan ini menunggu lagi.")
    except (MatchingRefused, ValueError) as refused:
        context = _context(request, finding, str(refused))
        return render(request, "matching/finding.html", context, status=422)
    messages.success(request, told)
    return redirect("matching:finding", pk)


@acting(Right.VIEW_IDENTITY)
@require_GET
def visits(request: ActorRequest) -> HttpResponse:
    """Families of members who died: what is at stake, who was visited."""
    from payung.desk.matching.visiting import families

    found = families(request.actor)
    waiting = [f for f in found if f.finding.visited_on is None]
    context = {
        "tabs": tabs(request, "visits"),
        "families": found,
        "waiting": len(waiting),
        "sum": sum(f.sum or 0 for f in waiting),
        "unknown": sum(f.sum is None for f in waiting),
        "table": _visits(found),
    }
    return render(request, "matching/visits.html", context)


def _visits(found: list[Any]) -> Table:
    return Table(
        [
            Column("name", _("Almarhum/almarhumah"), header=True,
                   value=lambda f: f.finding.person.name,
                   link=lambda f: reverse("matching:visit", args=[f.finding.pk])),
            Column("village", _("Desa"), value=lambda f: f.finding.person.village.title),
            Column("address", _("Alamat"), value=lambda f: f.address),
            Column("on", _("Meninggal"), "date", value=lambda f: f.finding.on),
            Column("sum", _("Hak keluarga (perkiraan)"), "rupiah",
                   value=lambda f: Cell(f.sum, None, f.why) if f.sum else Cell(None, None, f.why)),
            Column("state", _("Keadaan"), value=_visit_state),
        ],
        found, caption=_("Keluarga yang perlu dikunjungi"),
        empty=_("Tidak ada kematian peserta yang dilaporkan daftar."), cards=True,
    )  # fmt: skip


def _visit_state(family: Any) -> Cell:
    finding: Finding = family.finding
    if finding.visited_on:
        return Cell(_("Dikunjungi %(day)s") % {"day": tanggal(finding.visited_on)}, "success")
    if finding.state == S.OPEN:
        return Cell(_("Kematian belum dibenarkan"), "warning")
    return Cell(_("Belum dikunjungi"), "danger")


@acting(Right.VIEW_IDENTITY)
def visit(request: ActorRequest, pk: int) -> HttpResponse:
    """Record a visit to a family."""
    finding = finding_or_404(request, pk)
    form = VisitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.visited(
                by=request.actor,
                finding=finding,
                on=form.cleaned_data["on"],
                note=form.cleaned_data["note"],
            )
        except MatchingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kunjungan dicatat."))
            return redirect("matching:visits")
    from payung.desk.matching.visiting import family_of

    context = {
        "form": form, "finding": finding, "family": family_of(finding),
        "tabs": tabs(request, "visits"),
        "trail": trail(finding.person.name, "visits", _("Kunjungan keluarga")),
    }  # fmt: skip
    return render(request, "matching/visit.html", context, status=422 if form.errors else 200)
