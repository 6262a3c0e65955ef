"""Every village's residents: drawn, spoiled a little, written as a file, imported."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.desk.intake.actions import import_file
from payung.edge.demo import drawing
from payung.edge.demo.aside import Aside
from payung.edge.demo.faults import plant
from payung.edge.demo.layouts import VillageFile, plain
from payung.edge.demo.people import Resident, VillageMaker
from payung.edge.demo.plan import KEWAR, Plan, Village
from payung.edge.demo.staff import Staff
from payung.programme.people.kinds import CODE

Say = Callable[[str], None]
KEWAR_ROWS, NEWCOMERS = 40, 12


def drawn(plan: Plan) -> Iterator[tuple[Village, list[Resident], Counter[str]]]:
    """Village after village: its people as its file has them, and the faults among them."""
    for village, (people, faults) in zip(plan.villages, drawing.drawn(plan.wanted), strict=True):
        yield village, people, faults


def maker_of(plan: Plan, village: Village) -> VillageMaker:
    return drawing.maker(village.place, plan.today)


def import_all(
    plan: Plan, staff: Staff, aside: Aside, say: Say
) -> tuple[Counter[str], Counter[str]]:
    """Each operator imports the own file, once; returns rows by verdict and faults by kind.

    The next files are written while one is imported.
    """
    rows: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    wanted = plan.wanted
    files = [aside.ask(drawing.file_at, wanted, n) for n in range(len(plan.villages))]
    for n, village in enumerate(plan.villages, 1):
        file, faults = files[n - 1].result()
        planted += faults
        rows.update(taken_in(staff, village, file).counts)
        if n % 20 == 0 or n == len(plan.villages):
            say(f"  data penduduk: {n} dari {len(plan.villages)} desa dan kelurahan")
    return rows, planted


def taken_in(staff: Staff, village: Village, file: VillageFile) -> Batch:
    """The import of a file by the village's operator; found again if it is done already."""
    code, operator = village.area.code, staff.operator(village)
    digest = hashlib.sha256(file.content).hexdigest()
    done = Batch.objects.filter(kind=CODE, area=code, state=S.ACCEPTED, file__sha256=digest).first()
    return done or import_file(by=operator, village=code, content=file.content, name=file.name)


def keep_samples(plan: Plan, folder: Path) -> list[Path]:
    """Files to try the import with: Kewar's list, newcomers among it, spoiled; not imported yet."""
    folder.mkdir(parents=True, exist_ok=True)
    kewar = plan.village(KEWAR)
    maker = maker_of(plan, kewar)
    known = maker.residents(kewar.residents)[:KEWAR_ROWS]
    people = known + maker.residents(NEWCOMERS)
    plant(people, [], f"{KEWAR}:sample", plan.today)
    file = plain(kewar.place, people)
    path = folder / f"contoh {file.name}"
    path.write_bytes(file.content)
    return [path]
