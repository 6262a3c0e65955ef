"""Whom a fund may pay for: the regulations of each year, with their confidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "funding.yaml"


class Answer(StrEnum):
    """What the regulations say of a fund and a post."""

    ALLOWED = "allowed"
    PROHIBITED = "prohibited"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FundingRule:
    """One regulation: kinds of fund, posts (none named: all), days, what it says and where."""

    code: str
    kinds: tuple[str, ...]
    posts: tuple[str, ...]
    since: date
    until: date | None
    answer: Answer
    text_id: str
    text_en: str
    reference: str
    confidence: str
    sources: tuple[str, ...]

    def fits(self, kind: str, post: str, on: date) -> bool:
        """Whether it speaks of this fund, this post and this day."""
        return (
            kind in self.kinds
            and (not self.posts or post in self.posts)
            and self.since <= on
            and (self.until is None or on <= self.until)
        )

    def text(self, lang: str = "id") -> str:
        """What it says, in a language."""
        return self.text_en if lang == "en" else self.text_id


NOTHING_KNOWN = FundingRule(
    "unknown", (), (), date.min, None, Answer.UNKNOWN,
    "Belum diketahui peraturan yang membolehkan atau melarangnya; mintalah pendapat tertulis.",
    "No regulation is known that allows or forbids it; ask for a written opinion.",
    "", "low", (),
)  # fmt: skip


@cache
def funding_rules() -> tuple[FundingRule, ...]:
    """All rules in the order in which they decide."""
    rows = yaml.safe_load(DATA.read_text("utf-8"))
    return tuple(
        FundingRule(
            row["code"], tuple(row["kinds"]), tuple(row.get("posts", ())), row["from"],
            row.get("until"), Answer(row["result"]), row["id"], row["en"], row["reference"],
            row["confidence"], tuple(row["sources"]),
        )
        for row in rows
    )  # fmt: skip


def may_pay(kind: str, post: str, on: date) -> FundingRule:
    """The rule that decides whether a fund of a kind may pay for a post on a day.

    `NOTHING_KNOWN` when none does: never taken as allowed.

    >>> may_pay("dana-desa", "kades", date(2026, 5, 1)).answer
    <Answer.PROHIBITED: 'prohibited'>
    >>> may_pay("dana-desa", "kades", date(2023, 5, 1)).answer
    <Answer.UNKNOWN: 'unknown'>
    """
    return next((rule for rule in funding_rules() if rule.fits(kind, post, on)), NOTHING_KNOWN)
