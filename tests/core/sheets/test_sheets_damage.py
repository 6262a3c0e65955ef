"""Files damaged at random: always an answer, never an exception, never a lost process."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from tests.core.sheets.fixtures.make import (
    AGUS,
    HEADERS,
    MARIA,
    TODAY,
    YOHANES,
    write_csv,
    write_ods,
    write_xls,
    write_xlsx,
)

from payung.core.sheets import check_file

WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods, "csv": write_csv}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out or put in."""
    out = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(out))
        kind = chance.random()
        if kind < 0.6:
            out[at] = chance.randrange(256)
        elif kind < 0.8:
            del out[at : at + chance.randrange(1, 40)]
        else:
            out[at:at] = chance.randbytes(chance.randrange(1, 20))
    return bytes(out) or b"x"


def damaged_part(data: bytes, chance: random.Random) -> bytes:
    """One part of a zipped file damaged, the zip itself whole."""
    old = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: old.read(name) for name in old.namelist()}
    victim = chance.choice([name for name, content in parts.items() if content])
    parts[victim] = damaged(parts[victim], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(("ending", "times"), [("xlsx", 60), ("ods", 60), ("csv", 60), ("xls", 20)])
def test_damage(ending: str, times: int, tmp_path: Path) -> None:
    whole, path = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    WRITERS[ending](whole, [HEADERS, MARIA, YOHANES, AGUS])
    chance = random.Random(f"{ending} 2026")
    for turn in range(times):
        harm = damaged_part if ending in ("xlsx", "ods") and turn % 2 else damaged
        path.write_bytes(harm(whole.read_bytes(), chance))
        answer = check_file(path, today=TODAY).as_dict()
        assert answer["rows"] == answer["accepted"] + answer["rejected"]
        assert answer["rows"] or answer["problems"]
