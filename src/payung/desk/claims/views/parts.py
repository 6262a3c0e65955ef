"""A file in parts: begun, sent piece by piece, gone on with. The form itself follows after."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.files.models import PartialFile
from payung.base.files.parts import actions as parts
from payung.base.files.parts.reading import PART, Gone, OutOfStep, check_size, stands
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Right
from payung.desk.claims.reach import area_of


def _told(row: PartialFile) -> JsonResponse:
    return JsonResponse(
        {
            "url": reverse("claims:part", args=[row.token]), "token": row.token,
            "offset": row.received, "part": PART,
        }
    )  # fmt: skip


def _refused(said: object, status: int) -> JsonResponse:
    return JsonResponse({"message": str(said)}, status=status)


@acting(Right.REPORT_CLAIM)
@require_POST
def begin(request: ActorRequest) -> HttpResponse:
    """Name, size and CRC-32 of a file → where to send its parts, and from which byte on.

    Without a CRC-32 it only says whether that size is taken: 413 with a sentence when it is too
    large, before a byte of it is read or sent.
    """
    size, mark = request.POST.get("size", ""), request.POST.get("mark", "")
    if not (size.isdecimal() and len(size) < 16 and len(mark) in (0, 8)):
        return _refused("size, mark", 400)
    area = area_of(request, Right.REPORT_CLAIM)
    limit = in_force("claim_photo_limit_mb", area=area, on=timezone.localdate())
    most = int(limit.value) * 2**20
    try:
        check_size(int(size), most)
        if not mark:
            return JsonResponse({"limit": most})
        row = parts.begin(
            by=request.actor, name=request.POST.get("name", ""), size=int(size), mark=mark,
            limit=most,
        )  # fmt: skip
    except FileRefused as reason:
        return _refused(reason, 413)
    return _told(row)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def part(request: ActorRequest, token: str) -> HttpResponse:
    """GET: how far. POST: one part, with `Upload-Offset` and `Upload-Mark` (its CRC-32).

    409 with the offset that is wanted when the part is another; 422 when it was harmed; 404
    when there is no such file of this person.
    """
    try:
        if request.method == "GET":
            return _told(stands(by=request.actor, token=token))
        offset = request.headers.get("Upload-Offset", "")
        row = parts.append(
            by=request.actor, token=token, offset=int(offset) if offset.isdecimal() else -1,
            content=request.body, mark=request.headers.get("Upload-Mark", ""),
        )  # fmt: skip
    except OutOfStep as wanted:
        return JsonResponse({"offset": wanted.offset}, status=409)
    except Gone as reason:
        return _refused(reason, 404)
    except FileRefused as reason:
        return _refused(reason, 422)
    return _told(row)
