"""Deciding a setting."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.policy.catalogue import CATALOGUE, SettingKind
from payung.base.policy.models import Setting
from payung.base.territory.actor import Actor, Right
from payung.core.holidays import parse_days


class SettingRefused(ValueError):
    """The value is not one that the setting can take; a sentence."""


@transaction.atomic
def decide(
    *, by: Actor, code: str, area: str, value: Any, valid_from: date, paper: str,
    scope: str = "", confidence: str = "high",
) -> Setting:  # fmt: skip
    """Put a value in force in a region from a day on; needs the paper it rests on."""
    by.require(Right.SET_POLICY, area)
    kind = CATALOGUE[code]
    if not paper.strip():
        raise SettingRefused(
            gettext("Sebutkan nomor dan tanggal surat yang menjadi dasar aturan ini.")
        )
    same: dict[str, Any] = {"code": code, "scope": scope, "area": area, "valid_from": valid_from}
    before = Setting.objects.select_for_update().filter(**same).values("value", "paper").first()
    row, _ = Setting.objects.update_or_create(
        **same,
        defaults={
            "value": checked(kind, value, scope), "paper": paper.strip(), "confidence": confidence,
            "by_id": by.id, "by_name": by.name,
        },
    )  # fmt: skip
    journal.record(
        by=by, action="policy.decided", subject=row, area=area, paper=paper,
        summary={
            "code": code, "scope": scope, "value": row.value, "valid_from": valid_from,
            **({"before": before} if before else {}),
        },
    )  # fmt: skip
    return row


def checked(kind: SettingKind, value: Any, scope: str = "") -> Any:
    """The value in its own type. Raises SettingRefused."""
    if kind.kind == "days":
        return _days(value, scope)
    if kind.kind == "integer":
        try:
            number = int(str(value))
        except ValueError as error:
            raise SettingRefused(
                gettext("%(kind)s: isi dengan bilangan bulat.") % {"kind": kind.title}
            ) from error
        if number < 0:
            raise SettingRefused(
                gettext("%(kind)s: tidak boleh kurang dari nol.") % {"kind": kind.title}
            )
        return number
    if kind.kind == "day":
        try:
            return date.fromisoformat(str(value).strip()).isoformat()
        except ValueError as error:
            raise SettingRefused(
                gettext("%(kind)s: tulis tanggal seperti 2027-04-30.") % {"kind": kind.title}
            ) from error
    if kind.kind == "account" and not re.fullmatch(r"[4-6](\.\d{1,4}){3,5}", str(value)):
        raise SettingRefused(
            gettext("%(kind)s: tulis kode seperti 5.2.7.90.") % {"kind": kind.title}
        )
    if kind.choices and value not in kind.choices:
        raise SettingRefused(
            gettext("%(kind)s: pilih salah satu dari %(choices)s.")
            % {"kind": kind.title, "choices": ", ".join(kind.choices)}
        )
    return value


def _days(value: Any, scope: str) -> str:
    """Days of the year that the scope names, in order."""
    try:
        return ", ".join(day.isoformat() for day in sorted(parse_days(str(value), int(scope))))
    except ValueError as error:
        raise SettingRefused(
            gettext(
                "Isi lingkup dengan tahun (misalnya 2027) dan tulis tiap hari libur tahun itu "
                "seperti 2027-01-01, dipisah koma."
            )
        ) from error
