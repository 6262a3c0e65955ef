"""English beside Indonesian: collect the texts of the site, keep their translations, compile them.

    python -m tools.messages           update locale/en and compile it
    python -m tools.messages --check   say what is missing; exit 1 if anything is

Indonesian texts are the message ids; locale/id only mends what other packages say. Templates are
read through Django's own `templatize`, Python through Babel, so that no gettext program is needed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "payung"
FOLDER = SOURCE / "locale" / "en" / "LC_MESSAGES"
# Written by hand: what other packages say too poorly in Indonesian.
OWN = SOURCE / "locale" / "id" / "LC_MESSAGES"
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


def texts() -> Catalog:
    """Every text of the site, sorted; files that were not changed give the same order."""
    found = Catalog(locale="en")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts:
            for message in _of(path):
                found.add(message)
    return found


def _of(path: Path) -> Iterator[Any]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        source = templatize(source)
    stream = io.BytesIO(source.encode())
    for _line, message, _comments, _context in extract("python", stream, KEYWORDS):
        if message and (message[0] if isinstance(message, tuple) else message).strip():
            yield message[:2] if isinstance(message, tuple) else message


def known() -> Catalog:
    """The translations as they are."""
    path = FOLDER / "django.po"
    return read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog(locale="en")


def merged() -> Catalog:
    """Today's texts with the translations that are known; texts no longer used are dropped."""
    old, new = known(), Catalog(locale="en", project="Payung", fuzzy=False)
    for message in sorted((m for m in texts() if m.id), key=lambda m: _key(m.id)):
        before = old.get(_key(message.id))
        alike = before is not None and isinstance(before.string, str) == isinstance(message.id, str)
        new.add(message.id, string=before.string if before and alike else None)
    return new


def _key(message_id: Any) -> str:
    return message_id if isinstance(message_id, str) else str(message_id[0])


def missing(catalogue: Catalog) -> list[str]:
    """Ids without a translation."""
    return [_key(m.id) for m in catalogue if m.id and not _is_translated(m.string)]


def _is_translated(string: Any) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


def po_bytes(catalogue: Catalog) -> bytes:
    """The file for translators; without dates, so that it changes only when texts do."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, width=0)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def mo_bytes(po: bytes) -> bytes:
    """The compiled form that runs; its head holds a date, which stays the same."""
    out = io.BytesIO()
    catalogue = read_po(io.BytesIO(po))
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> list[str]:
    """Write both files; returns what still lacks a translation."""
    catalogue = merged()
    FOLDER.mkdir(parents=True, exist_ok=True)
    po = po_bytes(catalogue)
    (FOLDER / "django.po").write_bytes(po)
    (FOLDER / "django.mo").write_bytes(mo_bytes(po))
    (OWN / "django.mo").write_bytes(mo_bytes((OWN / "django.po").read_bytes()))
    return missing(catalogue)


def faults() -> list[str]:
    """What keeps the English from being complete and compiled."""
    catalogue = merged()
    found = [f"belum diterjemahkan: {text}" for text in missing(catalogue)]
    po = FOLDER / "django.po"
    if not po.exists() or po.read_bytes() != po_bytes(catalogue):
        found.append("django.po bukan hasil terbaru")
    elif (FOLDER / "django.mo").read_bytes() != mo_bytes(po.read_bytes()):
        found.append("django.mo bukan hasil terbaru")
    if (OWN / "django.mo").read_bytes() != mo_bytes((OWN / "django.po").read_bytes()):
        found.append("id/django.mo bukan hasil terbaru")
    return found


def main(arguments: list[str]) -> int:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = faults() if "--check" in arguments else update()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
