"""The register: finding people, and one person with where each value came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import format as fmt
from payung.base.ui.asking import asked, detour
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Column, Table
from payung.base.ui.tags.text import nik_html
from payung.core.identity import age_on
from payung.desk.intake.queries import person_or_404, villages_to_see
from payung.programme.people.columns import SEALED
from payung.programme.people.deciles import deciles_of
from payung.programme.people.models import Person
from payung.programme.people.queries import (
    Origin,
    needs_whole_number,
    provenance,
    search,
    sources_of,
    word_of,
)


@acting(Right.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """People in reach by the beginning of a name, a whole NIK, or its last four digits."""
    if (elsewhere := detour(request, request.actor)) is not None:
        return elsewhere
    text, area = asked(request, request.actor), request.GET.get("desa", "")
    villages = villages_to_see(request.actor)
    names = {village.code: village.title for village in villages}
    area = area if area in names else ""
    found = search(actor=request.actor, text=text, area=area)
    page = keyset_page(found, request.GET, sort_from(request.GET, {"nama": "name_key"}, "nama"), 50)
    context = {
        "page": page,
        "table": _table(request, page, names),
        "search_text": text,
        "villages": [(code, name, code == area) for code, name in names.items()],
        "village": names.get(area) or (next(iter(names.values())) if len(names) == 1 else ""),
        "whole_number": needs_whole_number(text),
        "identity": request.actor.may_somewhere(Right.VIEW_IDENTITY),
    }
    return render(request, "intake/people.html", context)


def _table(request: ActorRequest, page: Page[Person], names: dict[str, str]) -> Table:
    today = timezone.localdate()
    identity = {p.pk: request.actor.may(Right.VIEW_IDENTITY, p.village_id) for p in page}
    columns = [
        Column("name", _("Nama"), header=True, link=lambda p: _url(p)),
        Column("nik", "NIK", value=lambda p: nik_html(p.nik, masked=not identity[p.pk])),
        Column("sex", "L/P"),
        Column("birth_date", _("Lahir"), "date"),
        Column("age", _("Umur"), "number", value=lambda p: age_on(p.birth_date, today)),
        Column("address", _("Alamat"), value=_address),
    ]
    if len(names) > 1:
        columns.append(Column("village", _("Desa"), value=lambda p: names.get(p.village_id, "")))
    columns.append(Column("life_status", _("Status"), value=_status))
    return Table(columns, page, caption=_("Warga"), empty=_("Tidak ada nama yang cocok."),
                 cards=True)  # fmt: skip


def _url(person: Person) -> str:
    return reverse("intake:person", args=[person.pk])


def _address(person: Person) -> str:
    parts = [person.address, person.hamlet]
    parts += [f"RT {person.rt}"] if person.rt else []
    parts += [f"RW {person.rw}"] if person.rw else []
    return ", ".join(part for part in parts if part)


def _status(person: Person) -> str:
    kind = "success" if person.life_status == Person.LifeStatus.ALIVE else "warning"
    return format_html(
        '<span class="pu-tag pu-tag--{}">{}</span>', kind, person.get_life_status_display()
    )


@acting(Right.VIEW_PEOPLE)
@require_GET
def person(request: ActorRequest, pk: int) -> HttpResponse:
    """One person: a sentence, every value with its source, every file that spoke of them."""
    found = person_or_404(request.actor, pk)
    identity = request.actor.may(Right.VIEW_IDENTITY, found.village_id)
    origins = provenance(found)
    context = {
        "person": found,
        "age": age_on(found.birth_date, timezone.localdate()),
        "job": word_of("occupation", found.occupation) or found.occupation_text,
        "village": found.village.title,
        "district": _district(found.village),
        "table": _provenance_table(origins, identity=identity),
        "sources": sources_of(found),
        "identity": identity,
        "decile": deciles_of([found.kk_index]).get(found.kk_index) if identity else None,
    }
    return render(request, "intake/person.html", context)


def _district(village: Area) -> str:
    parent = Area.objects.filter(code=village.parent_id).first()
    return parent.title if parent else ""


def _provenance_table(origins: Sequence[Origin], *, identity: bool) -> Table:
    rows = [_origin_row(o, identity=identity) for o in origins]
    columns = [
        Column("label", _("Keterangan"), header=True),
        Column("value", _("Nilai")),
        Column("file", _("Dari berkas"), link=lambda r: r["url"]),
        Column("row", _("Baris"), "number"),
        Column("by", _("Oleh")),
        Column("at", _("Kapan"), "time"),
    ]
    return Table(columns, rows, caption=_("Dari mana setiap keterangan berasal"), cards=True)


def _origin_row(origin: Origin, *, identity: bool) -> dict[str, Any]:
    url = reverse("intake:batch", args=[origin.batch]) if origin.batch else None
    return {
        "label": _(origin.label),
        "value": _shown(origin, identity=identity),
        "file": origin.file,
        "url": url,
        "row": origin.row,
        "by": origin.by,
        "at": origin.at,
    }


def _shown(origin: Origin, *, identity: bool) -> Any:
    if origin.column in {"nik", "kk"}:
        return nik_html(origin.value, masked=not identity)
    if origin.column in SEALED and not identity:
        return fmt.MASK * 6
    if origin.column == "birth_date":
        return fmt.tanggal(origin.value)
    return word_of(origin.column, origin.value) or origin.value
