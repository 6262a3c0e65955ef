"""The lists that this room takes from BPJS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.utils.translation import gettext_lazy

from payung.base.staging.registry import ListKind, register
from payung.base.territory.actor import Right
from payung.core.sipp import ANSWER, EMPLOYER_POSTING, POSTING
from payung.programme.membership import answering, employer_receipts, receipts
from payung.programme.membership.reasons import (
    ANSWER_REASONS,
    EMPLOYER_REASONS,
    POSTING_REASONS,
)

LOCK = "membership"
KINDS = (
    ListKind(
        code="bpjs_answer",
        title=gettext_lazy("Jawaban BPJS atas unggahan (KPJ)"),
        right=Right.RECORD_BPJS,
        schema=ANSWER,
        kept=answering.KEPT,
        plan=answering.plan,
        apply=answering.apply,
        blockers=answering.blockers,
        undo=answering.undo,
        reasons=cast("Mapping[str, str]", ANSWER_REASONS),
        lock=LOCK,
    ),
    ListKind(
        code="bpjs_posting",
        title=gettext_lazy("Rincian iuran per orang"),
        right=Right.RECORD_BPJS,
        schema=POSTING,
        kept=receipts.KEPT,
        plan=receipts.plan,
        apply=receipts.apply,
        blockers=receipts.blockers,
        undo=receipts.undo,
        reasons=cast("Mapping[str, str]", POSTING_REASONS),
        lock=LOCK,
    ),
    ListKind(
        code="bpjs_mkro",
        title=gettext_lazy("Rekap cabang per NPP (MKRO)"),
        right=Right.RECORD_BPJS,
        schema=EMPLOYER_POSTING,
        kept=employer_receipts.KEPT,
        plan=employer_receipts.plan,
        apply=employer_receipts.apply,
        blockers=employer_receipts.blockers,
        undo=employer_receipts.undo,
        reasons=cast("Mapping[str, str]", EMPLOYER_REASONS),
        lock=LOCK,
    ),
)


def register_kinds() -> None:
    """Tell staging; called once at start-up."""
    for kind in KINDS:
        register(kind)
