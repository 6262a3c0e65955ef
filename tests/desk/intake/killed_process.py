"""What the killed process does: prepare a database, import a file, tell the facts."""

from __future__ import annotations

import json
import sys

import django


def main(act: str) -> None:
    django.setup()
    {"prepare": prepare, "import": run_import, "facts": tell}[act]()


def content() -> bytes:
    from tests.resident_files import csv_bytes, people, person

    rows = people(1500)
    rows += [person(2000 + n, nik_text="0", name=f"Tanpa {'ABCDEFGHIJ'[n]}") for n in range(10)]
    return csv_bytes([*rows, person(1501, nik_text="12"), person(1502, name="Maria 2")])


def prepare() -> None:
    from tests.world import World, load_two_regencies

    load_two_regencies()
    World().user("op_kewar")


def run_import() -> None:
    """Chunks of 50, so that a kill has many places to hit."""
    from tests.world import KEWAR

    from payung.base.accounts.queries import actor_named
    from payung.base.staging import accepting, reading
    from payung.desk.intake.actions import import_file

    reading.CHUNK = accepting.CHUNK = 50
    accepting.PACKS = 1
    by = actor_named("op_kewar")
    batch = import_file(
        by=by, village=KEWAR, content=content(), name="warga.csv",
        report=lambda job: print(job.done, flush=True),  # noqa: T201
    )  # fmt: skip
    if batch.state != "accepted":
        raise SystemExit(f"{batch.state} {batch.message}")


def tell() -> None:
    from tests.importing import register

    from payung.base.journal.models import Event
    from payung.base.journal.queries import verify_chain
    from payung.base.staging.models import Batch

    batches = Batch.objects.order_by("pk").values_list(
        "state", "counts", "rows_read", "problem_counts"
    )
    first = Batch.objects.order_by("pk")[0].pk
    actions = Event.objects.filter(area="53.04.01.2001", summary__batch=first).order_by("seq")
    facts = {
        "batches": list(batches),
        "register": register(),
        "journal": list(actions.values_list("action", "changes_count", "summary__rows")),
        "faults": [fault.message for fault in verify_chain()[1]],
    }
    sys.stdout.write(json.dumps(facts, sort_keys=True, default=str))


if __name__ == "__main__":
    main(sys.argv[1])
