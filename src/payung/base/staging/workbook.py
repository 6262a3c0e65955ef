"""The rows that were kept out, as a workbook to correct and send again."""

from __future__ import annotations

from collections.abc import Iterator

from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.queries import language
from payung.core.sheets import CODES, Problem
from payung.core.sheets.cells import text_of
from payung.core.sheets.error_workbook import ErrorRow, error_workbook


def error_workbook_of(batch: Batch) -> bytes:
    """An .xlsx of the rejected rows in the sender's columns, with what is wrong and the way out."""
    headers = [column["header"] for column in batch.columns]
    fields = [column["field"] for column in batch.columns]
    return error_workbook(headers, fields, _rows(batch), lang=language())


def _rows(batch: Batch) -> Iterator[ErrorRow]:
    rejected = batch.rows.filter(verdict=Row.Verdict.REJECTED).order_by("number")
    places = [column["place"] for column in batch.columns]
    rows = rejected.values_list("number", "payload", "problems")
    for number, payload, problems in rows.iterator(chunk_size=500):
        cells = unpack(bytes(payload))[1]
        texts = [text_of(cells[p]) if p < len(cells) else "" for p in places]
        yield ErrorRow(number, texts, [_problem(number, p) for p in problems if p["code"] in CODES])


def _problem(number: int, kept: dict[str, object]) -> Problem:
    facts = kept.get("facts")
    column = kept.get("column")
    return Problem(
        str(kept["code"]),
        number,
        str(column) if column else None,
        facts=facts if isinstance(facts, dict) else {},
    )
