"""Who may open and send what belongs to enrolment and members."""

from __future__ import annotations

from tests.site.walk_rights import PEOPLE, REASON, R, Rule, code_of, pk, regency, somewhere, village

RULES: dict[str, list[Rule]] = {
    # Members and BPJS.
    "enrolment:home": [Rule(get=somewhere(PEOPLE))],
    "enrolment:decree": [Rule(get=village(PEOPLE), post=village(R.ENROL), fill=pk("decree"))],
    "enrolment:members": [
        Rule(get=somewhere(PEOPLE)),
        Rule(get=somewhere(PEOPLE), query={"cari": "Agustinus"}),
        Rule(
            get=somewhere(PEOPLE), post=somewhere(PEOPLE), query={"cari": "7302011708807102"},
            body=lambda _t: {"cari": "7302011708807102"},
        ),
    ],
    "enrolment:member": [Rule(get=village(PEOPLE), fill=pk("member"))],
    "enrolment:end": [
        Rule(get=village(R.ENROL), post=village(R.ENROL), fill=pk("member"),
             body=lambda _t: {"on": "2026-02-01", "reason": "died", "paper": "Surat"})
    ],
    "enrolment:replace": [
        Rule(get=village(R.ENROL), post=village(R.ENROL), fill=pk("member"),
             body=lambda _t: {"month_from": "2026-03", "paper": "Surat"})
    ],
    "enrolment:export": [Rule(get=somewhere(R.EXPORT_BPJS))],
    "enrolment:export_bpu": [
        Rule(get=regency(R.EXPORT_BPJS), post=regency(R.EXPORT_BPJS),
             fill=code_of("regency", "area"))
    ],
    "enrolment:export_employer": [
        Rule(get=village(R.EXPORT_BPJS), post=village(R.EXPORT_BPJS), fill=pk("employer"))
    ],
    "enrolment:download": [Rule(get=regency(R.EXPORT_BPJS), fill=pk("export"))],
    "enrolment:withdraw": [
        Rule(get=regency(R.EXPORT_BPJS), post=regency(R.EXPORT_BPJS), fill=pk("export"),
             body=lambda _t: REASON)
    ],
    "enrolment:new_employer": [
        Rule(get=somewhere(R.ENROL), post=somewhere(R.ENROL),
             body=lambda t: {"area": t.place.village, "npp": "NP77", "name": "Uji",
                             "kind": "employer"})
    ],
    "enrolment:location": [
        Rule(get=village(R.SET_POLICY), post=village(R.SET_POLICY), fill=pk("employer"),
             body=lambda _t: {"value": "1", "valid_from": "2026-01-01", "paper": "S"})
    ],
    "enrolment:layout": [
        Rule(get=regency(R.SET_POLICY), post=regency(R.SET_POLICY),
             fill=code_of("regency", "area"),
             body=lambda _t: {"value": "x", "valid_from": "2026-01-01", "paper": "S"})
    ],
    "enrolment:incoming": [
        Rule(get=somewhere(R.RECORD_BPJS), post=somewhere(R.RECORD_BPJS),
             body=lambda t: {"kind": "bpjs_posting", "area": t.place.regency})
    ],
    "enrolment:batch": [
        Rule(get=regency(R.RECORD_BPJS), fill=pk("bpjs_batch")),
        Rule(get=regency(R.RECORD_BPJS), fill=pk("bpjs_unknown")),
    ],
    "enrolment:progress": [Rule(get=regency(R.RECORD_BPJS), fill=pk("bpjs_batch"))],
    "enrolment:mapping": [
        Rule(get=regency(R.RECORD_BPJS), post=regency(R.RECORD_BPJS), fill=pk("bpjs_unknown"))
    ],
    "enrolment:accept": [
        Rule(get=None, post=regency(R.RECORD_BPJS), fill=pk("bpjs_batch"))
    ],
    "enrolment:undo": [
        Rule(get=regency(R.RECORD_BPJS), post=regency(R.RECORD_BPJS), fill=pk("bpjs_batch"),
             body=lambda _t: REASON)
    ],
    "enrolment:receipts": [
        Rule(get=somewhere(R.RECORD_BPJS), post=somewhere(R.RECORD_BPJS),
             body=lambda t: {"village": t.place.village, "month": "2026-03",
                             "paid_on": "2026-03-14", "reference": "KI-9"})
    ],
    "enrolment:retract": [
        Rule(get=village(R.RECORD_BPJS), post=village(R.RECORD_BPJS), fill=pk("posting"),
             body=lambda _t: REASON)
    ],
}  # fmt: skip
