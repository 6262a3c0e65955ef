"""A stored file as a download."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from payung.base.files.actions import FileRefused, read
from payung.base.files.models import StoredFile


def attachment(file: StoredFile, content_type: str) -> HttpResponse:
    """The bytes as they came, under their own name; 404 with a sentence when they are harmed."""
    try:
        content = read(file)
    except FileRefused as refused:
        raise Http404(str(refused)) from refused
    named = content_disposition_header(True, file.name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": named})
