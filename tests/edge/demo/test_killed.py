"""Killed at any moment and started again, the demo ends the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.prepared import with_regions

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.slow]
CONTENT = """
import hashlib, json, os, sys
import django
django.setup()
from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.staging.models import Batch
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate, Roster
people = sorted(
    (p.village_id, p.name, p.nik, p.kk, str(p.birth_date), p.nik_state, p.life_status,
     p.occupation or 0, p.occupation_text)
    for p in Person.objects.active()
)
lists = sorted(
    (c.roster.village_id, c.roster.state, c.person.nik, c.post, c.place, c.outcome, c.rank)
    for c in Candidate.objects.select_related("roster", "person")
)
cover = sorted(
    (m.membership.person.nik, m.membership.kpj, str(m.month), m.amount, bool(m.posting_id))
    for m in CoverMonth.objects.select_related("membership__person")
)
text = json.dumps([people, lists, cover], default=str).encode()
batches = sorted(Batch.objects.values_list("kind", "area", "state", "rows_read"))
print(json.dumps({
    "hash": hashlib.sha256(text).hexdigest(), "people": len(people), "cover": len(cover),
    "members": Membership.objects.count(), "batches": batches,
    "rosters": Roster.objects.count(), "faults": len(verify_chain()[1]),
}))
"""


def run(code: list[str], folder: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "src"), "PAYUNG_DATA_DIR": str(folder),
        "PAYUNG_DEMO": "1", "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
        "PAYUNG_KEY_FILE": str(folder.parent / "keys.json"),
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, *code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=folder.parent,
    )  # fmt: skip


def build(folder: Path, size: str) -> subprocess.Popen[str]:
    command = ["-m", "payung.edge.cli", "demo", "--build-only", "--size", size]
    return run([*command, "--data-dir", str(folder)], folder)


def finished(folder: Path, size: str) -> dict[str, Any]:
    process = build(folder, size)
    _out, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    content = run(["-c", CONTENT], folder)
    out, said = content.communicate(timeout=300)
    assert content.returncode == 0, said
    found: dict[str, Any] = json.loads(out)
    return found


def counts(folder: Path) -> dict[str, Any]:
    """The ledger without the seconds."""
    stages = json.loads((folder / "demo.json").read_text())
    return {
        name: {k: v for k, v in told.items() if "seconds" not in k}
        if isinstance(told, dict)
        else told
        for name, told in stages.items()
    }


def kill_when(process: subprocess.Popen[str], folder: Path, stage: str, pause: float) -> bool:
    """Kill the build a moment after a stage is noted; whether it was still at work."""
    ledger = folder / "demo.json"
    while process.poll() is None:
        if not stage or (ledger.exists() and f'"{stage}"' in ledger.read_text()):
            time.sleep(pause)
            break
        time.sleep(0.05)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def test_killed_in_every_stage_it_ends_as_undisturbed(tmp_path: Path) -> None:
    size = os.environ.get("PAYUNG_KILL_SIZE", "tiny")
    smooth, rough = tmp_path / "smooth", tmp_path / "rough"
    wanted = finished(with_regions(smooth), size)
    killed = 0
    moments = (
        ("", 4.0), ("frame", 0.7), ("register", 1.0), ("answers", 0.4), ("postings", 0.05),
    )  # fmt: skip
    for stage, pause in moments:
        killed += kill_when(build(rough, size), rough, stage, pause)
    assert killed >= 3
    assert finished(rough, size) == wanted
    assert counts(rough) == counts(smooth)
    assert wanted["faults"] == 0
