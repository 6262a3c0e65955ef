"""The social registry's extract: the decile of each family card, and members above the limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.desk.matching.lists import applying
from payung.desk.matching.models import Band, Finding
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.columns import kk_index, nik_index
from payung.programme.people.deciles import deciles_of
from payung.programme.people.models import FamilyDecile, Person
from payung.programme.selection.models import FundRule
from payung.programme.selection.rules.welfare import DECILE

TABLE = FamilyDecile._meta.db_table
UNKNOWN = "family_unknown"
REASONS = {
    "decile_conflict": gettext_lazy(
        "Kartu keluarga ini tercantum dua kali dengan desil yang berbeda. Tanyakan kepada Dinsos."
    ),
    UNKNOWN: gettext_lazy("Nomor kartu keluarga tidak terbaca, dan NIK-nya tidak ada di register."),
}


class Told(NamedTuple):
    """A family card (blind index) and its decile."""

    card: str
    decile: int


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """New, changed or the same decile of a family; two or three statements a chunk."""
    cards = _cards(batch, incoming)
    before = {card: found.decile for card, found in deciles_of(set(cards.values())).items()}
    own = dict(
        FamilyDecile.objects.filter(batch=batch, kk_index__in=set(cards.values())).values_list(
            "kk_index", "decile"
        )
    )
    return [_outcome(row, cards.get(row.number, ""), before, own) for row in incoming]


def _cards(batch: Batch, incoming: Sequence[Incoming]) -> dict[int, str]:
    """Family card by row; where it is missing, that of the person with the NIK."""
    found = {r.number: kk_index(str(r.values["no_kk"])) for r in incoming if r.values.get("no_kk")}
    bare = {
        r.number: nik_index(str(r.values["nik"]))
        for r in incoming
        if r.number not in found and r.values.get("nik")
    }
    if bare:
        rows = Person.objects.active().in_area(batch.area).filter(nik_index__in=bare.values())
        known = dict(rows.exclude(kk_index="").values_list("nik_index", "kk_index"))
        found |= {number: known[index] for number, index in bare.items() if index in known}
    return found


def _outcome(row: Incoming, card: str, before: dict[str, int], own: dict[str, int]) -> Outcome:
    decile = int(row.values["desil_nasional"])
    if not card:
        return _held(UNKNOWN)
    if card in own:
        return Outcome("unchanged") if own[card] == decile else _held("decile_conflict")
    own[card] = decile
    told = Told(card, decile)
    if card not in before:
        return Outcome("new", None, None, told)
    return Outcome("unchanged" if before[card] == decile else "changed", None, None, told)


def _held(code: str) -> Outcome:
    return Outcome("parked", None, (code, str(REASONS[code])))


def apply(
    batch: Batch,
    actor: Actor,  # noqa: ARG001 - every room's signature; the journal says who
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """Keep the deciles of families; ask about members above their fund's limit."""
    day = timezone.localtime(batch.at).date()
    told = [(i, o.detail) for i, o in planned if o.verdict in {"new", "changed"}]
    rows = FamilyDecile.objects.bulk_create(
        FamilyDecile(kk_index=each.card, decile=each.decile, on=day, batch=batch)
        for _row, each in told
    )
    made = {i.number: row.pk for (i, _), row in zip(told, rows, strict=True)}
    above = Finding.objects.bulk_create(_above(batch, {t.card: (i, t) for i, t in told}))
    changes = []
    if rows:
        changes.append(RowChange(TABLE, "", {"created": [None, len(rows)]}))
    if above:
        found = {str(f.pk): f.person_id for f in above}
        changes.append(RowChange(Finding._meta.db_table, "", {"created": [None, found]}))
    return Applied(changes, made)


def _above(batch: Batch, told: dict[str, tuple[Incoming, Told]]) -> list[Finding]:
    """Running BPU members whose family stands above what their fund allows; five statements."""
    members = Membership.objects.filter(
        segment=Membership.Segment.BPU, ended_on=None, person__kk_index__in=list(told)
    ).order_by("pk")
    rows = {pk: (person, card) for pk, person, card in
            members.values_list("pk", "person_id", "person__kk_index")}  # fmt: skip
    if not rows:
        return []
    funds = dict(
        CoverMonth.objects.filter(membership__in=rows)
        .order_by("month")
        .values_list("membership_id", "fund_id")
    )
    highest = _limits(set(funds.values()))
    asked = set(
        Finding.objects.filter(kind=Finding.Kind.DECILE, person__in=[p for p, _ in rows.values()])
        .exclude(state=Finding.State.WITHDRAWN)
        .values_list("person_id", "fact")
    )
    found = []
    for pk, (person, card) in rows.items():
        row, each = told[card]
        limit = highest.get(funds.get(pk, 0))
        if limit is None or each.decile <= limit or (person, str(each.decile)) in asked:
            continue
        found.append(
            Finding(
                batch=batch, row=row.number, person_id=person, kind=Finding.Kind.DECILE,
                fact=str(each.decile), on=timezone.localtime(batch.at).date(),
                detail=gettext("Desil %(decile)s, batas dana %(limit)s")
                % {"decile": each.decile, "limit": limit},
                weight=0.0, band=Band.MATCH,
            )
        )  # fmt: skip
    return found


def _limits(funds: set[int]) -> dict[int, int]:
    """The highest decile that each fund's rule in force allows; funds without the rule are out."""
    today = timezone.localdate()
    rows = FundRule.objects.filter(
        fund__in=funds, code=DECILE.code, valid_from__lte=today
    ).order_by("valid_from")
    return {
        row.fund_id: int({**DECILE.params, **row.params}["maximum"])
        for row in rows
        if row.valid_until is None or row.valid_until >= today
    }


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:
    """Forget the deciles of this list; those of an earlier one hold again."""
    yield from applying.undo(batch, actor)
    count, _each = FamilyDecile.objects.filter(batch=batch).delete()
    yield [RowChange(TABLE, "", {"deleted": [count, None]})]
