"""Due dates, fines, deadlines and heirs."""

from datetime import UTC, date, datetime

import pytest

from payung.core.law import LawRefusal
from payung.core.law.duties import (
    accident_report_due,
    claim_expires,
    contribution_due,
    heirs_order,
    late_fine,
    payment_working_days,
)


@pytest.mark.parametrize(
    ("segment", "month", "due"),
    [
        ("pu", date(2025, 12, 1), date(2026, 1, 15)),
        ("pu", date(2026, 1, 1), date(2026, 2, 16)),
        ("pu", date(2020, 8, 1), date(2020, 9, 30)),
        ("pu", date(2021, 1, 1), date(2021, 3, 1)),
        ("pu", date(2021, 2, 1), date(2021, 3, 15)),
        ("bpu", date(2026, 2, 1), date(2026, 2, 15)),
    ],
)
def test_due_day(segment: str, month: date, due: date) -> None:
    assert contribution_due(segment, month).day == due


def test_a_holiday_moves_the_due_day_of_employers() -> None:
    holidays = {date(2026, 1, 15), date(2026, 1, 16)}
    assert contribution_due("pu", date(2025, 12, 1), holidays).day == date(2026, 1, 19)


def test_construction_has_no_known_due_day() -> None:
    with pytest.raises(LawRefusal):
        contribution_due("construction", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("payer", "month", "fine"),
    [
        ("private", date(2025, 1, 1), 6_000),
        ("private", date(2020, 8, 1), 1_500),
        ("private", date(2021, 2, 1), 6_000),
        ("state-body", date(2025, 1, 1), 0),
        ("bpu", date(2025, 1, 1), 0),
    ],
)
def test_fine(payer: str, month: date, fine: int) -> None:
    assert late_fine(100_000, 3, payer, month).total == fine


def test_no_fine_for_a_village_is_uncertain() -> None:
    answer = late_fine(100_000, 3, "state-body", date(2025, 1, 1))
    assert [warning.code for warning in answer.warnings] == ["low_confidence"]


def test_claims_expire_by_the_law_of_the_event() -> None:
    assert claim_expires("jkk", date(2019, 12, 1)).day == date(2021, 12, 1)
    assert claim_expires("jkk", date(2019, 12, 2)).day == date(2024, 12, 2)
    assert claim_expires("jkm", date(2020, 2, 29)).day == date(2025, 2, 28)
    assert claim_expires("jkm", date(2020, 2, 29)).confidence == "low"
    with pytest.raises(LawRefusal):
        claim_expires("jkm", date(2019, 12, 1))
    with pytest.raises(LawRefusal):
        claim_expires("jht", date(2020, 1, 1))


def test_deadlines() -> None:
    happened = datetime(2024, 2, 28, 9, tzinfo=UTC)
    assert accident_report_due(happened) == datetime(2024, 3, 1, 9, tzinfo=UTC)
    assert payment_working_days("jkk", date(2016, 1, 1)) == 7
    with pytest.raises(LawRefusal):
        payment_working_days("jkm", date(2016, 1, 1))


def test_heirs_in_their_order() -> None:
    heirs = heirs_order(date(2026, 1, 1))
    assert [heir.rank for heir in heirs] == [1, 2, 3, 4, 5]
    assert heirs[0].label_id == "janda, duda atau anak"
    assert heirs[-1].reference == "PP 44/2015 Pasal 37 ayat (5)"
