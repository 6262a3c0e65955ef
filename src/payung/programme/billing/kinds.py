"""The lists that this room takes: bank statements, and the realisation of Siskeudes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.utils.translation import gettext_lazy

from payung.base.staging.registry import ListKind, register
from payung.base.territory.actor import Right
from payung.core.bank import STATEMENT
from payung.programme.billing import bank_lists, realisation_lists

KINDS = (
    ListKind(
        code="bank_statement",
        title=gettext_lazy("Rekening koran bank"),
        right=Right.RECORD_BANK,
        schema=STATEMENT,
        kept=bank_lists.KEPT,
        plan=bank_lists.plan,
        apply=bank_lists.apply,
        blockers=bank_lists.blockers,
        undo=bank_lists.undo,
        reasons=cast("Mapping[str, str]", bank_lists.REASONS),
        lock="billing",
    ),
    ListKind(
        code="siskeudes_realisation",
        title=gettext_lazy("Realisasi Siskeudes"),
        right=Right.RECORD_BANK,
        schema=realisation_lists.SCHEMA,
        kept=realisation_lists.KEPT,
        plan=realisation_lists.plan,
        apply=realisation_lists.apply,
        blockers=realisation_lists.blockers,
        undo=realisation_lists.undo,
        reasons=cast("Mapping[str, str]", realisation_lists.REASONS),
        lock="billing",
    ),
)


def register_kinds() -> None:
    """Tell staging; called once at start-up."""
    for kind in KINDS:
        register(kind)
