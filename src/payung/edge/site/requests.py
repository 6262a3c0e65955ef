"""Requests that no page can answer: too large, or with characters that no text has."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AROUND_A_FILE = 2**20
"""What a form may weigh besides its file."""


class Acceptable:
    """413 with a sentence for an upload over the limit, before it is read; 400 for a NUL.

    PostgreSQL keeps no NUL in texts, so that one in an address would fail deep inside a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > settings.UPLOAD_LIMIT_BYTES + AROUND_A_FILE:
            limit = settings.UPLOAD_LIMIT_BYTES // 2**20
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Inside the chain, so that the answer is a page like any other."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
