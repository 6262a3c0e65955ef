"""Code tables: the numbers and the words that stand for them, both ways."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files


def word_key(text: str) -> str:
    """A word without spaces and case; slashes, plus and minus count.

    >>> word_key("SLTA / Sederajat"), word_key("Laki-Laki"), word_key("A+")
    ('slta/sederajat', 'lakilaki', 'a+')
    """
    kept = "".join(c for c in text.casefold() if c.isalnum() or c in "/+-")
    return kept if kept.endswith("-") else kept.replace("-", "")


@dataclass(frozen=True)
class CodeTable:
    """One table of codes. ``also`` adds words (as people write them) to codes."""

    name: str
    file: str
    also: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Label by code, in the table's order."""
        path = files("payung.core.sheets").joinpath(f"data/codes/{self.file}.csv")
        rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        return {row["id"]: " ".join(row["nama"].split()) for row in rows}

    @cached_property
    def _codes(self) -> dict[str, str]:
        found = {word_key(label): code for code, label in self.labels.items()}
        found |= {word_key(word): code for word, code in self.also.items()}
        return found

    def code(self, text: str) -> str | None:
        """The code for a code or a word, or None.

        >>> OCCUPATION.code("petani / pekebun"), OCCUPATION.code("9"), OCCUPATION.code("95")
        ('9', '9', None)
        """
        text = text.strip()
        if text.isascii() and text.isdigit():
            plain = text.lstrip("0")
            return plain if plain in self.labels else None
        return self._codes.get(word_key(text))

    def label(self, text: str) -> str | None:
        """The standard label for a code or a word, or None.

        >>> MARITAL.label("BK"), MARITAL.label("2"), SEX.label("Pr")
        ('BELUM KAWIN', 'KAWIN', 'PEREMPUAN')
        """
        code = self.code(text)
        return self.labels[code] if code is not None else None


SEX = CodeTable(
    "sex",
    "tweb_penduduk_sex",
    dict.fromkeys(("L", "LK", "Laki", "Lelaki", "Pria", "M", "Male", "Laki2"), "1")
    | dict.fromkeys(("P", "Pr", "Wanita", "Perempuan", "W", "F", "Female"), "2"),
)
RELIGION = CodeTable(
    "religion",
    "tweb_penduduk_agama",
    {"Katolik": "3", "Kristen Katolik": "3", "Catholic": "3", "Protestan": "2", "Muslim": "1"}
    | {"Kristen Protestan": "2", "Buddha": "5", "Konghucu": "6", "Khong Hucu": "6"}
    | {"Kepercayaan": "7", "Lainnya": "7", "Kepercayaan Terhadap Tuhan YME": "7"},
)
EDUCATION = CodeTable(
    "education",
    "tweb_penduduk_pendidikan_kk",
    {"Tidak/Blm Sekolah": "1", "Tidak Tamat SD/Sederajat": "2", "SD": "3", "SD/Sederajat": "3"}
    | {"SMP": "4", "SLTP": "4", "SMP/Sederajat": "4", "SMA": "5", "SLTA": "5", "SMK": "5"}
    | {"SMA/Sederajat": "5", "D1": "6", "D2": "6", "D3": "7", "Diploma III": "7", "D4": "8"}
    | {"Akademi/Diploma III/Sarjana Muda": "7", "S1": "8", "Strata-I": "8", "Sarjana": "8"}
    | {"S2": "9", "Strata-II": "9", "S3": "10", "Strata-III": "10", "Tidak Sekolah": "1"}
    | {"Belum Sekolah": "1", "Belum Tamat SD": "2", "Tamat SD": "3"},
)
STUDYING = CodeTable("studying", "tweb_penduduk_pendidikan")
OCCUPATION = CodeTable(
    "occupation",
    "tweb_penduduk_pekerjaan",
    {"Petani": "9", "Pekebun": "9", "Nelayan": "11", "Ibu Rumah Tangga": "2", "IRT": "2"}
    | {"Pelajar": "3", "Mahasiswa": "3", "PNS": "5", "TNI": "6", "Polri": "7", "Pedagang": "84"}
    | {"Buruh Tani": "20", "Wiraswasta": "88", "Sopir": "81", "Belum Bekerja": "1"}
    | {"Tidak Bekerja": "1", "Perangkat Desa": "85", "Kepala Desa": "86", "Swasta": "15"},
)
MARITAL = CodeTable(
    "marital",
    "tweb_penduduk_kawin",
    {"BK": "1", "K": "2", "CH": "3", "CM": "4", "Menikah": "2", "Nikah": "2", "Janda": "4"}
    | {"Belum Menikah": "1", "Lajang": "1", "Kawin Tercatat": "2", "Kawin Belum Tercatat": "2"},
)
RELATION = CodeTable(
    "relation",
    "tweb_penduduk_hubungan",
    {"KK": "1", "Kepala": "1", "Isteri": "3", "Orang Tua": "7", "Kep. Keluarga": "1"},
)
CITIZENSHIP = CodeTable("citizenship", "tweb_penduduk_warganegara", {"Indonesia": "1"})
BLOOD = CodeTable("blood", "tweb_golongan_darah", {"Tdk Th": "13", "Tidak Tau": "13"})
DISABILITY = CodeTable("disability", "tweb_cacat")
STATUS = CodeTable(
    "status",
    "tweb_status_dasar",
    {
        "Pindah Dalam Negeri": "3",
        "Pindah Luar Negeri": "3",
        "Meninggal": "2",
        "Meninggal Dunia": "2",
    }
    | {"Ada": "1", "Aktif": "1"},
)
INSURANCE = CodeTable("insurance", "tweb_penduduk_asuransi")
