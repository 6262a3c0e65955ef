"""Who may open and send what belongs to matching, merges and lists from outside."""

from __future__ import annotations

from tests.site.walk_rights import (
    IDENTITY,
    REASON,
    R,
    Rule,
    decides,
    pk,
    regency,
    sends_lists,
    sends_lists_of,
    somewhere,
    village,
)

RULES: dict[str, list[Rule]] = {
    # Matching.
    "matching:pairs": [Rule(get=somewhere(IDENTITY), query={"lihat": "putus"})],
    "matching:scan": [
        Rule(get=None, post=decides, body=lambda t: {"wilayah": t.place.village})
    ],
    "matching:scan_progress": [Rule(get=somewhere(IDENTITY))],
    "matching:pair": [Rule(get=village(IDENTITY), fill=pk("pair"))],
    "matching:decide": [
        Rule(get=None, post=decides, fill=pk("pair"), body=lambda _t: {"jawaban": "ragu"}),
        Rule(get=None, post=decides, fill=pk("pair"), body=lambda _t: {"jawaban": "sama"}),
    ],
    "matching:undo": [Rule(get=None, post=decides, fill=pk("pair"))],
    "matching:take": [Rule(get=None, post=decides, fill=pk("pair"))],
    "matching:merges": [Rule(get=somewhere(IDENTITY))],
    "matching:merge": [Rule(get=village(IDENTITY), fill=pk("merge"))],
    "matching:merge_decide": [
        Rule(get=None, post=decides, fill=pk("merge"),
             body=lambda _t, act=act: {"langkah": act, "alasan": "Uji hak"})
        for act in ("setuju", "tolak")
    ],
    "matching:findings": [Rule(get=somewhere(IDENTITY), query={"peserta": "1"})],
    "matching:finding": [Rule(get=village(IDENTITY), fill=pk("finding"))],
    "matching:finding_decide": [
        Rule(get=None, post=decides, fill=pk("finding"),
             body=lambda _t, said=said: {"jawaban": said, "alasan": "Uji hak", "sama": "1"})
        for said in ("benar", "bukan")
    ],
    "matching:visits": [Rule(get=somewhere(IDENTITY))],
    "matching:visit": [
        Rule(get=village(IDENTITY), post=decides, fill=pk("finding"),
             body=lambda _t: {"on": "2026-01-02"})
    ],
    "matching:lists": [
        Rule(get=sends_lists, post=sends_lists, body=lambda t: {"area": t.place.regency})
    ],
    "matching:lists_again": [
        Rule(get=None, post=sends_lists_of, body=lambda t: {"wilayah": t.place.regency})
    ],
    "matching:list": [
        Rule(get=regency(R.RECORD_BPJS), fill=pk("list"), query={"lihat": view})
        for view in ("kena", "lewat")
    ],
    "matching:list_progress": [Rule(get=regency(R.RECORD_BPJS), fill=pk("list"))],
    "matching:mapping": [
        Rule(get=regency(R.RECORD_BPJS), post=regency(R.RECORD_BPJS), fill=pk("list"))
    ],
    "matching:accept": [Rule(get=None, post=regency(R.RECORD_BPJS), fill=pk("list"))],
    "matching:list_undo": [
        Rule(get=regency(R.RECORD_BPJS), post=regency(R.RECORD_BPJS), fill=pk("list"),
             body=lambda _t: REASON)
    ],
    "matching:check": [
        Rule(get=somewhere(IDENTITY), post=somewhere(IDENTITY),
             body=lambda _t: {"name": "Yosefina Seran", "birth_date": "1980-08-17"})
    ],
    "matching:quality": [
        Rule(get=somewhere(IDENTITY), post=somewhere(R.SET_POLICY),
             body=lambda _t: {"langkah": "sesuaikan"})
    ],
}  # fmt: skip
