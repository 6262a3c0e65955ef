"""Old enough, and not yet too old at the first enrolment."""

from __future__ import annotations

from datetime import date

from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.verdict import Params, Rule, Ruling, failed, passed, warned

LOWEST, BOUNDARY = 18, 65


def age_on(birth: date, day: date) -> int:
    """Whole years; who is born on 29 February turns on 1 March in common years.

    >>> age_on(date(1961, 3, 1), date(2026, 2, 28)), age_on(date(1961, 3, 1), date(2026, 3, 1))
    (64, 65)
    >>> age_on(date(2004, 2, 29), date(2022, 2, 28))
    17
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def judge(facts: Facts, params: Params) -> Ruling:
    """Minimum ≤ age < boundary on the first possible day of cover.

    The boundary bars new enrolment only: a member who is past it stays, and losing the cover
    could not be undone.
    """
    lowest, boundary = int(params["minimum"]), int(params["below"])
    age = age_on(facts.birth_date, facts.enrol_on)
    if age < lowest:
        return failed(
            f"Berusia {age} tahun saat pendaftaran; paling rendah {lowest} tahun.",
            f"{age} years old at enrolment; the lowest age is {lowest}.",
        )
    if age < boundary:
        return passed(
            f"Berusia {age} tahun saat pendaftaran (batas: belum {boundary} tahun).",
            f"{age} years old at enrolment (limit: not yet {boundary}).",
        )
    if facts.enrolled_before:
        return warned(
            f"Berusia {age} tahun, tetapi sudah menjadi peserta: boleh melanjutkan. "
            "Bila gugur, kemungkinan tidak dapat didaftarkan lagi.",
            f"{age} years old, but already a member: may continue. "
            "After a lapse a new enrolment may not be possible.",
        )
    return failed(
        f"Berusia {age} tahun saat pendaftaran; pendaftaran baru hanya sebelum {boundary} tahun.",
        f"{age} years old at enrolment; new enrolment only before {boundary}.",
    )


AGE = Rule(
    "age",
    "Usia pendaftaran",
    "Age at enrolment",
    "Usia pada hari pertama yang mungkin dilindungi, dengan batas yang diatur kabupaten.",
    "Age on the first possible day of cover, within the limits that the district sets.",
    "Permenaker 5/2021 (pasal belum dilihat)",
    "medium",
    judge,
    policy={"minimum": "age_minimum", "below": "age_boundary"},
    segments=("bpu",),
    source="Kudus: maksimal 65 tahun; Semarang: 64 tahun 11 bulan",
)
