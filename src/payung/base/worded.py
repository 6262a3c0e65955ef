"""A question that the ORM puts into SQL once; every later asking only gives other values.

Django writes a query's SQL anew each time, which costs a millisecond where the answer takes a
tenth of one. Acts that ask the same twenty questions of every list or village keep the words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from inspect import signature
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.related import ForeignObject
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    QuerySet,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql.compiler import SQLCompiler

from payung.core.calendar import Month

if TYPE_CHECKING:
    _Lookup = models.Lookup[Any]
else:
    _Lookup = models.Lookup

P = ParamSpec("P")
Model = TypeVar("Model", bound=models.Model)
Row = TypeVar("Row")


class Among(_Lookup):
    """`field__among=[…]`: is one of these texts or numbers, as one parameter however many."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (_plain(list(value), connection),)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, before = self.process_lhs(compiler, connection)
        _mark, values = self.get_db_prep_lookup(self.rhs, connection)
        within = "= ANY(%s)"
        if connection.vendor != "postgresql":
            within = "IN (SELECT value FROM json_each(%s))"
        return f"{column} {within}", (*before, *values)


for _field in (models.Field, ForeignObject):
    _field.register_lookup(Among)


def worded_once(build: Callable[P, QuerySet[Model, Row]]) -> Callable[P, list[Row]]:
    """Make a function that builds a query answer with its rows, its SQL written at first asking.

    Values are whole numbers, texts, dates, months, or lists of texts or numbers for `among`; none
    may be None, and the query must be the same for all of them. It gives models (with
    `select_related` if asked) or a values list. One statement.
    """
    kept: dict[str, _Words] = {}
    names = tuple(signature(build).parameters)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        values = [*args, *(kwargs[name] for name in names[len(args) :])]
        words = kept.get(connection.vendor)
        if words is None:
            marks = [_mark(n, value) for n, value in enumerate(values)]
            built = build(*marks)  # type: ignore[call-arg]
            words = kept[connection.vendor] = _words(built, marks)
        return words.ask(values)

    return ask


@dataclass(frozen=True, slots=True)
class _Words:
    """SQL, its parameters (a value kept as it is, or the place of one that is given), rows."""

    sql: str
    parameters: tuple[tuple[Any, int | None], ...]
    rows: Callable[[Sequence[Any]], Iterable[Any]]

    def ask(self, values: Sequence[Any]) -> list[Any]:
        given = [
            fixed if place is None else _plain(values[place], connection)
            for fixed, place in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            return list(self.rows(cursor.fetchall()))


def _words(built: QuerySet[Any, Any], marks: list[Any]) -> _Words:
    compiler = built.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    if compiler.has_extra_select:
        raise TypeError("ordered by what is not selected")
    places = {str(_plain(mark, connection)): place for place, mark in enumerate(marks)}
    found = tuple((value, places.get(str(value))) for value in parameters)
    if {place for _value, place in found} - {None} != set(range(len(marks))):
        raise TypeError(f"a value is not a parameter by itself: {sql}")
    return _Words(sql, found, _reader(built, compiler))


def _reader(
    built: QuerySet[Any, Any], compiler: SQLCompiler
) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """Rows of the cursor as the query set would give them."""
    converters = compiler.get_converters([each[0] for each in compiler.select])
    kind = built._iterable_class
    if kind is ModelIterable:
        shape = _models(built, compiler)
    elif kind in (ValuesListIterable, FlatValuesListIterable):
        shape = itemgetter(0) if kind is FlatValuesListIterable else tuple
    else:
        raise TypeError("models, or a values list")

    def read(rows: Sequence[Any]) -> Iterator[Any]:
        return map(shape, compiler.apply_converters(rows, converters) if converters else rows)

    return read


def _models(built: QuerySet[Any, Any], compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """A row as a model with what was selected beside it."""
    if compiler.annotation_col_map or compiler.klass_info is None:
        raise TypeError("models without annotations")
    places = compiler.klass_info["select_fields"]
    first, end = places[0], places[-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:end]]
    beside = get_related_populators(  # type: ignore[call-arg]  # as Django 5.2 has it
        compiler.klass_info, compiler.select, connection.alias
    )
    from_db, alias = built.model.from_db, connection.alias

    def model(row: Sequence[Any]) -> Any:
        made = from_db(alias, names, row[first:end])
        for each in beside:
            each.populate(row, made)
        return made

    return model


def _mark(place: int, value: Any) -> Any:
    """A value that stands for another of its kind while the SQL is written."""
    if isinstance(value, Month):
        return Month(1801 + place, 1)
    if isinstance(value, date):
        return date(1801, 1, 1) + timedelta(days=place)
    if isinstance(value, str):
        return f"\x1f{place}\x1f"
    if isinstance(value, int) and not isinstance(value, bool):
        return 30_011 + place
    if isinstance(value, list | tuple | set | frozenset | range):
        return [f"\x1f{place}\x1f"]
    raise TypeError(f"{type(value).__name__} cannot be given")


def _plain(value: Any, connection: Any) -> Any:
    """The value as the database takes it."""
    if isinstance(value, str | Month):
        return str(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, int):
        return value
    values = [str(each) if isinstance(each, str) else each for each in value]
    return values if connection.vendor == "postgresql" else json.dumps(values)
