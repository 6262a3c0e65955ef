"""Every village's residents: drawn, spoiled a little, written as a file, imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from payung.desk.intake.actions import import_file
from payung.edge.demo.faults import plant
from payung.edge.demo.layouts import VillageFile, file_of
from payung.edge.demo.names import book_of
from payung.edge.demo.people import Resident, VillageMaker
from payung.edge.demo.plan import KEWAR, SEED, Plan
from payung.edge.demo.staff import Staff

Say = Callable[[str], None]


def village_files(plan: Plan) -> tuple[dict[str, VillageFile], Counter[str]]:
    """The file of every village by code, and how many faults of each kind lie in them."""
    faults: Counter[str] = Counter()
    files: dict[str, VillageFile] = {}
    neighbours: list[Resident] = []
    for village in plan.villages:
        people = VillageMaker(village.place, book_of("belu"), plan.today, SEED).residents(
            village.residents
        )
        faults += plant(people, neighbours, village.area.code, plan.today)
        files[village.area.code] = file_of(village.place, people)
        neighbours = people
    return files, faults


def import_all(plan: Plan, staff: Staff, files: dict[str, VillageFile], say: Say) -> Counter[str]:
    """Each operator imports the own file; returns rows by verdict."""
    counts: Counter[str] = Counter()
    for n, village in enumerate(plan.villages, 1):
        file = files[village.area.code]
        batch = import_file(
            by=staff.operator(village), village=village.area.code, content=file.content,
            name=file.name,
        )  # fmt: skip
        counts.update(batch.counts)
        if n % 20 == 0 or n == len(plan.villages):
            say(f"  data penduduk: {n} dari {len(plan.villages)} desa dan kelurahan")
    return counts


def keep_samples(plan: Plan, folder: Path) -> list[Path]:
    """Files to try the import with: Kewar's list with newcomers, not imported yet."""
    folder.mkdir(parents=True, exist_ok=True)
    kewar = plan.village(KEWAR)
    maker = VillageMaker(kewar.place, book_of("belu"), plan.today, SEED)
    people = maker.residents(kewar.residents)
    newcomers = maker.residents(12)
    plant(people, [], f"{KEWAR}:sample", plan.today)
    written = []
    for layout in (file_of,):
        file = layout(kewar.place, [*people[:40], *newcomers])
        path = folder / f"contoh-{file.name}"
        path.write_bytes(file.content)
        written.append(path)
    return written
