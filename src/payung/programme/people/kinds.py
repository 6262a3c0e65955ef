"""The list that this room takes: residents of one village."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from payung.base.staging.registry import ListKind, register
from payung.base.territory.actor import Right
from payung.core.sheets.residents import RESIDENTS as SCHEMA
from payung.programme.people import applying
from payung.programme.people.columns import KEPT
from payung.programme.people.likely import compared
from payung.programme.people.planning import REASONS, plan

CODE = "residents"
RESIDENTS = ListKind(
    code=CODE,
    title=gettext_lazy("Daftar penduduk"),
    right=Right.IMPORT_RESIDENTS,
    schema=SCHEMA,
    kept=KEPT,
    plan=plan,
    apply=applying.apply,
    blockers=applying.blockers,
    undo=applying.undo,
    reasons=REASONS,
    key_subject="nik",
    doubts=frozenset({"person_likely"}),
    packs=True,
    compared=compared,
)


def register_kinds() -> None:
    """Tell staging; called once at start-up."""
    register(RESIDENTS)
