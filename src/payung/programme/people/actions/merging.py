"""Merging two records of one person, with second eyes where money moves, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, NotAllowed
from payung.base.vault.crypto import seal, unseal
from payung.programme.people import relations
from payung.programme.people.applying import row_change, write
from payung.programme.people.columns import LABELS, derived, stored
from payung.programme.people.merge_plan import (
    MergePlan,
    dry_run,
    may_merge,
    own_rows,
    unmerge_blockers,
)
from payung.programme.people.models import Merge, MergeMove, Person

S = Merge.State
LOCK = "register"
TABLE = Person._meta.db_table
POINTER = ("people.Person", "merged_into")


class MergeRefused(Exception):
    """The two cannot be merged (or parted) so; a sentence with the way out."""


@transaction.atomic
def propose_merge(
    *, by: Actor, kept: Person, gone: Person, reason: str, paper: str = "",
    take: Iterable[str] = (), decisions: Mapping[str, str] | None = None,
) -> Merge:  # fmt: skip
    """Say that `gone` is the same person as `kept`.

    Done at once where no money moves; else it waits for `approve_merge` by somebody else. `take`
    names columns whose value shall come from `gone`; what only `gone` knows is taken anyway.
    `decisions` answers the plan's questions by their code. Raises NotAllowed, MergeRefused.
    """
    _allow(by, kept, gone)
    if not reason.strip():
        raise MergeRefused(gettext("Tuliskan dasar keputusan, misalnya KTP-el dan kartu keluarga."))
    bulk.one_writer(LOCK)
    kept, gone = _fresh(kept, gone)
    answers = {code: text.strip() for code, text in (decisions or {}).items() if text.strip()}
    plan = _checked(dry_run(kept, gone), answers)
    if Merge.objects.filter(gone=gone, state=S.PROPOSED).exists():
        raise MergeRefused(gettext("Penggabungan data ini sudah diusulkan dan menunggu disetujui."))
    merge = Merge.objects.create(
        kept=kept, gone=gone, kept_area=kept.village_id, gone_area=gone.village_id,
        money=plan.money, reason=reason.strip()[:300], paper=paper.strip()[:200],
        taken=sorted({*plan.fills, *(set(take) & set(plan.differs))}),
        decisions={q.code: answers[q.code] for q in plan.questions},
        proposed_by_id=by.id, proposed_by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action="people.merge.proposed", subject=merge, area=kept.village_id,
        reason=merge.reason, paper=merge.paper,
        summary={"kept": kept.pk, "gone": gone.pk, "money": plan.money},
    )  # fmt: skip
    return merge if plan.money else _perform(by, merge, plan)


@transaction.atomic
def approve_merge(*, by: Actor, merge: Merge) -> Merge:
    """Carry out a proposed merge; the approver is another person than the proposer."""
    merge = _waiting(merge)
    _allow(by, merge.kept, merge.gone)
    if by.id == merge.proposed_by_id:
        raise MergeRefused(
            gettext("Anda mengusulkan penggabungan ini; petugas lain harus menyetujuinya.")
        )
    bulk.one_writer(LOCK)
    merge.kept, merge.gone = _fresh(merge.kept, merge.gone)
    return _perform(by, merge, _checked(dry_run(merge.kept, merge.gone), merge.decisions))


@transaction.atomic
def refuse_merge(*, by: Actor, merge: Merge, reason: str) -> Merge:
    """Turn a proposal down (or take one's own back), with a reason."""
    merge = _waiting(merge)
    _allow(by, merge.kept, merge.gone)
    if not reason.strip():
        raise MergeRefused(gettext("Tuliskan alasan penolakan."))
    _decide(by, merge, S.REFUSED)
    journal.record(
        by=by, action="people.merge.refused", subject=merge, area=merge.kept_area,
        reason=reason.strip(), summary={"kept": merge.kept_id, "gone": merge.gone_id},
    )  # fmt: skip
    return merge


@transaction.atomic
def unmerge(*, by: Actor, merge: Merge, reason: str) -> Merge:
    """Part two records again: every row goes back, every replaced value too.

    Refused with the reason where something was built on the merge since. Where money moved,
    somebody else than its proposer must part them.
    """
    merge = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merge.pk)
    _allow(by, merge.kept, merge.gone)
    if not reason.strip():
        raise MergeRefused(gettext("Tuliskan alasan memisahkan kedua data."))
    if merge.money and by.id == merge.proposed_by_id:
        raise MergeRefused(
            gettext("Anda mengusulkan penggabungan ini; petugas lain harus memisahkannya.")
        )
    bulk.one_writer(LOCK)
    if found := unmerge_blockers(merge):
        raise MergeRefused(gettext("Penggabungan ini tidak dapat dibatalkan. ") + " ".join(found))
    try:
        with transaction.atomic():
            changes = _part(merge)
    except IntegrityError as error:
        raise MergeRefused(
            gettext(
                "Penggabungan ini tidak dapat dibatalkan: ada data baru yang bertabrakan dengan "
                "data lama. Periksa NIK dan kepesertaan keduanya."
            )
        ) from error
    merge.state, merge.undone_at, merge.undo_reason = S.UNDONE, timezone.now(), reason.strip()[:300]
    merge.undone_by_id, merge.undone_by_name = by.id, by.name
    merge.save()
    journal.record(
        by=by, action="people.unmerged", subject=merge, area=merge.kept_area,
        reason=reason.strip(), changes=changes,
        summary={"kept": merge.kept_id, "gone": merge.gone_id},
    )  # fmt: skip
    return merge


def _allow(by: Actor, kept: Person, gone: Person) -> None:
    if not may_merge(by, kept.village_id, gone.village_id):
        raise NotAllowed(
            gettext(
                "Dua data ini hanya dapat diputuskan petugas yang berwenang atas kedua wilayah, "
                "misalnya camat atau DPMD."
            )
        )


def _fresh(kept: Person, gone: Person) -> tuple[Person, Person]:
    rows = Person.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    return rows[kept.pk], rows[gone.pk]


def _waiting(merge: Merge) -> Merge:
    found = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merge.pk)
    if found.state != S.PROPOSED:
        raise MergeRefused(gettext("Usul ini sudah diputuskan. Muat ulang halaman."))
    return found


def _checked(plan: MergePlan, answers: Mapping[str, str]) -> MergePlan:
    if plan.refusals:
        raise MergeRefused(" ".join(c.text for c in plan.refusals))
    if open_ := [c.text for c in plan.questions if not answers.get(c.code)]:
        raise MergeRefused(" ".join(open_))
    return plan


def _decide(by: Actor, merge: Merge, state: str) -> None:
    merge.state, merge.decided_at = state, timezone.now()
    merge.decided_by_id, merge.decided_by_name = by.id, by.name
    merge.save()


def _perform(by: Actor, merge: Merge, plan: MergePlan) -> Merge:
    """Withdraw the old record first, so that its verified NIK is free for the other."""
    kept, gone = merge.kept, merge.gone
    merge.own = {
        f"{r.model._meta.label}.{r.field}": sorted(own_rows(r, kept.pk))
        for r in relations.all_relations()
        if not r.history
    }
    now = timezone.now()
    changes = [
        journal.changed(
            gone, withdrawn_at=now, merged_into=kept,
            withdrawn_reason=f"Digabung ke data warga {kept.pk} oleh {by.name}"[:200],
        )
    ]  # fmt: skip
    changes[0].fields["withdrawn_at"] = [None, now.isoformat()]
    gone.save(update_fields=["withdrawn_at", "withdrawn_reason", "merged_into", "updated_at"])
    changes += _move(merge, plan)
    changes += _take(merge)
    _decide(by, merge, S.DONE)
    _tell_rooms(kept.pk, gone.pk)
    journal.record(
        by=by, action="people.merged", subject=merge, area=kept.village_id, reason=merge.reason,
        paper=merge.paper, changes=changes,
        summary={
            "kept": kept.pk, "gone": gone.pk, "taken": merge.taken, "decisions": merge.decisions,
            "moved": {f"{m.relation}.{m.field}": len(m.rows) for m in plan.moves},
        },
    )  # fmt: skip
    return merge


def _move(merge: Merge, plan: MergePlan) -> list[RowChange]:
    changes, kept, gone = [], merge.kept_id, merge.gone_id
    earlier = tuple(Person.objects.filter(merged_into=gone).values_list("pk", flat=True))
    rows = [(m.relation, m.field, pk, False) for m in plan.moves for pk in m.rows]
    rows += [(m.relation, m.field, pk, True) for m in plan.moves for pk in m.stays]
    rows += [(*POINTER, pk, False) for pk in earlier]
    MergeMove.objects.bulk_create(
        MergeMove(merge=merge, model=model, field=name, row=pk, stays=stays)
        for model, name, pk, stays in rows
    )
    for model, name, pk, stays in rows:
        if not stays:
            changes.append(_point(model, name, pk, gone, kept))
    return changes


def _point(label: str, name: str, row: int, old: int, new: int) -> RowChange:
    """Let one row point at the other record; it must have pointed at this one."""
    model: type[models.Model] = apps.get_model(label)
    if model._default_manager.filter(**{"pk": row, name: old}).update(**{name: new}) != 1:
        raise MergeRefused(gettext("Data berubah selagi digabung. Ulangi."))
    return RowChange(model._meta.db_table, str(row), {name: [old, new]})


def _take(merge: Merge) -> list[RowChange]:
    """Give `kept` the values taken from `gone`; the old ones stay sealed beside the merge."""
    given = {name: getattr(merge.gone, name) for name in merge.taken if name in LABELS}
    if not given:
        return []
    new = {**given, **derived(given)}
    if "nik" in given:
        new["nik_state"] = merge.gone.nik_state
    old = {name: getattr(merge.kept, name) for name in new}
    merge.before = seal(json.dumps(old, default=str).encode())
    _set(merge.kept_id, new)
    return [row_change(merge.kept_id, old, new)]


def _set(person: int, values: Mapping[str, Any]) -> None:
    names = tuple(sorted(values))
    now = bulk.moment(timezone.now())
    write({names: [[*(stored(n, values[n]) for n in names), now, person]]})


def _part(merge: Merge) -> list[RowChange]:
    kept, gone = merge.kept_id, merge.gone_id
    changes = []
    if merge.before:
        old = json.loads(unseal(bytes(merge.before)))
        new = {name: getattr(merge.kept, name) for name in old}
        _set(kept, old)
        changes.append(row_change(kept, new, old))
    Person.objects.filter(pk=gone).update(
        withdrawn_at=None, withdrawn_reason="", merged_into=None, updated_at=timezone.now()
    )
    changes.append(RowChange(TABLE, str(gone), {"merged_into": [kept, None]}))
    for move in merge.moves.filter(stays=False).order_by("pk"):
        changes.append(_point(move.model, move.field, move.row, kept, gone))
    _tell_rooms(kept, gone)
    return changes


def _tell_rooms(*people: int) -> None:
    for relation in relations.all_relations():
        if relation.moved is not None:
            relation.moved(people)
