"""What a merge of two records would move, what stands in its way, and what it would change.

Nothing is written here: the page shows the plan, and the action makes it again before it acts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from payung.base.staging.models import Row
from payung.base.territory.actor import Actor, Right
from payung.programme.people import relations
from payung.programme.people.columns import LABELS
from payung.programme.people.models import Merge, Person, Sourced
from payung.programme.people.relations import Conflict, Relation

DECIDES = (Right.IMPORT_RESIDENTS, Right.REVIEW, Right.VERIFY)
HELD = ("staging.Row", "subject_id")
LASTING = (Person.NikState.GIVEN, Person.NikState.VERIFIED)


def may_merge(actor: Actor, left: str, right: str) -> bool:
    """Whether the actor sees identities in both villages and has a say over both."""
    sees = all(actor.may(Right.VIEW_IDENTITY, area) for area in (left, right))
    return sees and any(all(actor.may(r, area) for area in (left, right)) for r in DECIDES)


@dataclass(frozen=True, slots=True)
class Move:
    """Rows of one relation: those that go over, and those that stay as history."""

    relation: str
    field: str
    label: str
    rows: tuple[int, ...]
    stays: tuple[int, ...]
    money: bool


@dataclass(frozen=True, slots=True)
class MergePlan:
    """The dry run. `fills`: columns that only the old record knows; `differs`: both know, unlike.
    `money`: either record has a membership, bill or claim, so somebody else must approve.

    `refusals` are sentences that nothing but another act mends; `questions` need a decision.
    """

    moves: tuple[Move, ...]
    fills: tuple[str, ...]
    differs: tuple[str, ...]
    refusals: tuple[Conflict, ...]
    questions: tuple[Conflict, ...]
    money: bool

    @property
    def possible(self) -> bool:
        return not self.refusals


def dry_run(kept: Person, gone: Person) -> MergePlan:
    """What merging `gone` into `kept` would do; two to four statements a relation."""
    moves, conflicts = [], [*_undeclared(), *_states(kept, gone)]
    for relation in relations.all_relations():
        if relation.history:
            continue
        move, met = _of_relation(relation, kept.pk, gone.pk)
        moves.append(move)
        conflicts += met
    held = Row.objects.filter(subject_id=gone.pk, verdict=Row.Verdict.PARKED, decision="")
    moves.append(
        Move(*HELD, _("Baris yang ditahan"), tuple(held.values_list("pk", flat=True)), (), False)
    )
    fills, differs = _values(kept, gone)
    return MergePlan(
        tuple(m for m in moves if m.rows or m.stays), fills, differs,
        tuple(c for c in conflicts if not c.answerable),
        tuple(c for c in conflicts if c.answerable), _money(kept.pk, gone.pk),
    )  # fmt: skip


def _money(*people: int) -> bool:
    return any(
        relation.model._default_manager.filter(**{f"{relation.field}__in": people}).exists()
        for relation in relations.all_relations()
        if relation.money
    )


def _undeclared() -> Iterator[Conflict]:
    for name in relations.undeclared():
        yield Conflict(
            "undeclared",
            _(
                "Tabel %(name)s menunjuk warga, tetapi belum dinyatakan boleh dipindahkan. "
                "Sampaikan kepada pengelola sistem; tidak ada yang digabung."
            )
            % {"name": name},
        )


def _states(kept: Person, gone: Person) -> Iterator[Conflict]:
    if kept.pk == gone.pk:
        yield Conflict("itself", _("Pilih dua data yang berbeda."))
    if kept.withdrawn_at or gone.withdrawn_at:
        yield Conflict(
            "withdrawn",
            _("Salah satu data sudah ditarik atau digabung. Muat ulang halaman."),
        )
    if gone.nik_state == Person.NikState.VERIFIED and gone.nik_index != kept.nik_index:
        yield Conflict(
            "verified",
            _(
                "NIK data yang akan dilebur sudah terverifikasi dan berbeda. Pertahankan data "
                "itu, dan leburkan yang lain ke dalamnya."
            ),
        )


def _of_relation(relation: Relation, kept: int, gone: int) -> tuple[Move, list[Conflict]]:
    rows = relation.model._default_manager.filter(**{relation.field: gone})
    ids = set(rows.values_list("pk", flat=True))
    met: list[Conflict] = []
    stays: set[int] = set()
    for name, _own, theirs in collisions(relation, kept, gone):
        if relation.may_stay:
            stays.add(theirs)
        else:
            met.append(Conflict(name, str(relation.words.get(name) or _collision(relation))))
    if relation.conflicts is not None:
        met += relation.conflicts(kept, gone)
    label = relation.model._meta.label
    move = Move(
        label, relation.field, str(relation.label), tuple(sorted(ids - stays)),
        tuple(sorted(stays)), relation.money,
    )  # fmt: skip
    return move, met


def _collision(relation: Relation) -> str:
    return _(
        "%(label)s: kedua data memilikinya, padahal satu orang hanya boleh punya satu. "
        "Selesaikan salah satunya lebih dahulu."
    ) % {"label": relation.label}


def collisions(relation: Relation, kept: int, gone: int) -> Iterator[tuple[str, int, int]]:
    """(constraint, row of `kept`, row of `gone`) for each pair that could not both stand."""
    model, field = relation.model, relation.field
    rules: list[tuple[str, Sequence[str], models.Q | None]] = [
        (c.name, c.fields, c.condition)
        for c in model._meta.constraints
        if isinstance(c, models.UniqueConstraint) and field in c.fields
    ]
    rules += [(f"{field}_{n}", each, None) for n, each in enumerate(model._meta.unique_together)
              if field in each]  # fmt: skip
    if getattr(model._meta.get_field(field), "unique", False):
        rules.append((f"{field}_once", (field,), None))
    for name, fields, condition in rules:
        yield from _colliding(model, field, (kept, gone), name, fields, condition)


def _colliding(
    model: type[models.Model], field: str, people: tuple[int, int], name: str,
    fields: Sequence[str], condition: models.Q | None,
) -> Iterator[tuple[str, int, int]]:  # fmt: skip
    rows = model._default_manager.filter(**{f"{field}__in": people})
    if condition is not None:
        rows = rows.filter(condition)
    others = [each for each in fields if each != field]
    found: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for pk, person, *rest in rows.order_by("pk").values_list("pk", field, *others):
        if None not in rest:
            found[tuple(map(str, rest))].setdefault(person, pk)
    for pair in found.values():
        if len(pair) == 2:
            yield name, pair[people[0]], pair[people[1]]


def _values(kept: Person, gone: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that `kept` lacks, and those in which the two differ."""
    fills: list[str] = []
    differs: list[str] = []
    for name in LABELS:
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if theirs in {None, ""} or _plain(ours) == _plain(theirs):
            continue
        lacks = ours in {None, ""} or (
            name == "nik" and kept.nik_state not in LASTING and gone.nik_state in LASTING
        )
        (fills if lacks else differs).append(name)
    return tuple(fills), tuple(differs)


def _plain(value: Any) -> Any:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def unmerge_blockers(merge: Merge) -> list[str]:
    """Why two records can no longer be parted, one sentence each; empty if they can."""
    if merge.state != Merge.State.DONE:
        return [_("Penggabungan ini tidak sedang berlaku.")]
    found = []
    if merge.kept.withdrawn_at is not None:
        found.append(_("Data yang dipertahankan sudah ditarik atau digabung lagi."))
    for relation in relations.all_relations():
        if relation.history:
            continue
        name = f"{relation.model._meta.label}.{relation.field}"
        known = {*merge.own.get(name, ()), *_rows(merge, name)}
        now = set(own_rows(relation, merge.kept_id))
        if now - known:
            found.append(
                _("%(label)s dibuat setelah penggabungan; belum jelas milik data yang mana.")
                % {"label": relation.label}
            )
        if set(_rows(merge, name)) - now:
            found.append(
                _("%(label)s yang dipindahkan sudah dihapus atau berpindah lagi.")
                % {"label": relation.label}
            )
    later = Sourced.objects.filter(person=merge.kept, undone=False, at__gt=merge.decided_at)
    if any(set(fields) & set(merge.taken) for fields in later.values_list("fields", flat=True)):
        found.append(_("Nilai yang diambil saat penggabungan sudah diubah berkas yang lebih baru."))
    return found


def own_rows(relation: Relation, person: int) -> list[int]:
    """Rows of a relation that point at a person."""
    rows = relation.model._default_manager.filter(**{relation.field: person})
    return list(rows.values_list("pk", flat=True))


def _rows(merge: Merge, name: str) -> list[int]:
    model, _dot, field = name.rpartition(".")
    moved = merge.moves.filter(model=model, field=field, stays=False)
    return list(moved.values_list("row", flat=True))
