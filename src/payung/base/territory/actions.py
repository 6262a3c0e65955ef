"""Loading the country's regions."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from payung.base.territory.models import Area

DATA = Path(__file__).parent / "data"
LEVELS = {
    2: Area.Level.PROVINCE,
    5: Area.Level.REGENCY,
    8: Area.Level.DISTRICT,
    13: Area.Level.VILLAGE,
}


def area_from(code: str, name: str, postal_code: str = "") -> Area:
    """One region from its code and name.

    In the last four digits 1xxx is a kelurahan, 2xxx a desa, 3xxx a desa adat (Permendagri
    72/2019 on codes and data of government administration areas).
    """
    level = LEVELS[len(code)]
    if level == Area.Level.VILLAGE:
        kind = Area.Kind.KELURAHAN if code[9] == "1" else Area.Kind.DESA
    elif level == Area.Level.REGENCY:
        kind = Area.Kind.KOTA if name.startswith("Kota ") else Area.Kind.KABUPATEN
    else:
        kind = Area.Kind.PROVINSI if level == Area.Level.PROVINCE else Area.Kind.KECAMATAN
    parent = code.rpartition(".")[0] or None
    return Area(
        code=code, name=name, level=level, kind=kind, parent_id=parent, postal_code=postal_code
    )


def packaged_areas() -> Iterator[Area]:
    """All regions of the packaged table (cahyadsn/wilayah, MIT), parents first."""
    with (DATA / "postal_codes.csv").open(newline="") as source:
        postal = {row["code"]: row["postal_code"] for row in csv.DictReader(source)}
    with gzip.open(DATA / "regions.csv.gz", "rt", newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            yield area_from(row["kode"], row["nama"].strip(), postal.get(row["kode"], ""))


@transaction.atomic
def load_areas() -> int:
    """Insert or rename every packaged region; returns how many there are. Safe to run again."""
    areas = sorted(packaged_areas(), key=lambda a: (len(a.code), a.code))
    for start in range(0, len(areas), 2000):
        Area.objects.bulk_create(
            areas[start : start + 2000],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "kind", "parent", "postal_code"],
        )
    return len(areas)
