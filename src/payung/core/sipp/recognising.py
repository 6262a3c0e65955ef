"""Which kind of file BPJS sent, told from its headers."""

from __future__ import annotations

from typing import Final

from payung.core.sheets import Kind, Schema, Unreadable, open_table
from payung.core.sipp.schemas import ANSWER, EMPLOYER_POSTING, POSTING

_MONEY: Final = {field.name for field in POSTING.fields if field.kind is Kind.MONEY} - {"upah"}


def recognise(content: bytes, file_name: str) -> Schema:
    """Return the schema that the headers fit: summary per employer, posting list, or answer.

    A posting list tells sums; a summary tells an employer's number of workers; anything else, a
    file that cannot be read included, is taken for an answer, whose reading then says what is
    wrong.
    """
    if {"npp", "tk_aktif"} <= _fields(content, file_name, EMPLOYER_POSTING):
        return EMPLOYER_POSTING
    return POSTING if _fields(content, file_name, POSTING) & _MONEY else ANSWER


def _fields(content: bytes, file_name: str, schema: Schema) -> set[str]:
    try:
        with open_table(content, schema=schema, file_name=file_name) as table:
            return {column.field for column in table.columns if column.field}
    except Unreadable:
        return set()
