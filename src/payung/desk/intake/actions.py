"""A resident list from file to register in one call: for commands and for the demo."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from payung.base.staging import actions as staging
from payung.base.staging.finishing import Report, finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.programme.people.kinds import CODE


def import_file(
    *,
    by: Actor,
    village: str,
    content: bytes,
    name: str,
    mapping: Mapping[str, str] | None = None,
    accept: bool = True,
    report: Report = lambda _job: None,
) -> Batch:
    """Take a file, read it and (if `accept`) put its good rows in, in this process.

    An import of the same bytes that was cut off goes on where it stopped; a finished one is done
    again and finds everything unchanged. The batch's state tells how far it came: accepted,
    previewed, needs_mapping, unreadable; reading or accepting if its job failed (`batch.job`).
    Raises NotAllowed, FileRefused, ValueError for an unknown field in `mapping`.
    """
    batch = _unfinished(by, village, content)
    if batch is None:
        batch = staging.receive(
            by=by, kind=CODE, area=village, content=content, name=name, mapping=mapping
        )
    elif mapping and dict(mapping).items() - batch.mapping.items() and batch.accepted_at is None:
        batch = staging.map_headers(by=by, batch=batch, mapping=mapping)
    finish(by, batch, report)
    if accept and batch.state == S.PREVIEWED:
        staging.accept(by=by, batch=batch)
        finish(by, batch, report)
    return batch


def _unfinished(by: Actor, village: str, content: bytes) -> Batch | None:
    """The latest batch of these bytes by this person that is neither in nor taken back."""
    waiting = (S.READING, S.NEEDS_MAPPING, S.PREVIEWED, S.ACCEPTING)
    return (
        Batch.objects.visible_to(by)
        .filter(
            kind=CODE, area=village, by_id=by.id, state__in=waiting,
            file__sha256=hashlib.sha256(content).hexdigest(),
        )
        .order_by("-pk")
        .first()
    )  # fmt: skip
