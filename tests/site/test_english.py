"""English beside Indonesian: complete, compiled, and all that an English page says."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.site.english_text import indonesian, texts_of
from tests.site.reading import text_of
from tests.site.test_walk import answered_quickly
from tests.site.walk_rules import RULES
from tests.site.walk_world import PLACES, Built, built_once
from tools.messages import faults

from payung.base.accounts.models import User
from payung.base.jobs.words import FAILED, GAVE_UP, told

pytestmark = [pytest.mark.django_db, pytest.mark.once]
READERS = ("op_kewar", "camat_lamaknen", "kades_kewar", "dpmd_belu", "bpjs_belu")
#: Indonesian that an English page may show unmarked, and why.
KEPT = {
    "pasal belum diperiksa": "a citation as the law's parameters give it, inside a sum's sentence",
    "Make sure that there is a header row, such as": "names the columns as files spell them",
    "Meaning of the columns": "headers as the file spells them",
    "wilayah_boundaries, Cahya DSN": "the name of a public data set",
    "Holidays by SKB": "the name of the ministers' decree",
    "IURAN BPJS 8": "what a bank statement says of a debit",
    "ini": "a header of the file under test",
}
#: Looked at by maintainers only.
NOT_READ = {"ui:styleguide", "ui:progress", "ui:letter"}


#: Addresses that answered an earlier reader with a file: what papers say is not read here.
_files: set[str] = set()


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    quiet = logging.getLogger("django.request")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    with built_once(django_db_blocker) as districts:
        yield districts
    quiet.setLevel(level)


def _kept(text: str) -> bool:
    return text in KEPT or any(kept in text for kept in KEPT if " " in kept)


def test_every_text_is_translated_and_compiled() -> None:
    assert faults() == []


@pytest.mark.parametrize("reader", READERS)
def test_english_pages_say_nothing_in_indonesian(built: Built, reader: str) -> None:
    client = _english(built, reader)
    said: dict[str, str] = {}
    read = 0
    things = next(t for t in built.districts if t.place is PLACES[0])
    for name, rules in RULES.items():
        for rule in rules:
            if rule.get is None or name in NOT_READ:
                continue
            url = reverse(name, kwargs=rule.fill(things))
            if url in _files:
                continue
            with transaction.atomic(), answered_quickly():
                answer = client.get(url, rule.query)
                transaction.set_rollback(True)
            if "text/html" not in answer.headers.get("Content-Type", ""):
                _files.add(url)
                continue
            read += 1
            for text in texts_of(answer.content.decode()):
                if indonesian(text) and not _kept(text):
                    said.setdefault(text, name)
    assert read > 30
    assert not said, "\n".join(f"{name}: {text}" for text, name in sorted(said.items()))


def test_a_page_in_indonesian_is_told_from_one_in_english(built: Built) -> None:
    """So that the words looked for are words that pages have."""
    client = Client()
    client.force_login(User.objects.get(username="dpmd_belu"))
    page = client.get(reverse("roster:home")).content.decode()
    assert [text for text in texts_of(page) if indonesian(text)]


def _english(built: Built, reader: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=reader))
    client.cookies["django_language"] = "en"
    return client


def test_a_refusal_is_told_in_the_readers_language(built: Built) -> None:
    """A list that was decreed cannot be proposed again."""
    url = reverse("roster:step", args=[built.districts[0].ids["roster"], "propose"])
    page = _english(built, "op_kewar").get(url, follow=True).content.decode()
    assert "is only for lists in the state" in page


def test_official_papers_stay_indonesian_for_who_reads_english(built: Built) -> None:
    code = PLACES[0].regency
    answer = _english(built, "dpmd_belu").get(reverse("budget:paper", args=[code, "pdf"]))
    _raw, text = text_of(answer)
    assert "pekerja rentan" in text
    assert "vulnerable worker" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "Nama pengguna atau kata sandi tidak cocok."), ("en", "username and/or password")],
)
def test_log_in_errors_are_in_the_language_of_the_page(
    built: Built, language: str, said: str
) -> None:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.post("/akun/masuk/", {"login": "op_kewar", "password": "salah-sekali-1"})
    assert said in answer.content.decode()


def test_a_kept_message_is_told_in_the_language_of_the_reader() -> None:
    with override("en"):
        assert told(GAVE_UP).startswith("The job stopped several times")
        assert told(FAILED % {"error": "OSError"}).startswith("An error occurred (OSError).")
        assert told("Kata orang.") == "Kata orang."
    assert told(GAVE_UP) == GAVE_UP
