"""One search from everywhere: people, members by KPJ, regions, decrees, each within reach."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.ui.asking import carries_number, query_of
from payung.base.ui.format import tanggal
from payung.base.ui.tags.text import nik_html
from payung.core.identity import mask, read_kpj
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.people.queries import search
from payung.programme.selection.models import Decree

MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, what tells it from others, where it is."""

    title: str
    about: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one kind; `more` leads to all of them where there are more."""

    title: str
    hits: list[Hit]
    more: str | None = None


@dataclass(slots=True)
class Answer:
    """Everything found for a text."""

    text: str
    groups: list[Found] = field(default_factory=list)

    @property
    def titled(self) -> str:
        """The text as a page's title may hold it: titles go into the browser's history."""
        return mask(self.text) if carries_number(self.text) else self.text

    @property
    def count(self) -> int:
        """Hits that are shown."""
        return sum(len(group.hits) for group in self.groups)

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return any(group.more for group in self.groups)


def find(actor: Actor, text: str) -> Answer:
    """Search every kind of thing that the actor may see; four statements at most.

    A number is a whole NIK, its last four digits or a KPJ; identities only where the actor may
    see them. Fewer than two characters find nothing.
    """
    answer = Answer(text.strip())
    if len(answer.text) < 2:
        return answer
    groups = [
        _people(actor, answer.text), _members(actor, answer.text), _regions(actor, answer.text),
        _decrees(actor, answer.text),
    ]  # fmt: skip
    answer.groups = [group for group in groups if group.hits]
    return answer


def _people(actor: Actor, text: str) -> Found:
    found = search(actor=actor, text=text).select_related("village").defer("kk", "mother_name")
    rows = list(found.order_by("name_key", "pk")[: MOST + 1])
    more = _url("intake:people") if len(rows) > MOST else None
    more = f"{more}?{urlencode(query_of(actor, text))}" if more else None
    return Found(_("Warga"), [_person(p) for p in rows[:MOST]], more)


def _person(person: Person) -> Hit:
    """Masked for everybody: a list of strangers' numbers is nobody's need."""
    about = format_html("{} {}", nik_html(person.nik, masked=True), person.village.title)
    return Hit(person.name, about, _url("intake:person", person.pk))


def _members(actor: Actor, text: str) -> Found:
    kpj = read_kpj(text)
    if not kpj.valid:
        return Found(_("Peserta"), [])
    rows = (
        Membership.objects.visible_to(actor, Right.VIEW_IDENTITY)
        .filter(kpj_index=kpj_index(kpj.text))
        .select_related("person", "village")[:MOST]
    )
    return Found(_("Peserta"), [_member(row) for row in rows])


def _member(row: Membership) -> Hit:
    about = f"KPJ {row.kpj}, {row.get_segment_display()}, {row.village.title}"
    return Hit(row.person.name, about, _url("enrolment:member", row.pk))


def _regions(actor: Actor, text: str) -> Found:
    """Regions whose name begins so, with or without its kind (“Desa Kewar”, “kewar”)."""
    name = text
    for kind in Area.Kind.labels:
        if text.lower().startswith(str(kind).lower() + " "):
            name = text[len(str(kind)) + 1 :].strip()
    seen = Area.objects.visible_to(actor)
    by_code = seen.filter(code=text) if text.replace(".", "").isdigit() else None
    found = seen.filter(name__istartswith=name) if by_code is None else by_code
    rows = found.select_related("parent").order_by("-level", "name")[:MOST]
    return Found(_("Wilayah"), [_region(area) for area in rows])


def _region(area: Area) -> Hit:
    return Hit(
        area.title, area.parent.title if area.parent else "", _url("dashboard:region", area.code)
    )


def _decrees(actor: Actor, text: str) -> Found:
    rows = (
        Decree.objects.visible_to(actor)
        .filter(number__icontains=text)
        .select_related("roster__village", "roster__fund")
        .order_by("-date", "-pk")[:MOST]
    )
    return Found(_("Keputusan"), [_decree(row) for row in rows])


def _decree(row: Decree) -> Hit:
    about = f"{row.roster.village.title}, {row.roster.fund.name}, {tanggal(row.date)}"
    return Hit(row.number, about, _url("roster:decree", row.pk))


def _url(name: str, *args: object) -> str | None:
    """The address, where the room that answers to it is mounted."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
