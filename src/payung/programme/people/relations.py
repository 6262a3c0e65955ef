"""What other rooms build on a person: told here at start-up, asked before anything is undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

from payung.programme.people.models import Person, Sourced

PAGE = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """A column of another room that points at a person, with its word for people."""

    model: type[models.Model]
    field: str
    label: str | Promise


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


def register(model: type[models.Model], field: str, label: str | Promise = "") -> None:
    """Declare that `model.field` points at a person; call it in `AppConfig.ready`."""
    word = label or str(model._meta.verbose_name)
    _declared[model._meta.label, field] = Relation(model, field, word)


def all_relations() -> list[Relation]:
    """Declared relations, and those that nobody declared: they block as well."""
    found = dict(_declared)
    for each in Person._meta.related_objects:
        model = each.related_model
        if isinstance(model, type) and model is not Sourced:
            found.setdefault(
                (model._meta.label, each.field.name),
                Relation(model, each.field.name, str(model._meta.verbose_name)),
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
