"""Search texts on their way through an address: a person's number never stands there readable.

Addresses are kept in a browser's history and in the logs of every server on the way. A search form
therefore posts; the answer is a redirect to an address that holds the text, or, where it carries a
number, the text sealed for the one who asked.
"""

from __future__ import annotations

import base64
import binascii
import re

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from payung.base.territory.actor import Actor
from payung.base.ui.paging import AFTER, BEFORE
from payung.base.vault.crypto import seal, unseal
from payung.base.vault.keys import VaultError

SEALED = "s"
_BETWEEN = re.compile(r"[^\w]|_")
_NUMBER = re.compile(r"\d{5}")


def carries_number(text: str) -> bool:
    """Whether a text holds five digits in a row, whatever stands between them.

    >>> carries_number("5304 0145 0285 0003"), carries_number("Maria 0003"), carries_number("kewar")
    (True, False, False)
    """
    return bool(_NUMBER.search(_BETWEEN.sub("", text)))


def detour(request: HttpRequest, actor: Actor, name: str = "q") -> HttpResponse | None:
    """Where a search that was posted goes on, or one with a number that was typed as an address.

    None where the address can be answered as it is. Other fields of the form and other filters of
    the address are kept.
    """
    posted = request.method == "POST"
    text = (request.POST if posted else request.GET).get(name, "").strip()
    if not posted and not carries_number(text):
        return None
    query = request.GET.copy()
    if posted:
        query.update(request.POST)
    for gone in (name, SEALED, AFTER, BEFORE, "csrfmiddlewaretoken"):
        query.pop(gone, None)
    kept = QueryDict(mutable=True)
    for key in query:
        if value := str(query.get(key) or ""):
            kept[key] = value
    kept.update(query_of(actor, text, name))
    return redirect(f"{request.path}?{kept.urlencode()}")


def query_of(actor: Actor, text: str, name: str = "q") -> dict[str, str]:
    """The part of an address that holds a search text: readable, or sealed for this actor."""
    if not text or not carries_number(text):
        return {name: text} if text else {}
    closed = seal(f"{actor.id}\0{text}".encode())
    return {SEALED: base64.urlsafe_b64encode(closed).decode().rstrip("=")}


def asked(request: HttpRequest, actor: Actor, name: str = "q") -> str:
    """The search text of an address; one that was sealed for somebody else is empty."""
    token = request.GET.get(SEALED, "")
    if not token:
        return request.GET.get(name, "").strip()
    try:
        closed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        whose, _, text = unseal(closed).decode().partition("\0")
    except (VaultError, binascii.Error, ValueError):
        return ""
    return text if whose == actor.id else ""
