"""Pages by key, not by offset: the thousandth page costs what the first costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

AFTER, BEFORE, SORT = "setelah", "sebelum", "urut"
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Sort:
    """A chosen order: the key in the address, the database field, the direction."""

    key: str
    field: str
    descending: bool = False

    @property
    def param(self) -> str:
        """As it stands in the address: ``-iuran``."""
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page with the addresses of its neighbours (query strings or None)."""

    rows: list[M]
    next: str | None
    previous: str | None
    count: int
    capped: bool

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def sort_from(params: QueryDict, allowed: Mapping[str, str], default: str) -> Sort:
    """Read ``?urut=`` against the ``allowed`` keys → fields; anything else is the default."""
    asked = params.get(SORT, default)
    if asked.lstrip("-") not in allowed:
        asked = default
    key = asked.lstrip("-")
    return Sort(key, allowed[key], asked.startswith("-"))


def keyset_page(
    queryset: QuerySet[M], params: QueryDict, sort: Sort, size: int = 50, cap: int = 1000
) -> Page[M]:
    """One page of ``queryset`` in the given order, ties by primary key.

    Two statements (three with a cursor): the cursor's row, the rows, a count that stops at
    ``cap``. The sort field must not be null and should be indexed together with the key. A cursor
    that is no longer in the list leads to the first page. Only the primary key stands in the
    address, never a name.
    """
    backwards = BEFORE in params
    cursor = _cursor(queryset, params.get(BEFORE if backwards else AFTER), sort)
    descending = sort.descending != (backwards and cursor is not None)
    backwards = backwards and cursor is not None
    mark = "-" if descending else ""
    ordered = queryset.order_by(f"{mark}{sort.field}", f"{mark}pk")
    found = list(
        (ordered.filter(_beyond(sort.field, cursor, descending)) if cursor else ordered)[: size + 1]
    )
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_next = more if not backwards else True
    has_previous = more if backwards else cursor is not None
    count = queryset.order_by()[: cap + 1].count()
    return Page(
        rows,
        page_address(params, AFTER, rows[-1].pk) if rows and has_next else None,
        page_address(params, BEFORE, rows[0].pk) if rows and has_previous else None,
        min(count, cap),
        count > cap,
    )


def _cursor(queryset: QuerySet[M], pk: str | None, sort: Sort) -> tuple[Any, Any] | None:
    if not pk:
        return None
    try:
        found: tuple[Any, Any] | None = queryset.filter(pk=pk).values_list(sort.field, "pk").first()
    except (ValueError, TypeError):
        return None
    return found


def _beyond(field: str, cursor: tuple[Any, Any], descending: bool) -> Q:
    value, pk = cursor
    side, tie = ("lte", "gte") if descending else ("gte", "lte")
    return Q(**{f"{field}__{side}": value}) & ~Q(**{field: value, f"pk__{tie}": pk})


def page_address(params: QueryDict, name: str, pk: Any) -> str:
    """The query string of the page that begins after or ends before `pk`."""
    copy = params.copy()
    copy.pop(AFTER, None)
    copy.pop(BEFORE, None)
    copy[name] = str(pk)
    return f"?{copy.urlencode()}"
