"""The sentences of the room: what a list is, what it waits for, what to look at."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from payung.base.ui.format import angka
from payung.programme.selection.checks import Tally
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.states import Step

State = Roster.State
STATES: Final[dict[str, tuple[Promise, str]]] = {
    State.DRAFT: (gettext_lazy("Disusun"), "info"),
    State.PROPOSED: (gettext_lazy("Diusulkan"), "info"),
    State.REVIEWED: (gettext_lazy("Ditelaah"), "info"),
    State.VERIFIED: (gettext_lazy("Diverifikasi"), "primary"),
    State.DECREED: (gettext_lazy("Ditetapkan"), "success"),
}
WAITING: Final[dict[str, Promise]] = {
    State.DRAFT: gettext_lazy("operator desa mengusulkan"),
    State.PROPOSED: gettext_lazy("camat menelaah"),
    State.REVIEWED: gettext_lazy("DPMD memverifikasi"),
    State.VERIFIED: gettext_lazy("kepala desa menetapkan"),
    State.DECREED: gettext_lazy("selesai"),
}
STEP_LABELS: Final = (
    gettext_lazy("Disusun"),
    gettext_lazy("Diusulkan"),
    gettext_lazy("Ditelaah"),
    gettext_lazy("Diverifikasi"),
    gettext_lazy("Ditetapkan"),
)
BUTTONS: Final[dict[Step, Promise]] = {
    Step.PROPOSE: gettext_lazy("Usulkan daftar"),
    Step.WITHDRAW: gettext_lazy("Tarik kembali"),
    Step.REVIEW: gettext_lazy("Nyatakan sudah ditelaah"),
    Step.RETURN_REVIEW: gettext_lazy("Kembalikan ke operator"),
    Step.VERIFY: gettext_lazy("Verifikasi daftar"),
    Step.RETURN_VERIFY: gettext_lazy("Kembalikan ke operator"),
    Step.DECREE: gettext_lazy("Tetapkan dengan SK"),
    Step.RETURN_DECREE: gettext_lazy("Kembalikan ke operator"),
}
DONE: Final[dict[Step, Promise]] = {
    Step.PROPOSE: gettext_lazy("Daftar sudah diusulkan kepada camat."),
    Step.WITHDRAW: gettext_lazy("Daftar ditarik kembali dan dapat diubah lagi."),
    Step.REVIEW: gettext_lazy("Daftar sudah ditelaah dan diteruskan ke DPMD."),
    Step.RETURN_REVIEW: gettext_lazy("Daftar dikembalikan kepada operator desa."),
    Step.VERIFY: gettext_lazy("Daftar sudah diverifikasi dan menunggu SK kepala desa."),
    Step.RETURN_VERIFY: gettext_lazy("Daftar dikembalikan kepada operator desa."),
    Step.DECREE: gettext_lazy("Daftar sudah ditetapkan."),
    Step.RETURN_DECREE: gettext_lazy("Daftar dikembalikan kepada operator desa."),
}
OUTCOMES: Final[dict[str, tuple[Promise, str]]] = {
    Candidate.Outcome.ELIGIBLE: (gettext_lazy("Memenuhi syarat"), "success"),
    Candidate.Outcome.CHECK: (gettext_lazy("Perlu diperiksa"), "warning"),
    Candidate.Outcome.INELIGIBLE: (gettext_lazy("Tidak memenuhi"), "danger"),
}
PLACES: Final[dict[str, Promise]] = {
    Candidate.Place.MEMBER: gettext_lazy("Peserta"),
    Candidate.Place.RESERVE: gettext_lazy("Cadangan"),
    Candidate.Place.EXCLUDED: gettext_lazy("Tidak diusulkan"),
}
RESULTS: Final[dict[str, tuple[Promise, str]]] = {
    "pass": (gettext_lazy("Memenuhi"), "success"),
    "warn": (gettext_lazy("Perhatikan"), "warning"),
    "unknown": (gettext_lazy("Belum diketahui"), "warning"),
    "fail": (gettext_lazy("Tidak memenuhi"), "danger"),
}
CONFIDENCES: Final[dict[str, tuple[Promise, str]]] = {
    "high": (gettext_lazy("keyakinan tinggi"), "success"),
    "medium": (gettext_lazy("keyakinan sedang"), "info"),
    "low": (gettext_lazy("keyakinan rendah"), "warning"),
}


def of_roster(roster: Roster, counted: Tally) -> str:
    """The list in one sentence, with the numbers in it."""
    limits = []
    if counted.target_minimum is not None:
        limits.append(_("target minimal {n}").format(n=angka(counted.target_minimum)))
    if counted.quota is not None:
        limits.append(_("kuota {n}").format(n=angka(counted.quota)))
    around = f" ({', '.join(limits)})" if limits else ""
    if not counted.reserves:
        return _("{village}: {n} peserta{around}, dibayar {fund}.").format(
            village=roster.village.title, n=angka(counted.members), around=around,
            fund=roster.fund.name,
        )  # fmt: skip
    return _("{village}: {n} peserta{around} dan {reserves} cadangan, dibayar {fund}.").format(
        village=roster.village.title, n=angka(counted.members), around=around,
        reserves=angka(counted.reserves), fund=roster.fund.name,
    )  # fmt: skip


def of_attention(counted: Tally) -> list[str]:
    """What to look at before the next step, each a sentence."""
    said = []
    if counted.ineligible:
        said.append(
            ngettext(
                "{n} peserta tidak memenuhi syarat wajib dan harus dikeluarkan.",
                "{n} peserta tidak memenuhi syarat wajib dan harus dikeluarkan.",
                counted.ineligible,
            ).format(n=angka(counted.ineligible))
        )
    if counted.check:
        said.append(
            ngettext(
                "{n} nama perlu diperiksa.", "{n} nama perlu diperiksa.", counted.check
            ).format(n=angka(counted.check))
        )
    if counted.over_quota:
        said.append(_("{n} nama melebihi kuota.").format(n=angka(counted.over_quota)))
    if counted.below_target:
        said.append(
            _("Kurang {n} orang dari target minimal.").format(n=angka(counted.below_target))
        )
    return said


def of_home(waiting: int, running: int) -> str:
    """How many lists wait for this person, and how many are on their way."""
    if waiting:
        return _("{n} daftar menunggu Anda; {m} daftar sedang berjalan.").format(
            n=angka(waiting), m=angka(running)
        )
    return _("Tidak ada daftar yang menunggu Anda; {m} daftar sedang berjalan.").format(
        m=angka(running)
    )
