"""Every address of the site, asked by every persona, for the things of two districts.

What a right opens is open, everything else is closed, nothing fails, nothing leaks, and only
who may write writes.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.site.reading import digits_of, text_of
from tests.site.walk_rights import Rule
from tests.site.walk_rules import RULES
from tests.site.walk_world import Built, Things, built_once
from tests.world import OUTSIDER, PEOPLE

from payung.base.accounts import middleware as accounts
from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.journal.models import Event, Head
from payung.base.territory.actor import Actor, Right
from payung.edge.site import middleware as site

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 30
# Sending to addresses that are only read: the same for everybody, so three ask.
METHODS_OF = {"dpmd_belu", "op_bialo", "stranger"}
DENIED = {403, 404, 405}
PERSONAS = [*PEOPLE, OUTSIDER]
# Rights are decided in Python, and a closed door asks little SQL: on PostgreSQL one persona asks
# for everything, and the others only for what is open to them and new to their reach.
VILLAGE_DOTS = 3
SECOND_ENGINE = "DATABASE_URL" in os.environ
WALKERS = ["op_kewar"] if SECOND_ENGINE else PERSONAS


def _names(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _names(pattern.url_patterns, inner)
        else:
            yield ":".join([*spaces, str(pattern.name)])


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    """Both districts, made once; each request is taken back."""
    quiet = logging.getLogger("django.request")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    with built_once(django_db_blocker) as districts:
        yield districts
    quiet.setLevel(level)


_one_moment = cache(timezone.now)


@contextmanager
def answered_quickly() -> Iterator[None]:
    """Without what only costs here: copies of each template's context, tasks counted anew, user
    and grants read anew, papers that differ in the second of their printing.

    Every act is taken back, so that the tasks, the users and their grants stay what they were.
    """
    asked: dict[int, User] = {}
    granted: dict[int, Actor] = {}

    def user_of(_backend: ModelBackend, number: int) -> User:
        if number not in asked:
            asked[number] = User.objects.get(pk=number)
        return copy(asked[number])

    def actor_of(user: User) -> Actor:
        if user.pk not in granted:
            granted[user.pk] = actor_for(user)
        return granted[user.pk]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        patch.setattr(site, "forget", lambda _actor: None)
        patch.setattr(timezone, "now", _one_moment)
        patch.setattr(ModelBackend, "get_user", user_of)
        patch.setattr(accounts, "actor_for", actor_of)
        yield


@dataclass
class Statements:
    """How many statements there were, without writing each down."""

    asked: int = 0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.asked += 1
        return execute(*statement)


@dataclass
class Visit:
    """One persona with its browser: asks, judges, and keeps what is wrong."""

    built: Built
    persona: str
    client: Client
    actor: Actor | None
    faults: list[str]
    statements: dict[str, int]
    made: set[tuple[object, ...]] = field(default_factory=set)
    only_open: bool = False

    def walk(self) -> None:
        """Everything is read, then everything is sent."""
        with answered_quickly():
            self._walk()

    def _walk(self) -> None:
        self.client.raise_request_exception = False
        every = [
            (name, rule, things)
            for name, rules in RULES.items()
            for rule in rules
            for things in self.built.districts
        ]
        for name, rule, things in every:
            if self._is_new("get", name, rule, things, rule.query):
                self._get(name, rule, things)
        for name, rule, things in every:
            if (rule.post is not None or self.persona in METHODS_OF) and self._is_new(
                "post", name, rule, things, rule.body(things)
            ):
                self._post(name, rule, things)

    def _is_new(self, method: str, name: str, rule: Rule, things: Things, said: Any) -> bool:
        """Not asked yet: an address without a number is the same in both districts."""
        may = rule.get if method == "get" else rule.post or rule.get
        allowed = may is not None and self._may(may, things)
        if self.only_open and not allowed:
            return False
        request = (method, name, str(rule.fill(things)), str(said), allowed, rule.harmless)
        if self.only_open:
            request += (PEOPLE[self.persona][1].count(".") == VILLAGE_DOTS,)
        known = request in self.made
        self.made.add(request)
        return not known

    def _get(self, name: str, rule: Rule, things: Things) -> None:
        url = reverse(name, kwargs=rule.fill(things))
        before = _journal()
        with transaction.atomic():
            with connection.execute_wrapper(statements := Statements()):
                answer = self._ask("get", url, rule.query)
            grown = _journal() > before
            transaction.set_rollback(True)
        where = f"GET {name} {url}"
        self.statements[where] = statements.asked
        if self.statements[where] > MOST_STATEMENTS:
            self.statements[where] = self._again(url, rule)
        allowed = rule.get is not None and self._may(rule.get, things)
        if grown and not (rule.looks and allowed):
            self.faults.append(f"{where}: reading wrote into the journal")
        self._judge(where, answer, rule, allowed)

    def _again(self, url: str, rule: Rule) -> int:
        """Statements of a second visit: the badge of tasks is counted once a minute only."""
        with transaction.atomic(), connection.execute_wrapper(statements := Statements()):
            self._ask("get", url, rule.query)
            transaction.set_rollback(True)
        return statements.asked

    def _post(self, name: str, rule: Rule, things: Things) -> None:
        url = reverse(name, kwargs=rule.fill(things))
        allowed = rule.post is not None and self._may(rule.post, things)
        before = _journal()
        with transaction.atomic():
            answer = self._ask("post", url, rule.body(things))
            grown = _journal() > before
            transaction.set_rollback(True)
        where = f"POST {name} {url}"
        if grown and not allowed:
            self.faults.append(f"{where}: {answer.status_code}, and wrote without the right")
        if rule.harmless and not allowed and not grown and answer.status_code < 500:
            return
        if rule.post is None and rule.get is not None and self._may(rule.get, things):
            allowed = True
        self._judge(where, answer, rule, allowed)

    def _ask(self, method: str, url: str, data: dict[str, Any]) -> Any:
        """Ask, and stand there afterwards as before: also after having logged out."""
        kept = deepcopy(self.client.cookies)
        try:
            answer = getattr(self.client, method)(url, data)
            if answer.status_code == 302 and answer["Location"].startswith(f"{url}?"):
                answer = self.client.get(answer["Location"])  # a search on its way, numbers sealed
            answer.typed = data.get("q") or data.get("cari") or ""
            return answer
        finally:
            self.client.cookies = kept

    def _may(self, may: Any, things: Things) -> bool:
        return self.actor is not None and bool(may(self.actor, things))

    def _judge(self, where: str, answer: Any, rule: Rule, allowed: bool) -> None:
        status = answer.status_code
        if status >= 500:
            self.faults.append(f"{where}: {status} {answer.exc_info and answer.exc_info[1]!r}")
        elif not rule.odd:
            if self.actor is None:
                to_log_in = status == 302 and "/akun/masuk/" in answer["Location"]
                if not (to_log_in or status == 405 or (rule.public and status in DENIED)):
                    self.faults.append(f"{where}: a stranger got {status}")
            elif allowed and status not in {200, 302, 405, 422}:
                self.faults.append(f"{where}: closed ({status}) to who may")
            elif not allowed and status not in DENIED:
                self.faults.append(f"{where}: open ({status}) to who may not")
        self._headers(where, answer)
        self._leaks(where, answer)

    def _headers(self, where: str, answer: Any) -> None:
        for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            if header not in answer.headers:
                self.faults.append(f"{where}: no {header}")
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            self.faults.append(f"{where}: may be kept by a cache")
        if "luar.example" in answer.headers.get("Location", ""):
            self.faults.append(f"{where}: leads away from the site")

    def _leaks(self, where: str, answer: Any) -> None:
        raw, text = text_of(answer)
        for things in self.built.districts:
            village = things.place.village
            sees = self.actor is not None and self.actor.may(Right.VIEW_PEOPLE, village)
            identity = self.actor is not None and self.actor.may(Right.VIEW_IDENTITY, village)
            if not sees and things.place.family.casefold() in text:
                self.faults.append(f"{where}: tells names of {village}")
            if not identity:
                told = digits_of(raw, text)
                found = [n for n in things.numbers if any(n in t for t in told)]
                # What the person typed comes back in the search field.
                if found and found != [answer.typed]:
                    self.faults.append(f"{where}: tells NIK or KK of {village}: {found[:2]}")


def _journal() -> int:
    """The number of the last event; asked twice for each request, so without the mapper."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq FROM {Head._meta.db_table} WHERE id = 1")
        return int((cursor.fetchone() or (0,))[0])


def test_every_address_has_an_expectation() -> None:
    known = set(_names(get_resolver().url_patterns))
    assert not known - set(RULES), "decide who may open these, in walk_rooms"
    assert not set(RULES) - known, "these addresses are gone"


LEFT = {
    "accounts.user.created", "accounts.role.assigned", "files.stored", "residents.received",
    "residents.imported", "funds.fund.made", "funds.allotment.set", "policy.decided",
    "selection.roster.opened", "selection.candidates.added", "selection.decree.made",
    "membership.enrolled", "membership.exported", "membership.posted", "bpjs_posting.received",
    "reports.frozen",
}  # fmt: skip


def test_each_act_left_an_event(built: Built) -> None:
    """Everything in the districts was made by acts, and each of them is in the journal."""
    found = Event.objects.values_list("action", "area")
    assert LEFT - {action for action, _area in found} == set()
    for things in built.districts:
        of_it = {action for action, area in found if area.startswith(things.place.regency)}
        assert LEFT - of_it <= {"accounts.user.created"}


@pytest.mark.slow
@pytest.mark.parametrize("persona", WALKERS)
def test_walk(built: Built, persona: str) -> None:
    visit = Visit(built, persona, built.world.client(persona), built.world.actor(persona), [], {})
    visit.walk()
    assert not visit.faults, f"{len(visit.faults)} faults\n" + "\n".join(visit.faults)
    ranked = sorted(visit.statements.items(), key=lambda pair: -pair[1])
    print("\n".join(f"{count:3} {where}" for where, count in ranked[:10]))  # noqa: T201
    assert ranked[0][1] <= MOST_STATEMENTS, ranked[:10]


@pytest.mark.slow
@pytest.mark.skipif(not SECOND_ENGINE, reason="on SQLite every persona walks everywhere")
def test_what_is_open_to_each_reach(built: Built) -> None:
    """Each address once for who reaches a village, and once for who reaches more."""
    made: set[tuple[object, ...]] = set()
    for persona in PEOPLE:
        actor = built.world.actor(persona)
        visit = Visit(built, persona, built.world.client(persona), actor, [], {}, made, True)
        visit.walk()
        assert not visit.faults, f"{persona}: {visit.faults}"
        assert max(visit.statements.values(), default=0) <= MOST_STATEMENTS, persona
    assert len(made) > 700


def test_walk_of_a_stranger(built: Built) -> None:
    visit = Visit(built, "stranger", Client(), None, [], {})
    visit.walk()
    assert not visit.faults, "\n".join(visit.faults)


@pytest.mark.parametrize("persona", ["op_kewar", "dpmd_belu"])
def test_nothing_is_taken_without_the_form_s_token(built: Built, persona: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        built.world.user(persona), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    things, open_ = built.districts[0], []
    for name, rules in RULES.items():
        for rule in rules:
            if rule.post is None:
                continue
            url = reverse(name, kwargs=rule.fill(things))
            before = _journal()
            with transaction.atomic():
                answer = client.post(url, rule.body(things))
                grown = _journal() > before
                transaction.set_rollback(True)
            if grown or answer.status_code not in {302, 403, 404, 405}:
                open_.append((url, answer.status_code))
            if answer.status_code == 302 and not re.search("/akun/", answer["Location"]):
                open_.append((url, answer["Location"]))
    assert not open_
