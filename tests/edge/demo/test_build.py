"""A small demo from the first stage to the last: counts, times, and again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.demo_district import District, build
from tests.importing import register

from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.staging.models import Batch
from payung.core.calendar import Month
from payung.core.sheets import check_file
from payung.desk.matching.models import Finding, Pair
from payung.edge.demo.build import Builder
from payung.programme.claims.models import Event as ClaimEvent
from payung.programme.membership.histories import check_histories
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Death, Person
from payung.programme.selection.models import Candidate, Decree, Roster

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def district(db: None, folder: Path) -> District:
    return build(folder)


def content_of_the_register() -> str:
    """A hash of what everybody's register and cover say, without database numbers."""
    people = register("53.04")
    cover = sorted(
        (
            m.membership.village_id,
            m.membership.person.nik,
            str(m.month),
            m.amount,
            bool(m.posting_id),
        )
        for m in CoverMonth.objects.select_related("membership__person")
    )
    return hashlib.sha256(json.dumps([people, cover], default=str).encode()).hexdigest()


def test_it_is_built_whole_and_a_second_start_changes_nothing(district: District) -> None:
    counts = district.counts
    rows = counts["register"]["rows"]
    batches = Batch.objects.filter(kind="residents", accepted_at__isnull=False).order_by("pk")
    assert sum(rows.values()) == sum(b.rows_read for b in batches[:9])
    assert rows["new"] + counts["outside"]["newcomers"] == Person.objects.count()
    states = Counter(Roster.objects.values_list("state", flat=True))
    assert states == {"draft": 1, "proposed": 1, "reviewed": 1, "verified": 1, "decreed": 16}
    alone = sum(counts["claims"].get(kind, 0) for kind in ("third_year", "twice"))
    assert Decree.objects.count() == counts["lists"]["decrees"] + alone == 14 + 2
    barred = Candidate.objects.filter(place="excluded")
    assert barred.filter(verdicts__rule="age", verdicts__result="fail").count() == 1
    assert Membership.objects.count() - alone == counts["enrolment"]["heads"]
    assert counts["enrolment"]["heads"] == counts["answers"]["kpj"]
    dead = Person.objects.filter(life_status="dead", memberships__isnull=False)
    confirmed = Finding.objects.filter(kind="died", state="confirmed").values("person")
    told = Death.objects.values("person")
    assert dead.exclude(pk__in=confirmed).exclude(pk__in=told).distinct().count() == 1
    assert list(check_histories()) == []
    assert verify_chain()[1] == []
    before = (content_of_the_register(), Event.objects.count())
    again = Builder(district.folder, "tiny", lambda _m: None).run()
    assert again == counts
    assert (content_of_the_register(), Event.objects.count()) == before


def test_what_was_planted_in_lists_from_outside_is_found(district: District) -> None:
    """And nothing happened to a cover: one death was confirmed, its claim is prepared."""
    planted, found = (dict(district.counts["outside"][part]) for part in ("planted", "found"))
    families = planted.pop("families_above_decile")
    assert found["families_above_decile"] >= families > 0
    assert planted["doubles"] > 0
    assert planted["deaths_of_members"] > 0
    assert {name: found[name] for name in planted} == planted
    assert found["deaths_of_others"] == 0
    finding = Finding.objects.get(state=Finding.State.CONFIRMED)
    assert Membership.objects.filter(person=finding.person, ended_on=None).exists()
    assert ClaimEvent.objects.get(person=finding.person).waiting
    assert not Pair.objects.exclude(decision="").exists()


def test_the_sample_shows_faults_of_several_kinds(district: District) -> None:
    problems = Counter(p.code for p in check_file(district.sample).problems)
    wanted = {"nik_scientific", "nik_length", "nik_duplicate", "nik_temporary", "value_cleaned"}
    assert wanted <= set(problems)


@pytest.mark.parametrize("today", [dt.date(2025, 1, 3), dt.date(2025, 9, 30)])
def test_its_months_follow_the_day_of_building(db: None, folder: Path, today: dt.date) -> None:
    district = build(folder, today=today)
    paid = CoverMonth.objects.exclude(posting=None)
    assert max(paid.values_list("month", flat=True)) == Month.of(today)
    assert Decree.objects.exclude(date__lte=today).count() == 0
    assert paid.filter(posting__paid_on__gt=today).count() == 0
    assert district.counts["today"] == today.isoformat()
