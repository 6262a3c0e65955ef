"""Who may open and send what belongs to bills, payments, statements and lapses."""

from __future__ import annotations

from tests.site.walk_claims import a_scan
from tests.site.walk_money import a_statement
from tests.site.walk_rights import (
    FIGURES,
    PEOPLE,
    REASON,
    R,
    Rule,
    code_of,
    nobody,
    pk,
    regency,
    somewhere,
    village,
)

RULES: dict[str, list[Rule]] = {
    # Money.
    "payments:home": [Rule(get=somewhere(FIGURES), query={"tahun": "2026"})],
    "payments:issue": [
        Rule(get=None, post=somewhere(R.BILL), body=lambda _t: {"bulan": "2026-05"})
    ],
    "payments:village": [
        Rule(get=village(FIGURES), fill=code_of("village"), query={"tahun": "2026"})
    ],
    "payments:bill": [Rule(get=village(FIGURES), fill=pk("bill"))],
    "payments:code": [
        Rule(get=village(R.RECORD_BPJS), post=village(R.RECORD_BPJS), fill=pk("later_bill"),
             body=lambda _t: {"code": "123456789", "amount": "50400"})
    ],
    "payments:receipt": [
        Rule(get=village(R.RECORD_BPJS), post=village(R.RECORD_BPJS), fill=pk("later_bill"),
             body=lambda _t: {"paid_on": "2026-04-14", "reference": "KI-9"})
    ],
    # Sent without the right: back to the page with the reason, nothing written.
    "payments:payments": [
        Rule(get=somewhere(R.VIEW_BUDGET), post=village(R.MAKE_PAYMENT), harmless=True,
             body=lambda t: {"area": t.place.village, "tagihan": t.ids["later_bill"]})
    ],
    "payments:payment": [Rule(get=village(R.VIEW_BUDGET), fill=pk("payment"))],
    "payments:step": [
        Rule(get=village(R.MAKE_PAYMENT), post=village(R.MAKE_PAYMENT),
             fill=pk("payment", step="file"), body=lambda _t: {"number": "SPP/1"}),
        Rule(get=village(R.CHECK_PAYMENT), post=village(R.CHECK_PAYMENT),
             fill=pk("payment", step="check")),
        Rule(get=village(R.APPROVE_PAYMENT), post=village(R.APPROVE_PAYMENT),
             fill=pk("payment", step="approve")),
        Rule(get=nobody, fill=pk("payment", step="steal")),
    ],
    "payments:proof": [
        Rule(get=None, post=village(R.MAKE_PAYMENT), fill=pk("payment"),
             body=lambda _t: {"file": a_scan()})
    ],
    "payments:proof_file": [Rule(get=village(R.VIEW_BUDGET), fill=pk("proof"))],
    "payments:transfer": [
        Rule(get=nobody, post=village(R.MAKE_PAYMENT), fill=pk("payment"))
    ],
    "payments:sheet": [Rule(get=village(R.VIEW_BUDGET), fill=pk("payment"))],
    "payments:bank": [
        Rule(get=somewhere(R.VIEW_BUDGET), post=somewhere(R.RECORD_BANK),
             body=lambda _t: {"kind": "bank_statement", "file": a_statement()})
    ],
    "payments:account": [
        Rule(get=somewhere(R.RECORD_BANK), post=somewhere(R.RECORD_BANK),
             body=lambda t: {"area": t.place.village, "number": "123"})
    ],
    "payments:batch": [
        Rule(get=regency(R.RECORD_BANK), post=regency(R.RECORD_BANK), fill=pk("bank_batch"))
    ],
    "payments:question": [
        Rule(get=village(R.RECORD_BANK), post=village(R.RECORD_BANK), fill=pk("question"),
             body=lambda _t: {"answer": "not_ours", "reason": "Uji hak"})
    ],
    "payments:reconcile": [
        Rule(get=somewhere(FIGURES), post=somewhere(R.BILL), query={"bulan": "2026-03"},
             body=lambda _t: {"bulan": "2026-03"})
    ],
    "payments:explain": [
        Rule(get=village(R.BILL), post=village(R.BILL), fill=pk("difference"),
             body=lambda _t: REASON)
    ],
    "payments:minutes": [Rule(get=somewhere(R.VIEW_BUDGET), query={"bulan": "2026-03"})],
    "payments:close": [
        Rule(get=somewhere(R.BILL), post=somewhere(R.BILL), query={"bulan": "2026-03"},
             body=lambda _t: {"bulan": "2026-03", "paper": "BA 1/2026"})
    ],
    "lapse:home": [Rule(get=somewhere(FIGURES))],
    "lapse:region": [
        Rule(get=village(FIGURES), fill=code_of("village")),
        Rule(get=regency(FIGURES), fill=code_of("regency"), query={"dalam": "60"}),
    ],
    "lapse:reminder": [Rule(get=nobody, fill=code_of("village", step=9))],
    "lapse:bridge": [
        Rule(get=village(PEOPLE), fill=code_of("village"),
             query={"tahun": "2027", "cair": "2027-04-30"})
    ],
    "lapse:handover": [Rule(get=village(PEOPLE), fill=code_of("village"))],
}  # fmt: skip
