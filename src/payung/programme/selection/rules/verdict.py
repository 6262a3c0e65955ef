"""What a rule is and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from payung.programme.selection.rules.facts import Facts

Result = Literal["pass", "warn", "unknown", "fail"]
Params = Mapping[str, Any]
ALL = ("bpu", "pu")
BPU_ONLY = ("bpu",)


@dataclass(frozen=True, slots=True)
class Ruling:
    """An answer with its reason as a sentence in both languages."""

    result: Result
    reason_id: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `default_hard`, `regulation`, `confidence` and `params` hold until a fund decides.

    `adopted`: whether a new fund takes it over by itself. `policy` maps a parameter to the
    district setting that gives its value when the fund's own row does not.
    """

    code: str
    title_id: str
    title_en: str
    description_id: str
    description_en: str
    regulation: str
    confidence: Literal["high", "medium", "low"]
    judge: Callable[[Facts, Params], Ruling]
    default_hard: bool = True
    params: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ALL
    adopted: bool = True
    source: str = ""

    def title(self, lang: str = "id") -> str:
        """The rule's name in a language."""
        return self.title_en if lang == "en" else self.title_id

    def description(self, lang: str = "id") -> str:
        """What the rule asks, in a language."""
        return self.description_en if lang == "en" else self.description_id


@lru_cache(10_000)
def passed(reason_id: str, reason_en: str) -> Ruling:
    return Ruling("pass", reason_id, reason_en)


@lru_cache(10_000)
def warned(reason_id: str, reason_en: str) -> Ruling:
    return Ruling("warn", reason_id, reason_en)


@lru_cache(10_000)
def unknown(reason_id: str, reason_en: str) -> Ruling:
    return Ruling("unknown", reason_id, reason_en)


@lru_cache(10_000)
def failed(reason_id: str, reason_en: str) -> Ruling:
    return Ruling("fail", reason_id, reason_en)
