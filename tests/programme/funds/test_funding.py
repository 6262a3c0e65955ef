"""Whom a fund may pay for, year by year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from payung.programme.funds.funding import Answer, funding_rules, may_pay
from payung.programme.funds.models import Fund
from payung.programme.selection.models import Candidate


@pytest.mark.parametrize(
    ("kind", "post", "on", "answer"),
    [
        ("dana-desa", "perangkat", date(2026, 1, 1), Answer.PROHIBITED),
        ("dana-desa", "perangkat", date(2026, 12, 31), Answer.PROHIBITED),
        ("dana-desa", "perangkat", date(2027, 1, 1), Answer.UNKNOWN),
        ("dana-desa", "rentan", date(2026, 6, 1), Answer.UNCLEAR),
        ("dana-desa", "kades", date(2025, 6, 1), Answer.UNCLEAR),
        ("dana-desa", "rentan", date(2024, 6, 1), Answer.PROHIBITED),
        ("dana-desa", "rtrw", date(2022, 6, 1), Answer.PROHIBITED),
        ("apbdes", "kades", date(2018, 5, 7), Answer.UNKNOWN),
        ("apbdes", "kades", date(2018, 5, 8), Answer.ALLOWED),
        ("apbdes", "rentan", date(2026, 6, 1), Answer.ALLOWED),
        ("dbh", "rentan", date(2026, 6, 1), Answer.UNCLEAR),
        ("dbh", "kades", date(2026, 6, 1), Answer.PROHIBITED),
        ("csr", "rentan", date(2026, 6, 1), Answer.ALLOWED),
        ("apbn", "rentan", date(2026, 6, 1), Answer.UNKNOWN),
    ],
)
def test_what_the_regulations_say(kind: str, post: str, on: date, answer: Answer) -> None:
    assert may_pay(kind, post, on).answer is answer


def test_each_rule_holds_on_its_first_and_last_day_and_not_before() -> None:
    for rule in funding_rules():
        post = rule.posts[0] if rule.posts else "rentan"
        assert rule.fits(rule.kinds[0], post, rule.since)
        assert not rule.fits(rule.kinds[0], post, rule.since - timedelta(days=1))
        if rule.until:
            assert rule.fits(rule.kinds[0], post, rule.until)
            assert not rule.fits(rule.kinds[0], post, rule.until + timedelta(days=1))


def test_each_rule_is_cited_in_two_languages_and_names_what_exists() -> None:
    codes = [rule.code for rule in funding_rules()]
    assert len(codes) == len(set(codes))
    for rule in funding_rules():
        assert rule.reference
        assert rule.sources
        assert rule.confidence in {"high", "medium", "low"}
        assert rule.text("id") != rule.text("en")
        assert set(rule.kinds) <= set(Fund.Kind.values)
        assert set(rule.posts) <= set(Candidate.Post.values)


def test_nothing_known_is_never_allowed() -> None:
    rule = may_pay("apbn", "lain", date(2026, 1, 1))
    assert rule.answer is Answer.UNKNOWN
    assert rule.confidence == "low"
