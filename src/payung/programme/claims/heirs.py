"""Who inherits: the order of the law, the payee, and what is still missing on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from payung.base.ui.format import language
from payung.core.calendar import add_months
from payung.core.law.duties import heirs_order
from payung.programme.claims.models import Dispute, Event, Heir
from payung.programme.claims.rules import Rules
from payung.programme.people.models import Person

CODE_OF: dict[str, str] = {
    Heir.Relation.SPOUSE: "spouse-children",
    Heir.Relation.CHILD: "spouse-children",
    Heir.Relation.PARENT: "direct-line",
    Heir.Relation.GRANDPARENT: "direct-line",
    Heir.Relation.GRANDCHILD: "direct-line",
    Heir.Relation.SIBLING: "siblings",
    Heir.Relation.PARENT_IN_LAW: "parents-in-law",
    Heir.Relation.WILL: "will",
}
# Dukcapil's family relations (SHDK): what the others on the card are to the one who died.
HEAD, SPOUSES, CHILD, GRANDCHILD, PARENT, IN_LAW = 1, (2, 3), 4, 6, 7, 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """An heir with the rank of the law; `entitled` is of the first rank that has anyone living."""

    heir: Heir
    rank: int
    rank_label: str
    entitled: bool
    minor: bool


def ranked(
    event: Event, heirs: Sequence[Heir] | None = None, rules: Rules | None = None
) -> list[Ranked]:
    """All heirs by rank (PP 44/2015); the living of the lowest rank are entitled together."""
    rows = list(event.heirs.all() if heirs is None else heirs)
    order = {h.code: h for h in heirs_order(event.occurred_on)}
    lang = language()
    first = min((order[CODE_OF[h.relation]].rank for h in rows if h.alive), default=0)
    rules = rules or Rules.of([event.village_id])
    adult = int(rules.at("heir_adult_age", event.village_id, event.occurred_on).value)
    found = []
    for heir in rows:
        place = order[CODE_OF[heir.relation]]
        label = place.label_en if lang == "en" else place.label_id
        entitled = heir.alive and place.rank == first
        found.append(Ranked(heir, place.rank, label, entitled, _minor(heir, adult)))
    return sorted(found, key=lambda r: (r.rank, not r.heir.alive, str(r.heir.birth_date or "")))


def _minor(heir: Heir, adult: int) -> bool:
    return heir.birth_date is not None and add_months(heir.birth_date, 12 * adult) > dt.date.today()


def missing(event: Event, found: Sequence[Ranked] | None = None) -> list[str]:
    """What stands between the heirs and a payment, each a sentence with the way out."""
    found = ranked(event) if found is None else found
    if open_dispute(event) is not None:
        said = [gettext("Ada sengketa ahli waris: selesaikan dengan surat, lalu catat di sini.")]
    else:
        said = []
    entitled = [r for r in found if r.entitled]
    if not entitled:
        return [
            *said,
            gettext(
                "Belum ada ahli waris. Isi dari kartu keluarga; bila memang tidak ada, biaya "
                "pemakaman dibayar kepada yang memakamkan."
            ),
        ]
    payee = next((r for r in found if r.heir.payee), None)
    if payee is None:
        return [*said, gettext("Tentukan satu penerima pembayaran.")]
    return said + _of_payee(payee, entitled) + _of_others(entitled)


def _of_payee(payee: Ranked, entitled: Sequence[Ranked]) -> list[str]:
    said, heir = [], payee.heir
    others = [r for r in entitled if r.heir.pk != heir.pk and not r.minor]
    if not payee.entitled:
        said.append(
            gettext("%(name)s bukan ahli waris urutan pertama; pilih penerima yang berhak.")
            % {"name": heir.name}
        )
    if others and not heir.power_paper:
        said.append(
            gettext("Mintalah surat kuasa dari %(names)s kepada %(name)s.")
            % {"names": ", ".join(r.heir.name for r in others), "name": heir.name}
        )
    return said


def _of_others(entitled: Sequence[Ranked]) -> list[str]:
    said = []
    for each in entitled:
        heir = each.heir
        if each.minor and not heir.guardian:
            said.append(gettext("%(name)s belum dewasa: catat walinya.") % {"name": heir.name})
        if heir.relation == Heir.Relation.WILL and not heir.source_paper:
            said.append(
                gettext("Wasiat untuk %(name)s memerlukan akta notaris.") % {"name": heir.name}
            )
    return said


def open_dispute(event: Event) -> Dispute | None:
    """The dispute that holds the payment, if there is one."""
    return next((d for d in event.disputes.all() if d.settled_at is None), None)


def on_the_card(event: Event) -> list[tuple[Person, str]]:
    """Persons on the same family card with what they are to the one who died; two statements.

    Those already noted, the dead, and relations that the card does not decide are left out.
    """
    person = event.person
    if not person.kk_index:
        return []
    noted = event.heirs.exclude(person=None).values("person_id")
    rows = (
        Person.objects.active()
        .filter(kk_index=person.kk_index, life_status=Person.LifeStatus.ALIVE)
        .exclude(pk=person.pk)
        .exclude(pk__in=noted)
        .order_by("family_relation", "birth_date")
    )
    pairs = ((row, _relation(person.family_relation, row.family_relation)) for row in rows)
    return [(row, relation) for row, relation in pairs if relation]


def _relation(member: int | None, other: int | None) -> str:
    """What `other` is to `member`, by their places on one family card; '' if it does not say."""
    if member == HEAD:
        by_place = {
            CHILD: Heir.Relation.CHILD, GRANDCHILD: Heir.Relation.GRANDCHILD,
            PARENT: Heir.Relation.PARENT, IN_LAW: Heir.Relation.PARENT_IN_LAW,
            **dict.fromkeys(SPOUSES, Heir.Relation.SPOUSE),
        }  # fmt: skip
    elif member in SPOUSES:
        by_place = {
            HEAD: Heir.Relation.SPOUSE, CHILD: Heir.Relation.CHILD,
            GRANDCHILD: Heir.Relation.GRANDCHILD, PARENT: Heir.Relation.PARENT_IN_LAW,
            IN_LAW: Heir.Relation.PARENT,
        }  # fmt: skip
    elif member == CHILD:
        by_place = {
            HEAD: Heir.Relation.PARENT, CHILD: Heir.Relation.SIBLING,
            PARENT: Heir.Relation.GRANDPARENT,
            **dict.fromkeys(SPOUSES, Heir.Relation.PARENT),
        }  # fmt: skip
    else:
        by_place = {}
    return str(by_place.get(other or 0, ""))
