"""Writing the persons whom a list names for the first time, many in one go."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from payung.base import bulk
from payung.base.staging.models import Batch
from payung.base.staging.registry import Incoming, Outcome
from payung.base.vault.crypto import Vault, current
from payung.core.identity import search_form
from payung.programme.people.columns import Column, given, kk_index, nik_state, tail_index
from payung.programme.people.given_field import masks_of
from payung.programme.people.models import Person

TABLE = Person._meta.db_table
#: The first four, then in the order of `_persons`.
COLUMNS = (
    "id", "origin_row", "origin_content", "origin_fields", "name", "name_key", "sex",
    "birth_place", "birth_date", "nik", "nik_index", "nik_tail", "nik_state", "kk", "kk_index",
    "mother_name", "address", "hamlet", "rt", "rw", "family_relation", "marital_status",
    "citizenship", "occupation", "occupation_text", "phone", "life_status",
)  # fmt: skip
NAME_KEY = Person._meta.get_field("name_key").max_length


def create(batch: Batch, rows: Sequence[tuple[Incoming, Outcome]]) -> dict[int, int]:
    """New persons, each with where it came from; returns the person of each row. One statement."""
    if not rows:
        return {}
    now = bulk.moment(timezone.now())
    ids = bulk.take_ids(Person, len(rows))
    columns = given([incoming.values for incoming, _ in rows])
    bulk.insert(
        TABLE,
        COLUMNS,
        zip(
            ids,
            [incoming.number for incoming, _ in rows],
            [incoming.content_hash for incoming, _ in rows],
            map(str, masks_of(columns)),
            *_persons([incoming.key_index for incoming, _ in rows], columns),
            strict=True,
        ),
        {
            "village_id": batch.area, "created_at": now, "updated_at": now,
            "withdrawn_reason": "", "origin_id": batch.pk,
        },
    )  # fmt: skip
    return {incoming.number: pk for pk, (incoming, _) in zip(ids, rows, strict=True)}


def _persons(nik_indexes: Column, columns: list[Column]) -> list[Column]:
    """What is known of new persons, in the order of `COLUMNS`."""
    (
        names, sexes, places, born, niks, families, mothers, addresses, hamlets, rts, rws,
        relations, marital, citizens, jobs, job_texts, phones, life,
    ) = columns  # fmt: skip
    vault = current()
    return [
        names, [search_form(name)[:NAME_KEY] for name in names], sexes, _or_empty(places), born,
        _sealed(vault, niks), nik_indexes,
        [tail_index(nik[-4:], vault) if nik else "" for nik in niks],
        [nik_state(nik) for nik in niks], _sealed_once(vault, families),
        [kk_index(family, vault) if family else "" for family in families],
        _sealed(vault, mothers), _or_empty(addresses), _or_empty(hamlets), _or_empty(rts),
        _or_empty(rws), relations, marital, [code or 1 for code in citizens], jobs,
        _or_empty(job_texts), _sealed(vault, phones), [state or "alive" for state in life],
    ]  # fmt: skip


def _or_empty(column: Column) -> Column:
    return column if all(column) else [value or "" for value in column]


def _sealed(vault: Vault, column: Column) -> Column:
    return list(vault.seal_many([(value or "").encode() for value in column]))


def _sealed_once(vault: Vault, column: Column) -> Column:
    """The same, each value sealed once: who has the same is told by the blind index as well."""
    values = list(dict.fromkeys(column))
    sealed = dict(zip(values, _sealed(vault, values), strict=True))
    return [sealed[value] for value in column]
