"""Reading batches and their rows for people: sentences, problems, pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from payung.base.staging.fixing import DROPPED
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import kind_of
from payung.base.staging.states import S
from payung.base.staging.titles import title_of
from payung.core.sheets import CODES
from payung.core.sheets.catalogue import Lang

READY = ("new", "changed")


def language() -> Lang:
    return "en" if (get_language() or "id").startswith("en") else "id"


def ready(batch: Batch) -> int:
    """Rows that would go in, or went in."""
    return sum(int(batch.counts.get(v, 0)) for v in READY)


def sentence(batch: Batch) -> str:
    """“214 baris dibaca: 198 siap masuk, 11 perlu diperbaiki, 5 sama dengan yang sudah ada.”"""
    done = batch.state == S.ACCEPTED
    words = {
        "ready": _("sudah masuk") if done else _("siap masuk"),
        "rejected": _("perlu diperbaiki"),
        "parked": _("ditahan untuk diperiksa"),
        "unchanged": _("sama dengan yang sudah ada"),
    }
    counts = {"ready": ready(batch), **batch.counts}
    parts = [f"{counts[k]} {w}" for k, w in words.items() if counts.get(k) or k == "ready"]
    rows = ngettext("%(n)s baris dibaca", "%(n)s baris dibaca", batch.rows_read)
    return f"{rows % {'n': batch.rows_read}}: {', '.join(parts)}."


@dataclass(frozen=True, slots=True)
class Said:
    """A problem in the reader's language: where, what, the way out."""

    code: str
    severity: str
    message: str
    way_out: str
    column: str = ""
    label: str = ""
    cell: str = ""
    value: str = ""


def said(batch: Batch, problem: dict[str, Any]) -> Said:
    """A kept problem as a sentence. Codes of a room (why a row is held) come from the room."""
    code, lang = problem["code"], language()
    place = {
        "column": problem.get("column", ""),
        "label": _label(batch, problem.get("column", ""), lang),
        "cell": problem.get("cell", ""),
        "value": problem.get("value", ""),
    }
    if code not in CODES:
        told = reason(batch, code)
        return Said(code, "parked", str(told), "", **place)
    known, facts = CODES[code], problem.get("facts", {})
    return Said(
        code, known.severity.value, known.message[lang].format_map(facts),
        known.way_out[lang].format_map(facts), **place,
    )  # fmt: skip


def reason(batch: Batch, code: str) -> str:
    """Why a row is held or left out, where it is no fault of its cells."""
    if code == DROPPED:
        return str(_("Baris ini Anda abaikan."))
    return str(kind_of(batch.kind).reasons.get(code, code))


def _label(batch: Batch, column: str, lang: Lang) -> str:
    found = kind_of(batch.kind).schema.by_name.get(column)
    return found.label[lang] if found else column


def problem_documents(batch: Batch) -> list[dict[str, Any]]:
    """Every problem of a batch as the commands print it: values masked, in the order of rows."""
    found = [{"row": None, **p} for p in batch.notes]
    rows = batch.rows.exclude(codes="").order_by("number").values_list("number", "problems")
    found += [{"row": n, **p} for n, problems in rows.iterator() for p in problems]
    return [_document(batch, p) for p in found]


def _document(batch: Batch, problem: dict[str, Any]) -> dict[str, Any]:
    told = said(batch, problem)
    return {
        "row": problem["row"],
        "column": told.column or None,
        "cell": told.cell or None,
        "severity": told.severity,
        "code": told.code,
        "message": told.message,
        "value": told.value or None,
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A staged row as a page shows it."""

    number: int
    verdict: str
    values: dict[str, Any]
    problems: list[Said] = field(default_factory=list)
    applied: bool = False
    subject_id: int | None = None


def shown(batch: Batch, rows: Iterable[Row]) -> list[Shown]:
    """Rows opened for a page: opens one seal a row."""
    return [
        Shown(
            row.number, row.verdict, unpack(bytes(row.payload))[0],
            [said(batch, p) for p in row.problems], row.applied, row.subject_id,
        )
        for row in rows
    ]  # fmt: skip


def problem_summary(batch: Batch) -> list[tuple[str, str, str, int]]:
    """(code, severity, short sentence, rows) of every problem met, errors first, most first."""
    found = []
    for code, count in batch.problem_counts.items():
        if code in CODES:
            title = title_of(code)
            found.append((code, CODES[code].severity.value, title, count))
        else:
            told = reason(batch, code)
            found.append((code, "parked", told.split(".")[0], count))
    order = {"error": 0, "parked": 1, "warning": 2}
    return sorted(found, key=lambda f: (order[f[1]], -f[3], f[0]))
