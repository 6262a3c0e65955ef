"""What an English page shows that is not marked as Indonesian."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
SILENT = frozenset({"script", "style"})
SPOKEN = ("aria-label", "title", "placeholder", "alt", "value")
#: Words that every Indonesian sentence is full of and no English one has.
MARKERS = frozenset({
    "adalah", "agar", "januari", "februari", "maret", "mei", "juni", "juli", "agustus", "oktober",
    "desember", "akan", "anda", "atas", "atau", "bagi", "baris", "belum", "berkas", "bila",
    "bulan", "dan", "dari", "dengan", "dicatat", "diisi", "ditahan", "hanya", "harus", "ini",
    "iuran", "jumlah", "karena", "lagi", "lain", "lebih", "menunggu", "nama", "oleh", "orang",
    "pada", "pakai", "paling", "periksa", "peserta", "pilih", "sampai", "sebelum", "sedang",
    "sejak", "semua", "sesudah", "setiap", "sudah", "tahun", "tanggal", "tetapi", "tidak",
    "untuk", "wilayah", "yang",
})  # fmt: skip

_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[a-z]+")


class _Reader(HTMLParser):
    """Collects text outside elements whose `lang` is Indonesian."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    @property
    def quiet(self) -> bool:
        return any(hidden for _tag, hidden in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in SILENT or (tag != "html" and given.get("lang") == "id")
        shown = [
            given.get(name) or ""
            for name in SPOKEN
            if name != "value" or given.get("type") in {"submit", "button"}
        ]
        if not (hidden or self.quiet):
            self.texts += [text for text in shown if text]
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.quiet:
            self.texts.append(" ".join(data.split()))


def texts_of(page: str) -> list[str]:
    """Every text of a page, and the words that are read aloud or shown on hover."""
    reader = _Reader()
    reader.feed(page)
    return reader.texts


@lru_cache(maxsize=20_000)
def indonesian(text: str) -> list[str]:
    """The marker words in a text.

    >>> indonesian("The list waits"), indonesian("Daftar ini belum dinilai.")
    ([], ['ini', 'belum'])
    """
    return [word for word in _WORD.findall(_ADDRESS.sub(" ", text.casefold())) if word in MARKERS]
