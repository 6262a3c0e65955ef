"""The second factor: who must have one, setting it up, logging in with it."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone
from tests.world import BELU, KEWAR, PASSWORD, PEOPLE, World

from payung.base.accounts.roles import ROLES
from payung.base.journal.models import Event
from payung.base.policy import actions as policy
from payung.edge.site.second_factor import needs_second_factor

SET_UP = "/akun/dua-langkah/totp/activate/"


@pytest.fixture
def strict(world: World, settings: Any) -> World:
    """The same world where the second factor is asked for."""
    settings.MFA_NOT_ENFORCED = False
    return world


def decide(world: World, value: str, *, scope: str, area: str = BELU, since: str = "2026-01-01"):  # type: ignore[no-untyped-def]
    policy.decide(
        by=world.actor("dpmd_belu"), code="mfa_required", area=area, value=value, scope=scope,
        valid_from=date.fromisoformat(since), paper="SE Bupati 4/2026",
    )  # fmt: skip


def log_in(world: World, name: str) -> Client:
    world.user(name)
    client = Client()
    client.post("/akun/masuk/", {"login": name, "password": PASSWORD})
    return client


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client) -> str:
    """The secret of the new authenticator."""
    sure = client.get(SET_UP)["Location"]
    assert sure.startswith("/akun/pastikan/"), "the password once more"
    assert client.post(sure, {"password": PASSWORD})["Location"] == SET_UP
    page = client.get(SET_UP)
    assert page.status_code == 200, page
    assert b"data:image/svg+xml" in page.content
    secret = str(page.context["form"].secret)
    answer = client.post(SET_UP, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


@pytest.mark.parametrize("name", PEOPLE)
def test_by_default_the_role_decides(strict: World, name: str) -> None:
    answer = strict.client(name).get("/")
    if ROLES[PEOPLE[name][0]].mfa:
        assert answer["Location"] == SET_UP
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "url", ["/", "/pendataan/warga/", "/monev/", "/anggaran/dana/", "/laporan/", "/aturan/"]
)
def test_nothing_opens_before_it_is_set_up(strict: World, url: str) -> None:
    assert strict.client("dpmd_belu").get(url)["Location"] == SET_UP
    assert strict.client("dpmd_belu").post(url)["Location"] == SET_UP


def test_the_district_may_ask_it_of_a_role(strict: World) -> None:
    decide(strict, "yes", scope="village_operator")
    assert strict.client("op_kewar").get("/")["Location"] == SET_UP
    assert strict.client("kades_kewar").get("/").status_code == 200
    assert strict.client("op_bialo").get("/").status_code == 200, "another district"
    assert Event.objects.filter(action="policy.decided").get().paper == "SE Bupati 4/2026"


def test_the_district_may_waive_it_on_a_paper(strict: World) -> None:
    decide(strict, "no", scope="bpjs")
    assert strict.client("bpjs_belu").get("/").status_code == 200
    assert strict.client("dpmd_belu").get("/")["Location"] == SET_UP


def test_a_decision_for_all_roles_and_an_exception(strict: World) -> None:
    decide(strict, "yes", scope="")
    decide(strict, "no", scope="kades")
    assert needs_second_factor(strict.actor("op_kewar"))
    assert not needs_second_factor(strict.actor("kades_kewar"))


def test_a_decision_holds_from_its_day(strict: World) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    decide(strict, "yes", scope="village_operator", since=tomorrow.isoformat())
    assert not needs_second_factor(strict.actor("op_kewar"))


def test_a_village_may_be_stricter(strict: World) -> None:
    decide(strict, "yes", scope="kades", area=KEWAR)
    assert needs_second_factor(strict.actor("kades_kewar"))
    assert not needs_second_factor(strict.actor("kades_fulur"))


def test_who_is_sent_there_is_told_why(strict: World) -> None:
    client = strict.client("dpmd_belu")
    page = client.get("/", follow=True)
    assert "wajib masuk dengan dua langkah" in page.content.decode()


def test_the_demo_asks_nobody(world: World) -> None:
    assert world.client("dpmd_belu").get("/").status_code == 200


def test_set_up_and_log_in_with_it(strict: World) -> None:
    client = log_in(strict, "dpmd_belu")
    assert client.get("/")["Location"] == SET_UP
    secret = set_up(client)
    assert client.get("/").status_code == 200
    assert client.post("/akun/keluar/").status_code == 302

    again = log_in(strict, "dpmd_belu")
    assert again.get("/")["Location"].startswith("/akun/masuk/"), "the password alone opens nothing"
    ask = "/akun/dua-langkah/authenticate/"
    wrong = again.post(ask, {"code": "000000" if code_now(secret) != "000000" else "000001"})
    assert wrong.status_code == 200
    assert again.get("/").status_code == 302
    code = code_now(secret)
    assert again.post(ask, {"code": code})["Location"] == "/"
    assert again.get("/").status_code == 200

    overheard = log_in(strict, "dpmd_belu")
    assert overheard.post(ask, {"code": code}).status_code == 200, "a code opens once"
    assert overheard.get("/").status_code == 302


def test_a_recovery_code_opens_once(strict: World) -> None:
    client = log_in(strict, "bpjs_belu")
    set_up(client)
    row = Authenticator.objects.get(user__username="bpjs_belu", type="recovery_codes")
    code = row.wrap().get_unused_codes()[0]
    ask = "/akun/dua-langkah/authenticate/"
    first, second = log_in(strict, "bpjs_belu"), log_in(strict, "bpjs_belu")
    assert first.post(ask, {"code": code}).status_code == 302
    assert second.post(ask, {"code": code}).status_code == 200


def test_the_secret_is_sealed_and_setting_up_is_journalled(
    strict: World, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(log_in(strict, "dpmd_belu"))
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
    noted = Event.objects.filter(action="accounts.second_factor.added")
    assert [event.actor_name for event in noted] == ["Dpmd Belu"] * len(noted)
    assert noted


def test_it_can_be_taken_off_only_to_be_set_up_again(strict: World) -> None:
    client = log_in(strict, "dpmd_belu")
    set_up(client)
    client.post("/akun/dua-langkah/totp/deactivate/")
    assert client.get("/")["Location"] == SET_UP
    assert Event.objects.filter(action="accounts.second_factor.removed").exists()


def test_codes_cannot_be_guessed_without_end(strict: World) -> None:
    secret = set_up(log_in(strict, "dpmd_belu"))
    ask = "/akun/dua-langkah/authenticate/"
    guesser = log_in(strict, "dpmd_belu")
    for n in range(12):
        guesser.post(ask, {"code": f"{n:06d}"})
    guesser.post(ask, {"code": code_now(secret)})
    assert guesser.get("/").status_code == 302, "the right code waits as well"
