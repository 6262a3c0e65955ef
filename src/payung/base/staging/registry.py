"""Kinds of lists: what a table of that kind holds, how its rows meet the register, how they go in.

A room registers its kind in `AppConfig.ready`; staging knows no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise

from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.core.sheets.schema import Schema

if TYPE_CHECKING:
    from payung.base.staging.models import Batch


class Incoming(NamedTuple):
    """A row that the check accepted: number in the sheet, values by field, keyed
    fingerprint, blind index of its key. `same_as` and `is_other` are what a person decided of a
    row that was held; `doubt` whom it was held for at the preview, while nobody decided."""

    number: int
    values: Mapping[str, Any]
    content_hash: str
    key_index: str = ""
    same_as: int | None = None
    is_other: bool = False
    doubt: int | None = None


class Outcome(NamedTuple):
    """What a row would do to the register.

    `verdict` is new, changed, unchanged or parked; `reason` (parked, changed) is a code and a
    sentence that holds nothing which the sender may not know; `subject_id` the row it met.
    `detail` is for the room's own applier.
    """

    verdict: str
    subject_id: int | None = None
    reason: tuple[str, str] | None = None
    detail: Any = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What the room wrote: changes for the journal, and the register's row of each number."""

    changes: Sequence[RowChange]
    subjects: dict[int, int]


Planner = Callable[["Batch", Sequence[Incoming]], list[Outcome]]
Applier = Callable[["Batch", Actor, Sequence[tuple[Incoming, Outcome]]], Applied]
Blockers = Callable[["Batch"], list[str]]
Undoer = Callable[["Batch", Actor], Iterable[Sequence[RowChange]]]
Comparer = Callable[["Batch", "Incoming", int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list.

    `kept` names the fields whose values make up a row's content: two rows equal in these are the
    same content. `right` is needed over the region to upload, accept and undo.
    """

    code: str
    title: str | Promise
    right: Right
    schema: Schema
    kept: tuple[str, ...]
    plan: Planner
    apply: Applier
    blockers: Blockers
    undo: Undoer
    #: Code of a reason (why a row is held) → its sentence.
    reasons: Mapping[str, str | Promise]
    #: Taken first by every step that plans and writes, so that two of them never see half.
    lock: str = "register"
    #: What the blind index of the key is made for; a room may name its register's own.
    key_subject: str = ""
    #: Codes of reasons that are searched for at the preview only and stand until decided.
    doubts: frozenset[str] = frozenset()
    #: Whether clean rows with a key are kept in packs; the room then asks nothing of single `Row`s.
    packs: bool = False
    #: How a held row stands to whom it met, for the journal of the decision; without identity.
    compared: Comparer | None = None


_kinds: dict[str, ListKind] = {}


def register(kind: ListKind) -> None:
    """Add a kind (or replace the one of its code)."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> ListKind:
    """The kind of a code; KeyError if no room registered it."""
    return _kinds[code]


def kinds() -> list[ListKind]:
    """Every kind, by code."""
    return [_kinds[code] for code in sorted(_kinds)]
