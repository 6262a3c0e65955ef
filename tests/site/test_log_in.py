"""Logging in and out, sessions, cookies, headers, and where a page may lead."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.prepared import with_tables
from tests.world import KEWAR, PASSWORD, World

from payung.base.accounts import actions as accounts
from payung.base.accounts.models import Assignment
from payung.base.journal.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOG_IN, LOG_OUT = "/akun/masuk/", "/akun/keluar/"


def log_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOG_IN, {"login": name, "password": password, **more})


def test_a_wrong_password_opens_nothing(world: World) -> None:
    world.user("op_kewar")
    client = Client()
    answer = log_in(client, "op_kewar", "salah-sekali-1")
    assert answer.status_code == 200
    assert client.get("/")["Location"].startswith(LOG_IN)


def test_an_unknown_name_is_answered_like_a_wrong_password(world: World) -> None:
    world.user("op_kewar")
    known = log_in(Client(), "op_kewar", "salah-sekali-1").context["form"].errors
    unknown = log_in(Client(), "tidak_ada", "salah-sekali-1").context["form"].errors
    assert known == unknown


def test_who_is_switched_off_cannot_come_in_nor_stay(world: World) -> None:
    client, user = Client(), world.user("op_kewar")
    log_in(client, "op_kewar")
    assert client.get("/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/").status_code == 302
    log_in(again := Client(), "op_kewar")
    assert again.get("/").status_code == 302


def test_an_ended_role_ends_at_once(world: World) -> None:
    client = world.client("op_kewar")
    assert client.get("/pendataan/").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    accounts.end_assignment(
        by=accounts.SYSTEM, assignment=Assignment.objects.get(user__username="op_kewar"),
        until=yesterday, reason="pindah tugas",
    )  # fmt: skip
    assert client.get("/pendataan/").status_code == 403


def test_guessing_is_slowed_down_for_the_name_whatever_the_machine(world: World) -> None:
    world.user("op_kewar")
    for n in range(10):
        log_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), "op_kewar", "salah-sekali-1")
    late = Client(REMOTE_ADDR="10.0.1.1")
    answer = log_in(late, "op_kewar")
    assert answer.status_code in {200, 429}, "the right password waits as well"
    assert late.get("/").status_code == 302


def test_guessing_is_slowed_down_for_the_machine_whatever_the_name(world: World) -> None:
    for n in range(30):
        log_in(Client(REMOTE_ADDR="10.9.9.9"), f"tebakan_{n}", "salah-sekali-1")
    world.user("op_kewar")
    late = Client(REMOTE_ADDR="10.9.9.9")
    log_in(late, "op_kewar")
    assert late.get("/").status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.9.9.10")
    log_in(elsewhere, "op_kewar")
    assert elsewhere.get("/").status_code == 200


def test_a_forged_proxy_header_is_no_way_around_the_limit(world: World) -> None:
    world.user("op_kewar")
    for n in range(30):
        forged = Client(REMOTE_ADDR="10.9.9.8", headers={"x-forwarded-for": f"1.2.3.{n}"})
        log_in(forged, f"tebakan_{n}", "salah-sekali-1")
    late = Client(REMOTE_ADDR="10.9.9.8", headers={"x-forwarded-for": "1.2.4.1"})
    log_in(late, "op_kewar")
    assert late.get("/").status_code == 302


def test_the_limits_are_shared_by_every_process() -> None:
    assert live.CACHES["default"]["BACKEND"].endswith(".DatabaseCache")


def test_logging_out_takes_a_sent_form(world: World) -> None:
    client = world.client("op_kewar")
    assert client.get(LOG_OUT).status_code == 200
    assert client.get("/").status_code == 200, "a link logs nobody out"
    client.post(LOG_OUT)
    assert client.get("/").status_code == 302


def test_a_new_password(world: World) -> None:
    client, other = world.client("op_kewar"), world.client("op_kewar")
    new = {
        "oldpassword": PASSWORD,
        "password1": "gunung-lakaan-77",
        "password2": "gunung-lakaan-77",
    }
    short = {**new, "password1": "pendek", "password2": "pendek"}
    assert client.post("/akun/kata-sandi/", short).status_code == 200
    assert client.post("/akun/kata-sandi/", {**new, "oldpassword": "x"}).status_code == 200
    assert client.post("/akun/kata-sandi/", new).status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302, "other sessions end"
    log_in(fresh := Client(), "op_kewar", "gunung-lakaan-77")
    assert fresh.get("/").status_code == 200
    assert Event.objects.get(action="accounts.password.changed").actor_name == "Op Kewar"


def test_nobody_signs_up_or_resets_by_mail(db: None) -> None:
    for url in ("/akun/daftar/", "/akun/lupa/"):
        assert Client().get(url)["Location"].startswith(LOG_IN)
        assert Client().post(url, {"username": "x"}).status_code == 302


def test_a_session_ends(world: World) -> None:
    world.user("op_kewar")
    client = Client()
    log_in(client, "op_kewar")
    row = Session.objects.get()
    assert row.expire_date <= timezone.now() + timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("remember", [False, True])
def test_a_session_outlives_the_browser_only_if_asked(world: World, remember: bool) -> None:
    world.user("op_kewar")
    client = Client()
    log_in(client, "op_kewar", **({"remember": "on"} if remember else {}))
    assert bool(client.cookies["sessionid"]["max-age"]) is remember


AWAY = ["https://luar.example/", "//luar.example", "/\\luar.example", "https:luar.example",
        "javascript:alert(1)", "\t//luar.example"]  # fmt: skip


@pytest.mark.parametrize("target", AWAY)
def test_no_page_leads_away(world: World, target: str) -> None:
    world.user("op_kewar")
    answers = [
        log_in(Client(), "op_kewar", next=target),
        Client().post("/bahasa/setlang/", {"language": "en", "next": target}),
        world.client("op_kewar").post("/ui/wilayah/", {"place": KEWAR, "next": target}),
        world.client("op_kewar").post(LOG_OUT, {"next": target}),
        world.client("op_kewar").get(f"{LOG_IN}?next={target}"),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/"), answer["Location"]
        assert not answer["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["luar.example", "localhost.luar.example", "localhost@luar"])
def test_a_foreign_host_is_not_served(world: World, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = world.client("op_kewar").get("/", headers={"host": host})
    assert answer.status_code == 400
    assert b"luar" not in answer.content


@pytest.mark.parametrize("url", ["/", "/akun/masuk/", "/tidak-ada/", "/monev/53.04/"])
def test_headers_of_every_page(world: World, url: str) -> None:
    for client in (Client(), world.client("dpmd_belu"), world.client("orang_luar")):
        answer = client.get(url)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def test_cookies_are_out_of_a_script_s_reach(world: World) -> None:
    world.user("op_kewar")
    client = Client()
    client.get(LOG_IN)
    log_in(client, "op_kewar")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_with_https_everything_is_bound_to_it(tmp_path: Path) -> None:
    """Settings are read at start, so another process tells."""
    told = _in_another_process(
        tmp_path,
        """
import json
from django.conf import settings as s
from django.test import Client
plain = Client().get("/akun/masuk/", headers={"host": "localhost"})
safe = Client().get("/akun/masuk/", secure=True, headers={"host": "localhost"})
print(json.dumps({
    "flags": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE],
    "plain": [plain.status_code, plain["Location"]],
    "hsts": safe["Strict-Transport-Security"], "safe": safe.status_code,
    "cookie": bool(safe.cookies["csrftoken"]["secure"]),
}))
""",
        PAYUNG_HTTPS="1",
    )
    assert told["flags"] == [True, True, True]
    assert told["plain"] == [301, "https://localhost/akun/masuk/"]
    assert told["hsts"] == "max-age=31536000"
    assert told["safe"] == 200
    assert told["cookie"]


def _in_another_process(data_dir: Path, code: str, **env: str) -> dict[str, Any]:
    start = "import django; django.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + code],
        env={**os.environ, "PAYUNG_DATA_DIR": str(with_tables(data_dir / "data")),
             "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
             "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **env},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
