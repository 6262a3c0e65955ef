"""Writing the findings of a list, and taking them back with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.desk.matching.lists.planning import Met, without_twins
from payung.desk.matching.models import Finding
from payung.desk.matching.scores import band_of, reasons_of
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person

K = Finding.Kind
TABLE = Finding._meta.db_table
SERVANTS = (K.ASN, K.PPPK)


def apply(
    batch: Batch,
    actor: Actor,  # noqa: ARG001 - every room's signature; the journal says who
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """One finding for each news; the family of a new civil servant is to be reviewed as well."""
    met = without_twins(planned)
    rows = [_finding(batch, row.number, each) for row, each in met]
    rows += _families(batch, met)
    made = Finding.objects.bulk_create(rows, ignore_conflicts=False)
    subjects = {i.number: o.subject_id for i, o in planned if o.verdict == "new" and o.subject_id}
    changes = []
    if made:
        told = {str(f.pk): [f.person_id, f.kind] for f in made}
        changes.append(RowChange(TABLE, "", {"created": [None, told]}))
    return Applied(changes, subjects)


def _finding(batch: Batch, number: int, met: Met) -> Finding:
    scored = met.likely.scored
    return Finding(
        batch=batch, row=number, person_id=met.person, kind=met.news.kind, fact=met.news.fact,
        on=met.news.on, detail=met.news.detail, weight=scored.weight,
        band=band_of(scored, met.hard), hard_review=met.hard, reasons=reasons_of(scored),
    )  # fmt: skip


def _families(batch: Batch, met: Sequence[tuple[Incoming, Met]]) -> list[Finding]:
    """Members on the family card of a new civil servant; three statements."""
    servants = {m.person: (row.number, m) for row, m in met if m.news.kind in SERVANTS}
    if not servants:
        return []
    cards = {
        card: pk
        for pk, card in Person.objects.filter(pk__in=servants).values_list("pk", "kk_index")
        if card
    }
    members = Membership.objects.filter(
        ended_on=None, segment=Membership.Segment.BPU, person__kk_index__in=cards,
        person__withdrawn_at=None,
    ).exclude(person__in=servants)  # fmt: skip
    listed = list(members.values_list("person_id", "person__kk_index"))
    asked = set(
        Finding.objects.filter(kind=K.FAMILY_ASN, person__in=[p for p, _card in listed])
        .exclude(state=Finding.State.WITHDRAWN)
        .values_list("person_id", "fact")
    )
    found = []
    for person, card in dict(listed).items():
        servant = cards[card]
        number, met_ = servants[servant]
        if (person, str(servant)) not in asked:
            finding = _finding(batch, number, met_)
            finding.person_id, finding.kind = person, K.FAMILY_ASN
            finding.fact = str(servant)
            found.append(finding)
    return found


def blockers(batch: Batch) -> list[str]:
    """Why a list cannot be taken back: somebody has acted on it."""
    acted = Finding.objects.filter(batch=batch, state=Finding.State.CONFIRMED).count()
    if not acted:
        return []
    return [
        gettext(
            "%(n)s temuan dari daftar ini sudah dibenarkan. Tarik dahulu keputusan atas temuan itu."
        )
        % {"n": acted}
    ]


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Withdraw the findings of a list."""
    rows = Finding.objects.filter(batch=batch).exclude(state=Finding.State.WITHDRAWN)
    listed = list(rows.values_list("pk", "state"))
    rows.update(state=Finding.State.WITHDRAWN)
    for start in range(0, len(listed), 500):
        yield [
            RowChange(TABLE, str(pk), {"state": [state, "withdrawn"]})
            for pk, state in listed[start : start + 500]
        ]
