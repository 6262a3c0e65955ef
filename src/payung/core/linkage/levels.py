"""The declared comparisons: each level's code and what it says to people, in two languages.

The order of the lists is the order of the kernel's numbers; the table of points is keyed by code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a comparison."""

    code: str
    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question asked of two records, and its possible answers."""

    code: str
    levels: tuple[Level, ...]


def _levels(prefix: str, lines: str) -> tuple[Level, ...]:
    found = []
    for line in lines.strip().splitlines():
        code, id_text, en_text = (part.strip() for part in line.split("|"))
        found.append(Level(f"{prefix}:{code}", id_text, en_text))
    return tuple(found)


NIK = Comparison("nik", _levels("nik", """
    missing | NIK tidak ada atau tidak dapat dipakai pada salah satu data | NIK missing or unusable on one side
    equal | NIK sama | same NIK
    equal_conflict | NIK sama, tetapi namanya bertentangan | same NIK, but the names conflict
    outside_serial | NIK berbeda satu angka atau tertukar, di luar nomor urut | NIK differs by one digit or a swap, outside the serial
    rounded | ujung NIK hilang dibulatkan Excel; sisanya sama | the end of the NIK was rounded by Excel; the rest is equal
    one_serial_digit | NIK berbeda satu angka pada nomor urut | NIK differs in one digit of the serial
    serial | NIK berbeda pada nomor urut | NIK differs in the serial
    two_digits | NIK berbeda dua angka | NIK differs in two digits
    region | kode wilayah NIK berbeda, sisanya sama | NIK differs in the region code only
    birth_code | hanya tanggal lahir dalam NIK yang sama | only the birth date inside the NIK is equal
    different | NIK berbeda | different NIK
    length | NIK kelebihan atau kekurangan satu angka | NIK has one digit too many or too few
    twin_serial | lahir pada hari yang sama, nomor urut NIK dan nama berbeda: seperti saudara kembar | born the same day, serial of the NIK and name differ: like twins
"""))  # noqa: E501  # fmt: skip

_NAME_KINDS = (
    ("missing", "nama tidak ada pada salah satu data", "name missing on one side"),
    ("equal", "nama sama setelah ejaan disamakan", "names equal after spelling"),
    ("near", "nama hampir sama, berbeda satu huruf", "names nearly equal, one letter apart"),
    ("weak", "nama mirip (singkatan, panggilan atau dua huruf)", "names alike (an initial, a short form or two letters)"),  # noqa: E501
    ("part", "satu nama adalah bagian dari yang lain", "one name is part of the other"),
    ("near_part", "satu nama hampir bagian dari yang lain", "one name is nearly part of the other"),
    ("shared", "nama bertentangan, sebagian kata sama", "names conflict, some words are shared"),
    ("conflict", "nama bertentangan", "names conflict"),
)  # fmt: skip
_RARITY = (
    ("very common", "sangat umum"), ("common", "umum"), ("usual", "biasa"),
    ("uncommon", "agak jarang"), ("rare", "jarang"), ("very rare", "sangat jarang"),
)  # fmt: skip


CLASSES = len(_RARITY)


def _name_levels() -> tuple[Level, ...]:
    found = []
    for code, id_text, en_text in _NAME_KINDS:
        for number, (en_rarity, id_rarity) in enumerate(_RARITY):
            told = code not in ("missing", "conflict")
            found.append(
                Level(
                    f"name:{code}:{number}",
                    f"{id_text}; yang sama {id_rarity}" if told else id_text,
                    f"{en_text}; what is shared is {en_rarity}" if told else en_text,
                )
            )
    return tuple(found)


NAME = Comparison("name", _name_levels())

BORN = Comparison("born", _levels("born", """
    missing | tanggal lahir tidak ada pada salah satu data | birth date missing on one side
    equal | tanggal lahir sama | same birth date
    heaped | tanggal lahir sama, tetapi tanggal pengganti seperti 1 Januari | same birth date, but a stand-in such as 1 January
    swapped | hari dan bulan lahir tertukar | day and month of birth swapped
    one_digit | tanggal lahir berbeda satu angka | birth date differs in one digit
    year_near | hari dan bulan lahir sama, tahun berdekatan | same day and month, nearby year
    year | hari dan bulan lahir sama, tahun berbeda | same day and month, different year
    to_heap | tahun lahir sama, salah satunya tanggal pengganti | same birth year, one a stand-in date
    month | bulan dan tahun lahir sama | same birth month and year
    same_year | hanya tahun lahir sama | only the birth year is equal
    different | tanggal lahir berbeda | different birth dates
    year_only | tahun lahir sama, tanggalnya tidak ditulis | same birth year, the day is not given
"""))  # noqa: E501  # fmt: skip

SEX = Comparison("sex", _levels("sex", """
    missing | jenis kelamin tidak ada pada salah satu data | sex missing on one side
    equal | jenis kelamin sama | same sex
    different | jenis kelamin berbeda | different sex
"""))  # fmt: skip

PLACE = Comparison("place", _levels("place", """
    missing | tempat lahir tidak ada pada salah satu data | birthplace missing on one side
    equal | tempat lahir sama | same birthplace
    near | tempat lahir hampir sama | birthplace nearly equal
    different | tempat lahir berbeda | different birthplace
"""))  # fmt: skip

_CARDS = (
    ("missing", "KK tidak ada", "no family card"),
    ("equal", "KK sama", "same family card"),
    ("near", "KK hampir sama", "family card nearly equal"),
    ("different", "KK berbeda", "different family card"),
)
_MOTHERS = (
    ("missing", "nama ibu tidak ada", "mother unknown"),
    ("equal", "nama ibu sama", "same mother"),
    ("part", "nama ibu sebagian sama", "mother's name partly equal"),
    ("conflict", "nama ibu berbeda", "different mother"),
)
_VILLAGES = (
    ("missing", "desa tidak ada", "village unknown"),
    ("same", "desa sama", "same village"),
    ("district", "kecamatan sama", "same district"),
    ("elsewhere", "desa lain", "another village"),
)
HOUSEHOLD = Comparison(
    "household",
    tuple(
        Level(
            f"household:{card[0]}:{mother[0]}:{village[0]}",
            f"{card[1]}, {mother[1]}, {village[1]}",
            f"{card[2]}, {mother[2]}, {village[2]}",
        )
        for card in _CARDS
        for mother in _MOTHERS
        for village in _VILLAGES
    ),
)

COMPARISONS = (NIK, NAME, BORN, SEX, HOUSEHOLD, PLACE)
WIDEST = max(len(comparison.levels) for comparison in COMPARISONS)

HARD_REVIEWS = {
    "nik_conflict": (
        "NIK sama tetapi namanya bertentangan: petugas yang memutuskan",
        "Same NIK but conflicting names: an official decides",
    ),
    "twins": (
        "Mungkin saudara kembar: lahir pada hari dan keluarga yang sama, nama berbeda",
        "Perhaps twins: born the same day in one family, with different names",
    ),
    "nik_twice": (
        "NIK ini ada pada lebih dari satu baris daftar acuan: petugas yang memutuskan",
        "This NIK stands on more than one row of the list of reference: an official decides",
    ),
    "list_without_nik": (
        "Daftar ini tidak memuat NIK: petugas yang memutuskan",
        "The list has no NIK: an official decides",
    ),
    "runner_up": (
        "Ada calon lain yang hampir sama kuat: petugas yang memutuskan",
        "Another candidate is nearly as strong: an official decides",
    ),
    "nameless": (
        "Namanya tidak tertulis pada salah satu data: petugas yang memutuskan",
        "The name is missing on one side: an official decides",
    ),
    "siblings": (
        "Dalam satu daftar, nama dan NIK tidak sama: mungkin dua bersaudara, petugas memutuskan",
        "In one list, neither names nor NIKs equal: perhaps two of a family, an official decides",
    ),
    "two_niks": (
        "Dalam satu daftar, NIK-nya dua nomor yang berbeda: mungkin dua orang, petugas memutuskan",
        "In one list, NIKs more than a slip apart: perhaps two people, an official decides",
    ),
    "nik_alone": (
        "Dalam satu daftar, NIK sama, tetapi nama hanya mirip dan tanggal lahir tidak memastikan",
        "In one list, the same NIK, but names only alike and no birth date to settle it",
    ),
}
HARD_CODES = (
    None, "nik_conflict", "twins", "nik_twice", "list_without_nik", "runner_up", "nameless",
    "siblings", "nik_alone", "two_niks",
)  # fmt: skip
"""The code of each number that the kernel and the choice give."""
