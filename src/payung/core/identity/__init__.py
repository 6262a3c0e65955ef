"""Identity numbers, names, dates and region codes: parse, check, normalise. Pure functions."""

from payung.core.identity.dates import DateFault, DateForm, DateReading, age_on, read_date
from payung.core.identity.family_card import KkReading, read_kk
from payung.core.identity.kpj import KpjReading, read_kpj
from payung.core.identity.masking import group, mask, mask_within
from payung.core.identity.names import NameFault, NameReading, read_name, search_form
from payung.core.identity.nik import Nik, NikError, NikFault, NikReading, Sex, parse_nik, read_nik
from payung.core.identity.regions import (
    RegionError,
    known_prefixes,
    level_of,
    normal_code,
    region_name,
)
from payung.core.identity.text import Cleaned, Cleaning, clean, is_blank

__all__ = [
    "Cleaned",
    "Cleaning",
    "DateFault",
    "DateForm",
    "DateReading",
    "KkReading",
    "KpjReading",
    "NameFault",
    "NameReading",
    "Nik",
    "NikError",
    "NikFault",
    "NikReading",
    "RegionError",
    "Sex",
    "age_on",
    "clean",
    "group",
    "is_blank",
    "known_prefixes",
    "level_of",
    "mask",
    "mask_within",
    "normal_code",
    "parse_nik",
    "read_date",
    "read_kk",
    "read_kpj",
    "read_name",
    "read_nik",
    "region_name",
    "search_form",
]
