"""What other rooms build on a person: told here at start-up, asked before anything is undone.

A merge moves what is declared here, and refuses while anything is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as given

from django.db import models
from django.utils.functional import Promise

from payung.programme.people.models import Merge, Person, Sourced

PAGE = 3
OWN = (Sourced, Merge, Person)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why two persons' rows cannot simply stand together.

    `answerable`: a written decision of the person who merges settles it; nothing else does.
    """

    code: str
    text: str
    answerable: bool = False


Conflicts = Callable[[int, int], Sequence[Conflict]]
Moved = Callable[[Sequence[int]], None]


@dataclass(frozen=True, slots=True)
class Relation:
    """A column of another room that points at a person, with its word for people.

    `money`: moving such a row moves money, so a merge needs second eyes. `may_stay`: a row that
    collides with one of the other person may stay with the old record as history. `history`: rows
    are about the record itself and never move. `words`:
    constraint → the sentence when both persons have such a row. `conflicts(kept, gone)` tells of
    more; `moved(persons)` brings derived columns up to date.
    """

    model: type[models.Model]
    field: str
    label: str | Promise
    money: bool = False
    may_stay: bool = False
    history: bool = False
    words: Mapping[str, str | Promise] = given(default_factory=dict)
    conflicts: Conflicts | None = None
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands on the persons in question: what, how many, a few names."""

    label: str
    count: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        more = " …" if self.count > len(self.names) else ""
        return f"{self.label}: {self.count} ({', '.join(self.names)}{more})"


_declared: dict[tuple[str, str], Relation] = {}


def register(
    model: type[models.Model],
    field: str,
    label: str | Promise = "",
    *,
    money: bool = False,
    may_stay: bool = False,
    history: bool = False,
    words: Mapping[str, str | Promise] | None = None,
    conflicts: Conflicts | None = None,
    moved: Moved | None = None,
) -> None:
    """Declare that `model.field` points at a person; call it in `AppConfig.ready`."""
    word = label or str(model._meta.verbose_name)
    _declared[model._meta.label, field] = Relation(
        model, field, word, money, may_stay, history, words or {}, conflicts, moved
    )


def all_relations() -> list[Relation]:
    """Declared relations, and those that nobody declared: they block as well."""
    found = dict(_declared)
    for each in Person._meta.get_fields(include_hidden=True):
        model = getattr(each, "related_model", None)
        if not each.auto_created or each.concrete or not isinstance(model, type):
            continue
        name = each.field.name  # type: ignore[union-attr]
        if issubclass(model, models.Model) and not issubclass(model, OWN):
            found.setdefault(
                (model._meta.label, name), Relation(model, name, str(model._meta.verbose_name))
            )
    return list(found.values())


def undeclared() -> list[str]:
    """Relations that exist but were not declared: a merge refuses while there are any."""
    return [
        f"{r.model._meta.label}.{r.field}"
        for r in all_relations()
        if (r.model._meta.label, r.field) not in _declared
    ]


def blockers(persons: models.QuerySet[Person]) -> list[Blocker]:
    """What is built on these persons; two statements a relation."""
    ids = persons.order_by().values("pk")
    found = []
    for relation in all_relations():
        rows = relation.model._default_manager.filter(**{f"{relation.field}__in": ids})
        if count := rows.count():
            names = rows.order_by("pk").values_list(f"{relation.field}__name", flat=True)[:PAGE]
            found.append(Blocker(str(relation.label), count, tuple(names)))
    return found
