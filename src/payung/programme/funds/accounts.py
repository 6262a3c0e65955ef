"""On which account a contribution is booked: the district's dated mapping, else the national list.

Levels one to three of Siskeudes's chart are national; of the fourth, 90 to 99 are set by each
district and the same in all its villages. A kelurahan's money is the district's (SIPD). Nothing
is guessed: a post in neither list is unmapped, and the sheet says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext

from payung.base.policy.actions import SettingRefused
from payung.base.policy.models import Setting
from payung.base.policy.queries import Timeline, ancestors

DATA = Path(__file__).parent / "data" / "accounts.yaml"
SETTING = "account_code"
SISKEUDES = re.compile(r"[4-6]\.\d{1,2}\.\d{1,2}\.\d{2}")
SIPD = re.compile(r"[4-6]\.\d\.\d{2}\.\d{2}\.\d{2}\.\d{4}")
LOCAL = range(90, 100)


@dataclass(frozen=True, slots=True)
class BookedOn:
    """Where a contribution stands in the books; `code` is empty when nobody has decided it.

    `local`: a code of the district's own range (90 to 99).
    """

    code: str
    reference: str
    confidence: str
    activity: str = ""
    decided: bool = False

    @property
    def local(self) -> bool:
        return bool(SISKEUDES.fullmatch(self.code)) and int(self.code[-2:]) in LOCAL

    @property
    def mapped(self) -> bool:
        return bool(self.code)


UNMAPPED = BookedOn("", "", "low")


@dataclass(frozen=True, slots=True)
class National:
    """One row of the national list."""

    posts: tuple[str, ...]
    booked: BookedOn


@cache
def national_list() -> tuple[National, ...]:
    """What the national list holds for posts of a village."""
    rows = yaml.safe_load(DATA.read_text("utf-8"))
    return tuple(
        National(
            tuple(row["posts"]),
            BookedOn(row["account"], f"{row['reference']}: {row['name']}", row["confidence"],
                     str(row["activity"])),
        )
        for row in rows
    )  # fmt: skip


def mapping_of(area: str) -> Timeline:
    """The district's mapping as it reaches a region, over all time and posts; one statement."""
    return Timeline(SETTING, tuple(Setting.objects.filter(code=SETTING, area__in=ancestors(area))))


def booked_on(mapping: Timeline, post: str, *, ward: bool, on: date, fund_code: str = "",
              fund_paper: str = "") -> BookedOn:  # fmt: skip
    """The account of a post on a day. `ward`: a kelurahan, whose money stands in SIPD.

    First the district's mapping, then (for a village) the national list, then what the paper that
    opened the fund says of the fund as a whole; else `UNMAPPED`.
    """
    scope = f"sipd:{post}" if ward else post
    own = [row for row in mapping.rows if row.scope == scope and row.valid_from <= on]
    if own:
        best = max(own, key=lambda row: (len(row.area), row.valid_from))
        return BookedOn(str(best.value), best.paper, best.confidence, decided=True)
    if not ward:
        for row in national_list():
            if post in row.posts:
                return row.booked
    if fund_code:
        return BookedOn(fund_code, fund_paper, "medium")
    return UNMAPPED


def checked_code(text: str, scope: str, posts: Iterable[str]) -> str:
    """The code in its own writing. Raises SettingRefused for another form or an unknown post."""
    post = scope.removeprefix("sipd:")
    if post not in set(posts):
        raise SettingRefused(
            gettext("Pilih jabatan yang dikenal; untuk kelurahan pakai awalan sipd:.")
        )
    code = text.strip().rstrip(".")
    form, example = (SIPD, "5.1.02.02.02.0006") if post != scope else (SISKEUDES, "5.2.7.90")
    if not form.fullmatch(code):
        raise SettingRefused(
            gettext("Tulis kode rekening seperti %(example)s.") % {"example": example}
        )
    return code
