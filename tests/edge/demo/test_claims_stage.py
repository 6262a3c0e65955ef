"""The claims of the demo: every kind, by public acts, beside the figures of others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.demo_district import build

from payung.programme.claims.models import Aggregate, Claim, Event, SchoolYear

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_kind_is_there(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    counts = build(tmp_path, today=dt.date(2026, 11, 20)).counts["claims"]
    assert counts["received"] == 2
    kinds = ("paid", "at_work", "partial", "early", "refused", "prepared")
    assert [kind for kind in kinds if counts.get(kind) != 1] == []
    states = set(Claim.objects.values_list("state", flat=True))
    assert {"prepared", "gathering", "appealed", "handed_over"} <= states
    assert Claim.objects.filter(total=10_000_000, programme="jkm").exists()
    assert Event.objects.filter(kind="accident", part="eye-one").exists()
    assert SchoolYear.objects.filter(paid__gt=0).exists()
    atambua = Aggregate.objects.get(title__contains="Atambua")
    values = dict(atambua.lines.values_list("label", "value"))
    assert values["Klaim JHT"] + values["Klaim JKM"] + values["Klaim JP"] == 1545
    heads = ("Peserta formal", "Peserta informal", "Peserta jasa konstruksi")
    assert sum(values[name] for name in heads) == values["Seluruh peserta"] == 64_139
