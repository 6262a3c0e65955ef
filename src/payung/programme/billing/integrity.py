"""Do the books still say what was posted?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import Sum

from payung.base.journal.models import Change
from payung.programme.billing.actions.posting import COLUMNS, fingerprint
from payung.programme.billing.models import Bill, Entry, Line

CHUNK = 5000


def check_books() -> Iterator[str]:
    """Hold bills, lines and entries against each other and against the journal; streamed."""
    yield from _bills()
    yield from _entries()
    yield from _twice()


def _bills() -> Iterator[str]:
    told = _journalled(Bill._meta.db_table)
    hashes = _hashes()
    sums = dict(Line.objects.values_list("bill_id").annotate(s=Sum("amount")).order_by())
    rows = Bill.objects.order_by("pk").values_list("pk", "number", "amount", "heads", "lines_hash")
    for pk, number, amount, heads, digest in rows.iterator(chunk_size=CHUNK):
        kept = told.pop(str(pk), {})
        said = [kept.get(name, [None, None])[1] for name in ("number", "amount", "heads", "lines")]
        if said != [number, amount, heads, digest]:
            yield f"Tagihan {number} tidak sama dengan yang tercatat dalam jurnal."
        if hashes.get(pk, "") != digest or sums.get(pk, 0) != amount:
            yield f"Baris tagihan {number} berubah setelah diterbitkan."
    for lost in told:
        yield f"Tagihan nomor {lost} tercatat dalam jurnal tetapi tidak ada lagi."


def _hashes() -> dict[int, str]:
    """Each bill's hash reckoned anew from its lines; one streamed statement."""
    columns = ("bill_id", "month", "membership_id", "n", "kind", "price_id", "amount", "borne",
               "withheld")  # fmt: skip
    found: dict[int, str] = {}
    current, digest = None, hashlib.sha256()
    rows = Line.objects.order_by("bill_id", "membership_id", "n").values_list(*columns)
    for bill, month, *values in rows.iterator(chunk_size=CHUNK):
        if bill != current:
            if current is not None:
                found[current] = digest.hexdigest()
            current, digest = bill, hashlib.sha256()
        digest.update(f"{month}|{'|'.join(map(str, values))}\n".encode())
    if current is not None:
        found[current] = digest.hexdigest()
    return found


def _entries() -> Iterator[str]:
    told = _journalled(Entry._meta.db_table)
    for row in Entry.objects.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        kept = told.pop(str(row[0]), {}).get("entry", [None, None])[1]
        if kept != fingerprint(*row[1:12]):
            yield f"Catatan buku {row[1]} tidak sama dengan yang tercatat dalam jurnal."
    for lost in told:
        yield f"Catatan buku nomor {lost} tercatat dalam jurnal tetapi tidak ada lagi."


def _twice() -> Iterator[str]:
    """A member's month never stands above one price, over all payers together."""
    groups = Line.objects.values("membership_id", "month").annotate(s=Sum("amount"))
    over = groups.filter(s__lt=0).order_by()
    for row in over:
        yield f"Kepesertaan {row['membership_id']} bulan {row['month']}: kredit melebihi tagihan."


def _journalled(table: str) -> dict[str, dict[str, list[object]]]:
    rows = Change.objects.filter(table=table).values_list("row", "fields")
    return {row: fields for row, fields in rows.iterator(chunk_size=CHUNK) if fields}
