"""Who may open and send what belongs to claims."""

from __future__ import annotations

from tests.site.walk_claims import a_scan
from tests.site.walk_rights import (
    CLAIMS,
    FIGURES,
    IDENTITY,
    WORDS,
    R,
    Rule,
    nobody,
    pk,
    regency,
    somewhere,
    village,
)

RULES: dict[str, list[Rule]] = {
    # Claims: what is private is seen by who needs it, and each look is written down.
    "claims:home": [
        Rule(get=somewhere(CLAIMS)),
        Rule(get=somewhere(CLAIMS), query={"lihat": "paid", "cari": "Agustinus"}),
        Rule(get=somewhere(CLAIMS), query={"cari": "7302011708807102"}),
        Rule(get=somewhere(CLAIMS), post=somewhere(CLAIMS), body=lambda _t: {"cari": "Maria"}),
    ],
    "claims:unclaimed": [Rule(get=somewhere(CLAIMS), looks=True)],
    "claims:figures": [Rule(get=somewhere(FIGURES), query={"tahun": "2026"})],
    "claims:choose": [
        Rule(get=somewhere(R.REPORT_CLAIM), query={"cari": "Agustinus"}),
        Rule(get=somewhere(R.REPORT_CLAIM), post=somewhere(R.REPORT_CLAIM),
             body=lambda _t: {"cari": "7302011708807102"}),
    ],
    "claims:report": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("member"),
             body=lambda _t: {"kind": "accident", "occurred_on": "2026-02-11", "at_work": "yes",
                              "reporter": "family"})
    ],
    "claims:event": [
        Rule(get=village(CLAIMS), fill=pk(name), looks=True)
        for name in ("claim_event", "accident", "prepared")
    ],
    "claims:correct": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("accident"),
             looks=True, body=lambda _t: {"kind": "accident", "occurred_on": "2026-02-10",
                                          "at_work": "yes", "reporter": "family", "days": "7",
                                          "outcome": "temporary-inability"})
    ],
    "claims:confirm": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("prepared"),
             body=lambda _t: {"kind": "death", "occurred_on": "2026-02-10", "reporter": "family"})
    ],
    "claims:dismiss": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("prepared"),
             body=lambda _t: WORDS)
    ],
    "claims:story": [Rule(get=village(R.VIEW_HEALTH), fill=pk("accident"), looks=True)],
    "claims:body": [
        Rule(get=village(R.VIEW_HEALTH), post=village(R.VIEW_HEALTH, R.REPORT_CLAIM),
             fill=pk("accident"), looks=True, query={"bagian": "eye-one"},
             body=lambda _t: {"part": "eye-one"})
    ],
    "claims:opinion": [
        Rule(get=village(CLAIMS), fill=pk("claim_event"), query={"programme": "jkm"}, looks=True)
    ],
    "claims:notify": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("accident"),
             body=lambda _t: {"on": "2026-02-11", "time": "09:00"})
    ],
    "claims:open": [
        Rule(get=None, post=village(R.REPORT_CLAIM), fill=pk("accident"),
             body=lambda t: {"membership": t.ids["member"], "programme": "jkm"})
    ],
    "claims:review": [
        Rule(get=village(R.SUBMIT_CLAIM), post=village(R.SUBMIT_CLAIM),
             fill=pk("claim_event", code="early"), body=lambda _t: WORDS)
    ],
    "claims:heirs": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("claim_event"),
             looks=True, body=lambda _t: {"name": "Ana", "relation": "sibling",
                                          "source": "statement", "alive": "yes"})
    ],
    "claims:payee": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM),
             fill=pk("claim_event", heir=lambda t: t.ids["heir"]), looks=True)
    ],
    "claims:heir_remove": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM),
             fill=pk("claim_event", heir=lambda t: t.ids["heir"]), body=lambda _t: WORDS)
    ],
    "claims:dispute": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("claim_event"),
             body=lambda _t: WORDS)
    ],
    "claims:children": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("claim_event"),
             body=lambda t: {"claim": t.ids["claim"], "name": "Tin", "birth_date": "2012-01-01"})
    ],
    "claims:paper": [
        Rule(get=village(CLAIMS), post=village(R.REPORT_CLAIM),
             fill=pk("claim_event", code="kk"), body=lambda _t: {"file": a_scan()}),
        Rule(get=village(CLAIMS, R.VIEW_HEALTH), fill=pk("accident", code="form_3b")),
        Rule(get=nobody, fill=pk("accident", code="lain")),
    ],
    "claims:letter": [
        Rule(get=village(CLAIMS, IDENTITY), fill=pk("claim_event", code="lacak"), looks=True),
        Rule(get=village(R.VIEW_HEALTH, IDENTITY), fill=pk("accident", code="form-3"), looks=True),
        Rule(get=nobody, fill=pk("claim_event", code="lain")),
    ],
    "claims:file": [Rule(get=village(CLAIMS), fill=pk("claim_paper"), looks=True)],
    "claims:paper_withdraw": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("claim_paper"),
             body=lambda _t: WORDS)
    ],
    # One's own files only: a name that nobody holds is told so, to all who may report.
    "claims:parts": [
        Rule(get=None, post=somewhere(R.REPORT_CLAIM),
             body=lambda _t: {"name": "kk.pdf", "size": "9", "mark": "cbf43926"})
    ],
    "claims:part": [
        Rule(get=nobody, post=nobody, fill=lambda _t: {"token": "x"})
    ],
    "claims:step": [
        Rule(get=village(right, CLAIMS), post=village(right, CLAIMS),
             fill=pk("claim", step=step), body=lambda _t: WORDS)
        for step, right in (("ask", R.RECORD_BPJS), ("answer", R.REPORT_CLAIM),
                            ("refuse", R.RECORD_BPJS), ("appeal", R.SUBMIT_CLAIM),
                            ("pay", R.RECORD_BPJS), ("hand_over", R.REPORT_CLAIM))
    ],
    "claims:visit": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("visit"),
             body=lambda _t: {"on": "2026-09-11"})
    ],
    "claims:school": [Rule(get=somewhere(CLAIMS), query={"tahun": "2026"})],
    "claims:child": [
        Rule(get=village(CLAIMS), post=village(R.REPORT_CLAIM), fill=pk("child"), looks=True,
             body=lambda _t: {"year": "2025", "level": "smp", "school": "SMP 1",
                              "proof": a_scan()})
    ],
    "claims:child_end": [
        Rule(get=village(R.REPORT_CLAIM), post=village(R.REPORT_CLAIM), fill=pk("child"),
             body=lambda _t: {"on": "2026-03-01", "reason": "works"})
    ],
    "claims:school_paid": [
        Rule(get=village(R.RECORD_BPJS), post=village(R.RECORD_BPJS), fill=pk("school_year"),
             body=lambda _t: {"amount": "2.000.000", "paid_on": "2026-09-10"})
    ],
    "claims:send": [
        Rule(get=somewhere(R.SUBMIT_CLAIM), post=somewhere(R.SUBMIT_CLAIM),
             body=lambda _t: {"number": "9", "sent_on": "2026-03-01"})
    ],
    "claims:submission": [Rule(get=regency(CLAIMS), fill=pk("submission"))],
    "claims:covering": [Rule(get=regency(R.SUBMIT_CLAIM), fill=pk("submission"))],
    "claims:status": [
        Rule(get=somewhere(R.RECORD_BPJS), post=somewhere(R.RECORD_BPJS),
             body=lambda t: {"area": t.place.regency})
    ],
    "claims:status_batch": [Rule(get=regency(R.RECORD_BPJS), fill=pk("claim_batch"))],
    "claims:status_progress": [Rule(get=regency(R.RECORD_BPJS), fill=pk("claim_batch"))],
    "claims:status_accept": [
        Rule(get=None, post=regency(R.RECORD_BPJS), fill=pk("claim_batch"))
    ],
    "claims:status_undo": [
        Rule(get=regency(R.RECORD_BPJS), post=regency(R.RECORD_BPJS), fill=pk("claim_batch"),
             body=lambda _t: WORDS)
    ],
}  # fmt: skip
