"""The navigation: rooms register their items at start-up, so that no link leads nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from payung.base.territory.actor import Actor, Right

if TYPE_CHECKING:
    Text = str | Promise
else:
    Text = object

PENDATAAN, PENETAPAN, ANGGARAN, IURAN, KLAIM, MONEV, LAPORAN, TUGAS = range(10, 90, 10)


@dataclass(frozen=True)
class NavItem:
    """One word of the navigation. ``right``: shown to who holds it somewhere; None: to all."""

    key: str
    label: Text
    url_name: str
    order: int
    right: Right | None = None


@dataclass(frozen=True)
class Link:
    """An item as one request sees it."""

    key: str
    label: Text
    url: str
    current: bool
    count: int | None = None


Counter = Callable[[HttpRequest], int]

_items: dict[str, NavItem] = {}
_counters: dict[str, Counter] = {}
_search: list[str] = []


def register(item: NavItem, count: Counter | None = None) -> None:
    """Add an item (or replace the one with its key); ``count`` gives the number beside it."""
    _items[item.key] = item
    if count:
        _counters[item.key] = count


def register_search(url_name: str) -> None:
    """Name the page that answers ``?q=``; without one the header shows no search box."""
    _search[:] = [url_name]


@cache
def url_or_none(name: str) -> str | None:
    """Reverse a name without arguments, or None if no mounted room answers to it; asked once."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def search_url() -> str | None:
    """Where the search box of the header leads."""
    return url_or_none(_search[0]) if _search else None


def _allowed(item: NavItem, actor: Actor | None) -> bool:
    return item.right is None or bool(actor and actor.may_somewhere(item.right))


def links(request: HttpRequest, current: str | None = None) -> list[Link]:
    """Items that this actor may use, in the order of the loop.

    The current item is the one named by ``current``, else the one whose address is the longest
    beginning of the page's address.
    """
    actor = getattr(request, "actor", None)
    known = [(item, url_or_none(item.url_name)) for item in _items.values()]
    shown = sorted(
        ((item, url) for item, url in known if url and _allowed(item, actor)),
        key=lambda pair: pair[0].order,
    )
    here = current or _key_of(request.path, shown)
    return [
        Link(item.key, item.label, url, item.key == here, _count(item.key, request))
        for item, url in shown
    ]


def _key_of(path: str, shown: list[tuple[NavItem, str]]) -> str | None:
    under = [(len(url), item.key) for item, url in shown if url == path or _below(path, url)]
    return max(under)[1] if under else None


def _below(path: str, url: str) -> bool:
    return url != "/" and path.startswith(url)


def _count(key: str, request: HttpRequest) -> int | None:
    counter = _counters.get(key)
    return counter(request) if counter else None
