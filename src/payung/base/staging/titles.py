"""Short names of problems, for lists that count them; the full sentence stands at each row."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from payung.core.sheets import CODES
from payung.core.sheets.catalogue import Lang
from payung.core.sheets.schema import Schema

TITLES = {
    "nik_length": _("NIK tidak berisi 16 angka"),
    "nik_numeric": _("NIK tersimpan sebagai angka"),
    "nik_scientific": _("NIK dalam notasi ilmiah"),
    "nik_rounded": _("NIK berakhir 0000"),
    "nik_invalid_date": _("NIK tidak memuat tanggal lahir yang ada"),
    "nik_duplicate": _("NIK ganda dalam berkas"),
    "nik_temporary": _("NIK sementara"),
    "nik_region_unknown": _("Kode kecamatan dalam NIK tidak dikenal"),
    "nik_region_elsewhere": _("NIK terbit di kabupaten lain"),
    "nik_birthdate_differs": _("Tanggal lahir berbeda dengan NIK"),
    "nik_sex_differs": _("Jenis kelamin berbeda dengan NIK"),
    "name_invalid": _("Nama berisi karakter yang tidak dapat dipakai"),
    "key_missing": _("Kolom wajib kosong"),
    "key_duplicate": _("Isi ganda dalam berkas"),
    "kk_invalid": _("Nomor KK tidak utuh"),
    "kpj_invalid": _("KPJ tidak berisi 8 sampai 13 angka"),
    "kpj_unusual": _("KPJ tidak berisi 11 angka"),
    "value_cleaned": _("Isi sel dibersihkan sebelum dibaca"),
    "age_65": _("Berusia 65 tahun atau lebih"),
    "age_unlikely": _("Usia tidak lazim"),
    "birthdate_from_nik": _("Tanggal lahir diambil dari NIK"),
    "sex_from_nik": _("Jenis kelamin diambil dari NIK"),
    "date_two_digit_year": _("Tahun ditulis dua angka"),
    "date_serial": _("Tanggal tersimpan sebagai bilangan"),
    "code_unknown": _("Isi tidak ada dalam daftar kode"),
    "other_date_unread": _("Tanggal lain tidak dapat dibaca"),
    "other_nik_invalid": _("NIK keluarga tidak utuh"),
    "not_alive": _("Status penduduk bukan hidup"),
}


def title_of(code: str) -> str:
    """A problem's name; for those without one, the beginning of its sentence."""
    if code in TITLES:
        return str(TITLES[code])
    message = CODES[code].message["en" if (get_language() or "id").startswith("en") else "id"]
    return message.split("{")[0].split(";")[0].strip(" :,.(")


UNMAPPED = gettext_noop("Kolom %(columns)s belum dikenali. Tunjukkan kolom mana yang memuatnya.")


def labels_of(schema: Schema, names: list[str], lang: Lang) -> str:
    """Columns by their words."""
    return ", ".join(schema.by_name[name].label[lang] for name in names)
