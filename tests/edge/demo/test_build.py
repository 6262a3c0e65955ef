"""A small demo from the first stage to the last: counts, times, and again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from tests.demo_district import District, build
from tests.importing import register

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.staging.models import Batch
from payung.base.territory.actor import Right
from payung.core.sheets import check_file
from payung.desk.matching.models import Finding, Pair
from payung.edge.demo.build import Builder
from payung.edge.demo.plan import REGENCY
from payung.programme.billing.models import Bill
from payung.programme.claims.cover import covers_of
from payung.programme.claims.models import Aggregate, Claim, SchoolYear
from payung.programme.claims.models import Event as ClaimEvent
from payung.programme.funds.models import Fund
from payung.programme.membership.histories import check_histories
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Death, Person
from payung.programme.selection.models import Candidate, Decree, Roster

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def district(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[District]:
    """Built once for who only reads it, on a day that shows every claim; taken back at the end."""
    folder, today = tmp_path_factory.mktemp("demo"), dt.date(2026, 11, 20)
    with django_db_blocker.unblock(), override_settings(DATA_DIR=folder), transaction.atomic():
        yield build(folder, today=today)
        transaction.set_rollback(True)


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
    past = counts["years"]["heads"]
    rosters = Roster.objects.exclude(fund__code="pades")
    states = Counter(rosters.values_list("state", flat=True))
    assert states == {"draft": 1, "proposed": 1, "reviewed": 1, "verified": 1, "decreed": 16}
    alone = sum(counts["claims"].get(kind, 0) for kind in ("third_year", "twice"))
    decrees = Decree.objects.exclude(roster__fund__code="pades")
    assert decrees.count() == counts["lists"]["decrees"] + alone == 14 + 2
    barred = Candidate.objects.filter(place="excluded")
    assert barred.filter(verdicts__rule="age", verdicts__result="fail").count() == 1
    sponsored = counts["planning"]["pledges"]
    assert (past, sponsored, counts["years"]["bills"]) == (6, 8, 24)
    owed = Bill.objects.filter(fund__code="pades", period__gte=f"{counts['today'][:4]}-01")
    assert not owed.exists()
    others = alone + past + sponsored
    assert Membership.objects.count() - others == counts["enrolment"]["heads"]
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


def test_every_office_of_the_district_pays_its_own_fund(district: District) -> None:
    """No role of an OPD is left without its office, and none reaches another's money."""
    offices = dict(Fund.objects.exclude(unit="").values_list("code", "unit"))
    assert offices == {"dau": "Dinas PMD Belu", "asn": "Dinas Sosial"}
    hands = {"dau": ("bendahara", "kpa"), "asn": ("bendahara.dinsos", "kpa.dinsos")}
    for fund, unit in offices.items():
        for office, logins in hands.items():
            for login, right in zip(logins, (Right.FILE_SPP, Right.SIGN_SPM), strict=True):
                actor = actor_for(User.objects.get(username=login))
                assert actor.may_for(right, REGENCY, unit) == (office == fund)


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


def test_claims_of_every_kind_are_there(district: District) -> None:
    """By public acts, beside the figures of others."""
    counts = district.counts["claims"]
    assert counts["received"] == 2
    kinds = ("paid", "at_work", "third_year", "partial", "early", "in_grace", "rescued", "refused",
             "head", "twice", "prepared")  # fmt: skip
    assert [kind for kind in kinds if counts.get(kind) != 1] == []
    states = set(Claim.objects.values_list("state", flat=True))
    assert {"prepared", "gathering", "appealed", "handed_over"} <= states
    assert Claim.objects.filter(total=10_000_000, programme="jkm").exists()
    assert ClaimEvent.objects.filter(kind="accident", part="eye-one").exists()
    years = SchoolYear.objects.filter(child__name="Yuni").exclude(child__claim__state="prepared")
    told = years.order_by("year").values_list("year", "level", "paid")
    assert list(told) == [
        (2024, "sma", 3_000_000), (2025, "sma", 3_000_000), (2026, "sma", None),
    ]  # fmt: skip
    twice = [e for e in ClaimEvent.objects.all() if e.claims.count() == 2]
    assert [sorted((c.membership.segment, c.total) for c in e.claims.all()) for e in twice] == [
        [("bpu", 42_000_000), ("pu", 42_000_000)]
    ]
    late = ClaimEvent.objects.filter(kind="death", occurred_on__in=(dt.date(2026, 11, 14),
                                                              dt.date(2026, 11, 15)))  # fmt: skip
    states = {cover.now.state for e in late for cover in covers_of(e) if e.confirmed_at}
    assert states == {"covered", "in_grace"}
    deaths = Death.objects.select_related("person")
    assert {d.person.life_status for d in deaths} == {"dead"}
    assert (
        deaths.count()
        == ClaimEvent.objects.filter(kind="death", confirmed_at__isnull=False).count()
    )
    atambua = Aggregate.objects.get(title__contains="Atambua")
    values = dict(atambua.lines.values_list("label", "value"))
    assert values["Klaim JHT"] + values["Klaim JKM"] + values["Klaim JP"] == 1545
    heads = ("Peserta formal", "Peserta informal", "Peserta jasa konstruksi")
    assert sum(values[name] for name in heads) == values["Seluruh peserta"] == 64_139
