"""The claims of the demo: every kind, by public acts, beside the figures of others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.demo_district import build

from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Aggregate, Claim, Event, SchoolYear
from payung.programme.people.models import Death

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_kind_is_there(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    counts = build(tmp_path, today=dt.date(2026, 11, 20)).counts["claims"]
    assert counts["received"] == 2
    kinds = ("paid", "at_work", "third_year", "partial", "early", "in_grace", "rescued", "refused",
             "head", "twice", "prepared")  # fmt: skip
    assert [kind for kind in kinds if counts.get(kind) != 1] == []
    states = set(Claim.objects.values_list("state", flat=True))
    assert {"prepared", "gathering", "appealed", "handed_over"} <= states
    assert Claim.objects.filter(total=10_000_000, programme="jkm").exists()
    assert Event.objects.filter(kind="accident", part="eye-one").exists()
    years = SchoolYear.objects.filter(child__name="Yuni").exclude(child__claim__state="prepared")
    told = years.order_by("year").values_list("year", "level", "paid")
    assert list(told) == [
        (2024, "sma", 3_000_000), (2025, "sma", 3_000_000), (2026, "sma", None),
    ]  # fmt: skip
    twice = [e for e in Event.objects.all() if e.claims.count() == 2]
    assert [sorted((c.membership.segment, c.total) for c in e.claims.all()) for e in twice] == [
        [("bpu", 42_000_000), ("pu", 42_000_000)]
    ]
    late = Event.objects.filter(kind="death", occurred_on__in=(dt.date(2026, 11, 14),
                                                              dt.date(2026, 11, 15)))  # fmt: skip
    states = {cover.now.state for e in late for cover in covers_of(e) if e.confirmed_at}
    assert states == {"covered", "in_grace"}
    deaths = Death.objects.select_related("person")
    assert {d.person.life_status for d in deaths} == {"dead"}
    assert deaths.count() == Event.objects.filter(kind="death", confirmed_at__isnull=False).count()
    atambua = Aggregate.objects.get(title__contains="Atambua")
    values = dict(atambua.lines.values_list("label", "value"))
    assert values["Klaim JHT"] + values["Klaim JKM"] + values["Klaim JP"] == 1545
    heads = ("Peserta formal", "Peserta informal", "Peserta jasa konstruksi")
    assert sum(values[name] for name in heads) == values["Seluruh peserta"] == 64_139
