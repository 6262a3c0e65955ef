"""The lists that this room takes, each from the office that keeps it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.base.staging.registry import ListKind, register
from payung.base.territory.actor import Right
from payung.core.sheets.schema import Kind, Schema
from payung.desk.matching.lists import applying, deciles
from payung.desk.matching.lists.planning import planner
from payung.desk.matching.lists.reading import (
    Reader,
    read_death,
    read_member,
    read_move,
    read_servant,
)
from payung.desk.matching.lists.schemas import DEATHS, DECILES, MEMBERS, MOVES, SERVANTS

LOCK = "register"


def _kept(schema: Schema) -> tuple[str, ...]:
    return tuple(field.name for field in schema.fields if field.kind is not Kind.IGNORED)


def _news(title: str | Promise, right: Right, schema: Schema, read: Reader) -> ListKind:
    return ListKind(
        code=schema.name, title=title, right=right, schema=schema, kept=_kept(schema),
        plan=planner(read), apply=applying.apply, blockers=applying.blockers, undo=applying.undo,
        reasons={}, lock=LOCK,
    )  # fmt: skip


KINDS = (
    _news(_("Kematian (Dukcapil)"), Right.RECORD_DEATHS, DEATHS, read_death),
    _news(_("Pindah keluar (Dukcapil)"), Right.RECORD_DEATHS, MOVES, read_move),
    _news(_("ASN dan PPPK (BKPSDM)"), Right.RECORD_ASN, SERVANTS, read_servant),
    ListKind(
        code=DECILES.name, title=_("Desil DTSEN (Dinsos)"), right=Right.RECORD_DECILES,
        schema=DECILES, kept=_kept(DECILES), plan=deciles.plan, apply=deciles.apply,
        blockers=applying.blockers, undo=deciles.undo, reasons=deciles.REASONS, lock=LOCK,
    ),
    _news(_("Peserta aktif BPJS (KPJ)"), Right.RECORD_BPJS, MEMBERS, read_member),
)  # fmt: skip
CODES = tuple(kind.code for kind in KINDS)


def register_kinds() -> None:
    """Tell staging; called once at start-up."""
    for kind in KINDS:
        register(kind)
