"""What must hold for a row of residents, and what deserves a look.

A row needs a name, a usable NIK, a birth date and a sex; the last two may come from the NIK.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from payung.core.identity import age_on, known_prefixes, region_name
from payung.core.identity.nik import birth_code, born

if TYPE_CHECKING:
    from payung.core.sheets.draft import Draft

OLD_AGE = 65
OLDEST = 110
_ALIVE = "HIDUP"


def judge_resident(draft: "Draft") -> None:
    """Required values, what the NIK says, age, status."""
    values = draft.values
    nik = values.get("nik")
    if nik is None and not draft.has_error("nik"):
        _note(draft, "nik_missing", "nik")
    if values.get("nama") is None and not draft.has_error("nama"):
        _note(draft, "name_missing", "nama")
    if nik is not None:
        if nik[0] != "0":
            _judge_nik(draft, nik)
        else:
            _without_permanent_nik(draft)
    if nik in draft.shared:
        rows = [str(row) for row in draft.shared[nik] if row != draft.number]
        _note(draft, "nik_duplicate", "nik", nik, rows=_few(rows))
    birth = values.get("tanggal_lahir")
    if birth is not None and birth.year <= draft.today.year - OLD_AGE:
        _judge_age(draft, birth)
    status = values.get("status_dasar")
    if status is not None and status != _ALIVE:
        _note(draft, "not_alive", "status_dasar", status, status=status.lower())


def plain_residents(draft: "Draft", columns: Mapping[str, Sequence[Any]]) -> list[bool]:
    """Which of many rows are plainly in order: `judge_resident` notes and adds nothing to them.

    A NIK of a district of the home regency that says the birth date and the sex beside it, a
    name, nobody old, nobody gone.
    """
    niks, names = columns.get("nik", ()), columns.get("nama", ())
    births, sexes = columns.get("tanggal_lahir", ()), columns.get("jenis_kelamin", ())
    if not (niks and names and births and sexes):
        return [False] * len(next(iter(columns.values()), ()))
    told = list(zip(births, sexes, strict=True))
    middle = {each: _birth_digits(*each, draft.today) for each in set(told)}
    here = {p for p in {str(nik)[:6] for nik in niks} if _is_home(draft, p)}
    clean = [
        nik is not None and nik[6:12] == middle[each] and nik[:6] in here and name is not None
        for nik, each, name in zip(niks, told, names, strict=True)
    ]
    if draft.shared:
        clean = [c and nik not in draft.shared for c, nik in zip(clean, niks, strict=True)]
    if statuses := columns.get("status_dasar"):
        clean = [c and s in (None, _ALIVE) for c, s in zip(clean, statuses, strict=True)]
    return clean


def _is_home(draft: "Draft", prefix: str) -> bool:
    return prefix in known_prefixes() and (not draft.home or prefix.startswith(draft.home))


@lru_cache(maxsize=65_536)
def _birth_digits(birth: date | None, sex: str | None, today: date) -> str | None:
    """The six digits that a NIK has for a birth date and a sex; None where more is to be said."""
    if birth is None or sex is None or birth.year <= today.year - OLD_AGE:
        return None
    return f"{birth.day + 40 * (sex == 'P'):02d}{birth.month:02d}{birth.year % 100:02d}"


def _judge_nik(draft: "Draft", nik: str) -> None:
    values = draft.values
    prefix = nik[:6]
    if prefix not in known_prefixes():
        _note(draft, "nik_region_unknown", "nik", nik, prefix=prefix)
    elif draft.home and not prefix.startswith(draft.home):
        region = region_name(f"{prefix[:2]}.{prefix[2:4]}") or prefix[:4]
        _note(draft, "nik_region_elsewhere", "nik", nik, region=region)
    code = birth_code(nik[6:12])
    if code is None:
        return
    birth = values.get("tanggal_lahir")
    if birth is None:
        _birth_from_nik(draft, born(code, draft.today))
    elif birth.day != code[0] or birth.month != code[1] or birth.year % 100 != code[2]:
        _note_difference(draft, birth, code[:3])
    sex = values.get("jenis_kelamin")
    if sex is None:
        _sex_from_nik(draft, code.sex)
    elif sex != code.sex:
        facts = {"column_sex": sex, "nik_sex": code.sex}
        _note(draft, "nik_sex_differs", "jenis_kelamin", sex, **facts)


def _birth_from_nik(draft: "Draft", birth: date) -> None:
    if draft.has_error("tanggal_lahir") or draft.has_error("tempat_tanggal_lahir"):
        return
    draft.values["tanggal_lahir"] = birth
    if "tanggal_lahir" in draft.columns:
        _note(draft, "birthdate_from_nik", "tanggal_lahir")


def _sex_from_nik(draft: "Draft", sex: str) -> None:
    draft.values["jenis_kelamin"] = sex
    if "jenis_kelamin" in draft.columns:
        _note(draft, "sex_from_nik", "jenis_kelamin", sex=sex)


def _without_permanent_nik(draft: "Draft") -> None:
    """A temporary number tells neither birth date nor sex."""
    values = draft.values
    dated = draft.has_error("tanggal_lahir") or draft.has_error("tempat_tanggal_lahir")
    if values.get("tanggal_lahir") is None and not dated:
        _note(draft, "date_missing", "tanggal_lahir")
    if values.get("jenis_kelamin") is None:
        _note(draft, "sex_missing", "jenis_kelamin")


def _note_difference(draft: "Draft", birth: date, code: tuple[int, int, int]) -> None:
    parts = (birth.day, birth.month, birth.year % 100)
    names = (("hari", "day"), ("bulan", "month"), ("tahun", "year"))
    differing = [names[i] for i in range(3) if parts[i] != code[i]]
    part = " dan ".join(name for name, _ in differing)
    part_en = " and ".join(name for _, name in differing)
    shown = f"{birth:%d-%m-%Y}"
    _note(draft, "nik_birthdate_differs", "tanggal_lahir", shown, part=part, part_en=part_en)


def _judge_age(draft: "Draft", birth: date) -> None:
    age = age_on(birth, draft.today)
    shown = f"{birth:%d-%m-%Y}"
    if age >= OLDEST:
        _note(draft, "age_unlikely", "tanggal_lahir", shown, age=age)
    elif age >= OLD_AGE:
        _note(draft, "age_65", "tanggal_lahir", shown, age=age)


def _few(rows: list[str], most: int = 5) -> str:
    return ", ".join(rows[:most]) + (", …" if len(rows) > most else "")


def _note(draft: "Draft", code: str, name: str, value: str | None = None, **facts: object) -> None:
    draft.note_by_name(code, name, value, facts)
