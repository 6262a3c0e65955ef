"""The rules that a fund applies, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import language
from payung.programme.funds.models import Fund
from payung.programme.selection.models import FundRule
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.registry import RULES

CONFIDENCES = ("high", "medium", "low")


@transaction.atomic
def adopt_rules(
    *, by: Actor, fund: Fund, params: Mapping[str, Mapping[str, Any]] | None = None
) -> list[FundRule]:
    """Give a new fund the usual rules with their default grounds, from its first day on.

    `params` changes parameters by rule code. A rule that the fund has is left alone, so running
    it again does nothing. Raises NotAllowed.
    """
    by.require(Right.MANAGE_FUNDS, fund.area)
    held = set(fund.rules.values_list("code", flat=True))
    given = params or {}
    made = FundRule.objects.bulk_create(
        FundRule(
            fund=fund, code=rule.code, params=dict(given.get(rule.code, {})),
            hard=rule.default_hard, valid_from=fund.valid_from, regulation=rule.regulation,
            confidence=rule.confidence,
        )
        for rule in RULES.values()
        if rule.code not in held and (rule.adopted or rule.code in given)
    )  # fmt: skip
    if made:
        journal.record(
            by=by, action="selection.rules.adopted", subject=fund, area=fund.area,
            paper=fund.regulation, summary={r.code: {"hard": r.hard, **r.params} for r in made},
        )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """How a fund applies a rule from a day on; `active=False` takes it out of force."""

    code: str
    valid_from: date
    regulation: str
    hard: bool = True
    params: Mapping[str, Any] = field(default_factory=dict)
    confidence: str = "high"
    active: bool = True


@transaction.atomic
def set_rule(*, by: Actor, fund: Fund, terms: RuleTerms) -> FundRule:
    """Put a version of a rule in force from a day on; the version before ends the day before.

    Raises NotAllowed, SelectionRefused. What was judged keeps its old reasons.
    """
    by.require(Right.MANAGE_FUNDS, fund.area)
    _check(terms)
    day_before = terms.valid_from - timedelta(days=1)
    changes = []
    rows = fund.rules.select_for_update().filter(code=terms.code)
    if rows.filter(valid_from__gt=terms.valid_from).exists():
        raise SelectionRefused(
            gettext("Sudah ada versi yang lebih baru; pilih hari yang lebih kemudian.")
        )
    for row in rows.filter(valid_from__lt=terms.valid_from).filter(
        Q(valid_until=None) | Q(valid_until__gte=terms.valid_from)
    ):
        changes.append(journal.changed(row, valid_until=day_before))
        row.save(update_fields=["valid_until"])
    # A rule out of force is a version that ends on the day it begins, so the page can show why.
    values = {
        "params": dict(terms.params), "hard": terms.hard, "regulation": terms.regulation.strip(),
        "confidence": terms.confidence,
        "valid_until": None if terms.active else terms.valid_from,
    }  # fmt: skip
    row, _ = FundRule.objects.update_or_create(
        fund=fund, code=terms.code, valid_from=terms.valid_from, defaults=values
    )
    journal.record(
        by=by, action="selection.rule.set", subject=row, area=fund.area, paper=terms.regulation,
        changes=changes, summary={"fund": fund.code, "code": terms.code, **values},
    )  # fmt: skip
    return row


def _check(terms: RuleTerms) -> None:
    if terms.code not in RULES:
        raise SelectionRefused(gettext("Aturan %(code)s tidak dikenal.") % {"code": terms.code})
    if not terms.regulation.strip():
        raise SelectionRefused(
            gettext("Sebutkan peraturan atau surat yang menjadi dasar aturan ini.")
        )
    if terms.confidence not in CONFIDENCES:
        raise SelectionRefused(
            gettext("Keyakinan: pilih salah satu dari %(choices)s.")
            % {"choices": ", ".join(CONFIDENCES)}
        )
    rule = RULES[terms.code]
    known = set(rule.params) | set(rule.policy)
    if unknown := set(terms.params) - known:
        raise SelectionRefused(
            gettext("Aturan %(rule)s tidak mengenal parameter %(unknown)s.")
            % {"rule": rule.title(language()), "unknown": ", ".join(sorted(unknown))}
        )
    for name, value in terms.params.items():
        numbers = value if isinstance(value, list) else [value]
        if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers):
            raise SelectionRefused(
                gettext("Parameter %(name)s: isi dengan bilangan bulat.") % {"name": name}
            )
