"""What a job left written on a batch, told in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from payung.base.staging.models import Batch
from payung.base.staging.queries import language, said
from payung.base.staging.registry import kind_of
from payung.base.staging.titles import UNMAPPED, labels_of
from payung.core.sheets import CODES


def message_of(batch: Batch) -> str:
    """Why the file waits or could not be read; the batch keeps it in Indonesian."""
    for problem in batch.notes:
        if (known := CODES.get(problem["code"])) is None:
            continue
        facts = problem.get("facts", {})
        kept = f"{known.message['id']} {known.way_out['id']}".format_map(facts)
        if kept == batch.message:
            told = said(batch, problem)
            return f"{told.message} {told.way_out}"
    schema = kind_of(batch.kind).schema
    found = {column["field"] for column in batch.columns}
    missing = [name for name in schema.anchors if name not in found]
    if batch.message == UNMAPPED % {"columns": labels_of(schema, missing, "id")}:
        return gettext(UNMAPPED) % {"columns": labels_of(schema, missing, language())}
    return gettext(batch.message) if batch.message else ""
