"""The demo district in the test's database: built by the demo itself, walked by its log-ins."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from tests.world import load_two_regencies

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.territory.actor import Actor
from payung.edge.demo.build import Builder


@dataclass
class District:
    """A built demo; `work` does what the worker process would."""

    folder: Path
    counts: dict[str, Any]

    @property
    def sample(self) -> Path:
        """The file full of faults."""
        path: Path = self.folder / "contoh" / self.counts["samples"]["files"][0]
        return path

    def user(self, name: str) -> User:
        return User.objects.get(username=name)

    def actor(self, name: str) -> Actor:
        return actor_for(self.user(name))

    def work(self, name: str) -> None:
        """Do the jobs that wait, with this person's rights."""
        for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
            run_here(by=self.actor(name), job=job)


def restore(source: Path, folder: Path) -> District:
    """A demo that was built before, copied into the test's own SQLite database and folder."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    connection.ensure_connection()
    with sqlite3.connect(folder / "payung.sqlite3") as built:
        built.backup(connection.connection)
    return District(folder, json.loads((folder / "demo.json").read_text()))


def build(folder: Path, size: str = "tiny", **terms: Any) -> District:
    """Two regencies' codes, then every stage of the demo."""
    load_two_regencies()
    return District(folder, Builder(folder, size, lambda _message: None, **terms).run())
