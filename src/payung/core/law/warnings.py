"""What a reader must be told besides the sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from payung.core.law.engines.explain import ParameterUse, Step
from payung.core.law.refusal import Lang, cited
from payung.core.law.wording import figure


@dataclass(frozen=True)
class Warned:
    """One warning in two languages."""

    code: str
    text_id: str
    text_en: str

    def text(self, lang: Lang = "id") -> str:
        """The warning for a reader."""
        return self.text_id if lang == "id" else self.text_en

    def as_json(self) -> dict[str, Any]:
        """The warning as plain data."""
        return {"code": self.code, "id": self.text_id, "en": self.text_en}


def warnings_of(steps: Iterable[Step]) -> tuple[Warned, ...]:
    """Warnings that follow from steps: uncertain values, overdue values, deferrable JP."""
    found: dict[Warned, None] = {}
    for step in steps:
        for use in step.parameters:
            if use.stale:
                found[_stale(use)] = None
            elif use.confidence == "low":
                found[_uncertain(use)] = None
        if step.rule == "jp_pu_deferrable" and step.value:
            found[_deferrable(step)] = None
    return tuple(found)


def _uncertain(use: ParameterUse) -> Warned:
    key = f" [{use.key}]" if use.key else ""
    ground = cited(use.reference, "en")
    return Warned(
        "low_confidence",
        f"Nilai kurang pasti: {use.label_id}{key} ({use.reference}). {use.note_id}".strip(),
        f"Uncertain value: {use.label_en}{key} ({ground}). {use.note_en}".strip(),
    )


def _stale(use: ParameterUse) -> Warned:
    since = use.start.isoformat()
    return Warned(
        "value_overdue",
        f"{use.label_id}: nilai baru semestinya sudah berlaku tetapi belum diketahui; "
        f"dipakai nilai sejak {since}.",
        f"{use.label_en}: a newer value should be in force but is not known; "
        f"the value since {since} is used.",
    )


def _deferrable(step: Step) -> Warned:
    return Warned(
        "jp_deferrable",
        f"PP 49/2020: {figure(step.value, 'rupiah')} dari iuran JP boleh ditunda dengan syarat; "
        "jumlahnya tetap terutang.",
        f"PP 49/2020: {figure(step.value, 'rupiah', 'en')} of the JP contribution may be deferred "
        "on conditions; it is owed all the same.",
    )


def in_a_row(months: int) -> Warned:
    """A condition of JKP that no fact of a claim tells."""
    return Warned(
        "jkp_in_a_row",
        f"Sampai 6 Februari 2025 JKP juga menuntut {months} bulan iuran berturut-turut "
        "(PP 37/2021 Pasal 19); hal itu tidak diperiksa di sini.",
        f"Until 6 February 2025 JKP also needs {months} months of contributions in a row "
        "(PP 37/2021 Article 19); that is not checked here.",
    )
