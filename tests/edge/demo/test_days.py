"""The demo's months follow the day on which it is built."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.demo_district import build

from payung.core.calendar import Month
from payung.programme.membership.models import CoverMonth
from payung.programme.selection.models import Decree

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_in_the_first_days_of_a_year_nothing_lies_ahead(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    today = dt.date(2025, 1, 3)
    district = build(tmp_path, today=today)
    paid = CoverMonth.objects.exclude(posting=None)
    assert max(paid.values_list("month", flat=True)) == Month.of(today)
    assert Decree.objects.exclude(date__lte=today).count() == 0
    assert paid.filter(posting__paid_on__gt=today).count() == 0
    assert district.counts["today"] == today.isoformat()
