"""Loading the country's regions."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from payung.base import bulk
from payung.base.territory.models import Area

DATA = Path(__file__).parent / "data"
LEVELS = {
    2: Area.Level.PROVINCE,
    5: Area.Level.REGENCY,
    8: Area.Level.DISTRICT,
    13: Area.Level.VILLAGE,
}


class Region(NamedTuple):
    """One region as a database row, in the order of its columns."""

    code: str
    name: str
    level: str
    kind: str
    parent_id: str | None
    postal_code: str


def region_from(code: str, name: str, postal_code: str = "") -> Region:
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
    return Region(code, name, level.value, kind.value, parent, postal_code)


def packaged_regions() -> Iterator[Region]:
    """All regions of the packaged table (cahyadsn/wilayah, MIT)."""
    with (DATA / "postal_codes.csv").open(newline="") as source:
        postal = {row["code"]: row["postal_code"] for row in csv.DictReader(source)}
    with gzip.open(DATA / "regions.csv.gz", "rt", newline="", encoding="utf-8") as source:
        rows = csv.reader(source)
        header = next(rows)
        code_at, name_at = header.index("kode"), header.index("nama")
        for row in rows:
            code = row[code_at]
            yield region_from(code, row[name_at].strip(), postal.get(code, ""))


def packaged_areas() -> Iterator[Area]:
    """The packaged regions as models, not saved."""
    return (Area(**region._asdict()) for region in packaged_regions())


@transaction.atomic
def load_areas() -> int:
    """Insert or rename every packaged region; returns how many there are. Safe to run again."""
    regions = sorted(packaged_regions(), key=lambda r: (len(r.code), r.code))
    known = {row[0]: row for row in Area.objects.values_list(*Region._fields)}
    bulk.insert(Area._meta.db_table, Region._fields, (r for r in regions if r.code not in known))
    renamed = [r for r in regions if r.code in known and tuple(r) != known[r.code]]
    if renamed:
        Area.objects.bulk_update(
            [Area(**r._asdict()) for r in renamed], Region._fields[1:], batch_size=200
        )
    return len(regions)
