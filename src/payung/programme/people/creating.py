"""Writing the persons whom a list names for the first time, many in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from payung.base import bulk
from payung.base.staging.models import Batch
from payung.base.staging.registry import Incoming, Outcome
from payung.base.vault.crypto import current
from payung.programme.people.columns import GIVEN, given, kk_index, nik_state, tail_index
from payung.programme.people.given_field import mask_of_filled
from payung.programme.people.models import Person, Sourced
from payung.programme.people.planning import Row

TABLE, SOURCES = Person._meta.db_table, Sourced._meta.db_table
#: In the order of `_person`.
COLUMNS = (
    "id", "name", "name_key", "sex", "birth_place", "birth_date", "nik",
    "nik_index", "nik_tail", "nik_state", "kk", "kk_index", "mother_name", "address", "hamlet",
    "rt", "rw", "family_relation", "marital_status", "citizenship", "occupation",
    "occupation_text", "phone", "life_status",
)  # fmt: skip
SOURCED = ("person_id", "row", "content_hash", "fields", "before")
Given = tuple[Any, ...]
Sealed = tuple[bytes, ...]
_SEALED = [GIVEN.index(name) for name in ("nik", "kk", "mother_name", "phone")]


def create(batch: Batch, rows: Sequence[tuple[Incoming, Outcome]]) -> dict[int, int]:
    """New persons, and where each came from; returns the person of each row. Two statements."""
    if not rows:
        return {}
    now = bulk.moment(timezone.now())
    ids = bulk.take_ids(Person, len(rows))
    values = [given(incoming.values) for incoming, _ in rows]
    bulk.insert(
        TABLE,
        COLUMNS,
        [
            _person(pk, o.detail, each, closed)
            for pk, (_, o), each, closed in zip(ids, rows, values, _sealed(values), strict=True)
        ],
        {"village_id": batch.area, "created_at": now, "updated_at": now, "withdrawn_reason": ""},
    )
    bulk.insert(
        SOURCES,
        SOURCED,
        [
            (pk, i.number, i.content_hash, _fields(each), b"")
            for pk, (i, _), each in zip(ids, rows, values, strict=True)
        ],
        {"batch_id": batch.pk, "created_person": True, "at": now, "undone": False},
    )
    return {incoming.number: pk for pk, (incoming, _) in zip(ids, rows, strict=True)}


def _person(pk: int, row: Row, given: Given, sealed: Sealed) -> Given:
    """A new person in the order of `COLUMNS`."""
    (
        name, sex, place, born, nik, family, _, address, hamlet, rt, rw, relation, marital,
        citizenship, job, job_text, _, life,
    ) = given  # fmt: skip
    nik_closed, family_closed, mother, phone = sealed
    return (
        pk, name, row.name_key, sex, place or "", born, nik_closed, row.nik_index,
        tail_index(nik[-4:]) if nik else "", nik_state(nik), family_closed,
        kk_index(family) if family else "", mother, address or "", hamlet or "", rt or "", rw or "",
        relation, marital, citizenship or 1, job, job_text or "", phone, life or "alive",
    )  # fmt: skip


def _sealed(rows: Sequence[Given]) -> Iterator[Sealed]:
    """NIK, family card, mother's name and phone of each row, closed."""
    plain = [(each[place] or "").encode() for each in rows for place in _SEALED]
    parts = iter(current().seal_many(plain))
    return zip(parts, parts, parts, parts, strict=True)


def _fields(given: Given) -> str:
    return str(mask_of_filled(tuple([value is not None for value in given])))
