"""Two territories with a person in every role: what most tests stand on.

Belu (53.04) and Bulukumba (73.02) with all their villages; `world.actor("op_kewar")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from tests.prepared import begin_with_tables

from payung.base.accounts import actions as accounts
from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.journal import triggers
from payung.base.territory.actions import Region, packaged_regions
from payung.base.territory.actor import Actor, contains
from payung.base.territory.models import Area
from payung.programme.billing import triggers as books

BELU, BULUKUMBA = "53.04", "73.02"
KEWAR, FULUR = "53.04.01.2001", "53.04.01.2002"
LAMAKNEN = "53.04.01"
KELURAHAN = "53.04.12.1001"
MATEKKO, BIALO = "73.02.01.1001", "73.02.01.2004"
PASSWORD = "payung-belu-2026"

PEOPLE: dict[str, tuple[str, str]] = {
    "op_kewar": ("village_operator", KEWAR),
    "op_fulur": ("village_operator", FULUR),
    "kades_kewar": ("kades", KEWAR),
    "kades_fulur": ("kades", FULUR),
    "pka_kewar": ("pka", KEWAR),
    "kaur_kewar": ("kaur_keuangan", KEWAR),
    "sekdes_kewar": ("sekdes", KEWAR),
    "camat_lamaknen": ("camat", LAMAKNEN),
    "dpmd_belu": ("dpmd", BELU),
    "dinsos_belu": ("dinsos", BELU),
    "dukcapil_belu": ("dukcapil", BELU),
    "bkpsdm_belu": ("bkpsdm", BELU),
    "disnaker_belu": ("disnaker", BELU),
    "opd_belu": ("opd_fund", BELU),
    "kpa_belu": ("kpa", BELU),
    "bud_belu": ("bud", BELU),
    "bpjs_belu": ("bpjs", BELU),
    "kejari_belu": ("kejari", BELU),
    "inspektorat_belu": ("inspektorat", BELU),
    "bupati_belu": ("bupati", BELU),
    "provinsi_ntt": ("province", "53"),
    "lurah_matekko": ("lurah", MATEKKO),
    "staf_matekko": ("lurah_staff", MATEKKO),
    "op_bialo": ("village_operator", BIALO),
    "kades_bialo": ("kades", BIALO),
    "camat_gantarang": ("camat", "73.02.01"),
    "dpmd_bulukumba": ("dpmd", BULUKUMBA),
}
OUTSIDER = "orang_luar"


@dataclass
class World:
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor of a persona, with its grants of today."""
        return actor_for(self.user(name))

    def user(self, name: str) -> User:
        if name not in self.users:
            self.users[name] = _make(name)
        return self.users[name]

    def client(self, name: str) -> Client:
        """A logged-in test browser of a persona."""
        client = Client()
        client.force_login(
            self.user(name), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client


def _make(name: str) -> User:
    user = accounts.create_user(
        by=accounts.SYSTEM, username=name, name=name.replace("_", " ").title(), password=PASSWORD
    )
    if name != OUTSIDER:
        role, code = PEOPLE[name]
        accounts.assign(
            by=accounts.SYSTEM, user=user, role=role, area=Area.objects.get(code=code),
            since=date(2020, 1, 1), paper="SK uji",
        )  # fmt: skip
    return user


_regions: list[Region] = []


def load_two_regencies() -> None:
    """Belu and Bulukumba with what holds them: one statement, for nearly every test begins so."""
    if not _regions:
        wanted = (BELU, BULUKUMBA)
        _regions.extend(
            region
            for region in sorted(packaged_regions(), key=lambda region: len(region.code))
            if any(contains(w, region.code) or contains(region.code, w) for w in wanted)
        )
    rows = ", ".join([f"({', '.join(['%s'] * len(Region._fields))})"] * len(_regions))
    names = ", ".join(Region._fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Area._meta.db_table} ({names}) VALUES {rows} ON CONFLICT DO NOTHING",
            [value for region in _regions for value in region],
        )


@pytest.fixture
def world(db: None, settings: object) -> World:
    settings.MFA_NOT_ENFORCED = True  # type: ignore[attr-defined]
    load_two_regencies()
    return World()


@pytest.fixture(autouse=True, scope="session")
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own data directory; one hash round, as no test measures how slowly a password is hashed."""
    from django.test.utils import override_settings

    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATA_DIR=tmp_path_factory.mktemp("data"),
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Called before the test database is made: it begins as a copy of one with all tables."""
    with django_db_blocker.unblock():
        begin_with_tables(connection)


_teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _teardown_without_guards(self: TransactionTestCase) -> None:
    """The guards refuse that tables are emptied, also by the test runner: lift them meanwhile."""
    triggers.run(connection, triggers.removals(connection.vendor))
    triggers.run(connection, books.removals(connection.vendor))
    try:
        _teardown(self)
    finally:
        triggers.run(connection, triggers.statements(connection.vendor))
        triggers.run(connection, books.statements(connection.vendor))


TransactionTestCase._fixture_teardown = _teardown_without_guards  # type: ignore[attr-defined]
