"""Who may open and who may send each address of the site: right × territory.

An address without an entry here fails `test_walk.py`, so that nobody forgets to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.site.walk_claims import a_scan
from tests.site.walk_money import a_statement
from tests.site.walk_world import Things

from payung.base.territory.actor import Actor, Right

R = Right
May = Callable[[Actor, Things], bool]
Fill = Callable[[Things], dict[str, Any]]


def anyone(_actor: Actor, _things: Things) -> bool:
    return True


def nobody(_actor: Actor, _things: Things) -> bool:
    return False


def somewhere(right: Right) -> May:
    """The right in any region."""
    return lambda actor, _things: actor.may_somewhere(right)


def village(*rights: Right) -> May:
    """Every one of the rights over the village."""
    return lambda a, t: all(a.may(right, t.place.village) for right in rights)


def regency(*rights: Right) -> May:
    """Every one of the rights over the whole district."""
    return lambda a, t: all(a.may(right, t.place.regency) for right in rights)


def decides(actor: Actor, things: Things) -> bool:
    """Who sees identities in the village and looks after, reviews or verifies its list."""
    code = things.place.village
    return actor.may(R.VIEW_IDENTITY, code) and any(
        actor.may(right, code) for right in (R.IMPORT_RESIDENTS, R.REVIEW, R.VERIFY)
    )


def sends_lists(actor: Actor, _things: Things) -> bool:
    """Who keeps one of the lists from outside."""
    own = (R.RECORD_DEATHS, R.RECORD_ASN, R.RECORD_DECILES, R.RECORD_BPJS)
    return any(actor.may_somewhere(right) for right in own)


def budget_reader(actor: Actor, things: Things) -> bool:
    """A village reads the funds of its district, which pay for its people."""
    code = things.place.regency
    return actor.may(R.VIEW_BUDGET, code) or any(
        area.startswith(code) for area in actor.areas(R.VIEW_BUDGET)
    )


def stage_writer(actor: Actor, things: Things) -> bool:
    """Who manages the village's funds, or its Kaur Keuangan; and who sees its budget."""
    code = things.place.village
    return actor.may(R.VIEW_BUDGET, code) and any(
        actor.may(right, code) for right in (R.MANAGE_FUNDS, R.MAKE_PAYMENT)
    )


def starter(actor: Actor, things: Things) -> bool:
    """Who holds the right and asked for the work: the village's own operator."""
    return village(R.IMPORT_RESIDENTS)(actor, things) and actor.name == "Op " + (
        things.place.operator.removeprefix("op_").title()
    )


@dataclass(frozen=True)
class Rule:
    """`get` and `post` say who may; None: the address does not take that kind of request.

    `harmless`: sending it without the right may be answered by a page with a sentence, as long
    as nothing is written. `public`: strangers may too. `odd`: allauth decides; only that it never
    fails and never leaks is checked. `looks`: opening it is itself written into the journal.
    """

    get: May | None = anyone
    post: May | None = None
    fill: Fill = lambda _things: {}
    body: Fill = lambda _things: {}
    query: dict[str, str] = field(default_factory=dict)
    harmless: bool = False
    public: bool = False
    odd: bool = False
    looks: bool = False


def pk(name: str, **more: Any) -> Fill:
    return lambda t: {
        "pk": t.ids[name],
        **{key: (value(t) if callable(value) else value) for key, value in more.items()},
    }


def code_of(level: str, key: str = "code", **more: Any) -> Fill:
    return lambda t: {key: getattr(t.place, level), **more}


REASON = {"reason": "Uji hak"}
WORDS = {"words": "Uji hak"}
PEOPLE, FIGURES, IDENTITY = R.VIEW_PEOPLE, R.VIEW_FIGURES, R.VIEW_IDENTITY
CLAIMS = R.VIEW_CLAIMS
OPEN = Rule(public=True, odd=True, post=anyone)

RULES: dict[str, list[Rule]] = {
    "account_login": [OPEN],
    "account_logout": [OPEN],
    "account_inactive": [OPEN],
    "account_signup": [OPEN],
    "account_reset_password": [OPEN],
    "account_reauthenticate": [OPEN],
    "account_change_password": [OPEN],
    "mfa_index": [OPEN],
    "mfa_authenticate": [OPEN],
    "mfa_reauthenticate": [OPEN],
    "mfa_activate_totp": [OPEN],
    "mfa_deactivate_totp": [OPEN],
    "mfa_view_recovery_codes": [OPEN],
    "mfa_generate_recovery_codes": [OPEN],
    "mfa_download_recovery_codes": [OPEN],
    "set_language": [Rule(public=True, odd=True, post=anyone, body=lambda _t: {"language": "en"})],
    "ui:stand": [
        Rule(get=None, post=lambda a, t: any(g.area == t.place.regency for g in a.grants),
             body=lambda t: {"place": t.place.regency, "next": "//luar.example/"}, public=True)
    ],
    # Only in the demo and while developing.
    "ui:styleguide": [Rule(get=nobody, public=True)],
    "ui:progress": [Rule(get=nobody, public=True)],
    "ui:letter": [Rule(get=nobody, public=True)],
    "law_room:home": [Rule(), Rule(query={"tanggal": "2026-05-01", "cari": "jkk"})],
    "law_room:contribution": [
        Rule(),
        Rule(query={"segment": "bpu", "programmes": "jkk", "month": "2026-05", "amount": "x"}),
    ],
    "law_room:benefit": [Rule(), Rule(query={"programme": "jkm", "event": "death"})],
    "tasks:home": [Rule(), Rule(query={"q": "x"})],
    "tasks:search": [
        Rule(
            get=somewhere(FIGURES), post=somewhere(FIGURES), query={"q": text},
            body=lambda _t, text=text: {"q": text},
        )
        for text in ("Yosefina", "Kewar", "5304011708807101", "7302011708807102", "7102", "SK 7")
    ],
    # Data of residents.
    "intake:home": [Rule(get=somewhere(PEOPLE))],
    "intake:upload": [
        Rule(get=somewhere(R.IMPORT_RESIDENTS), post=somewhere(R.IMPORT_RESIDENTS),
             body=lambda t: {"village": t.place.village})
    ],
    "intake:batch": [
        Rule(get=village(PEOPLE), fill=pk("batch"), query={"lihat": "semua"}),
        Rule(get=village(PEOPLE), fill=pk("waiting_batch")),
        Rule(get=village(PEOPLE), fill=pk("unknown_batch")),
    ],
    "intake:progress": [Rule(get=village(PEOPLE), fill=pk("waiting_batch"))],
    "intake:accept": [
        Rule(get=None, post=village(R.IMPORT_RESIDENTS), fill=pk("waiting_batch"))
    ],
    "intake:resume": [Rule(get=None, post=starter, fill=pk("waiting_batch"))],
    "intake:cancel": [Rule(get=None, post=starter, fill=pk("waiting_batch"))],
    "intake:undo": [
        Rule(get=village(R.IMPORT_RESIDENTS), post=village(R.IMPORT_RESIDENTS),
             fill=pk("waiting_batch"), body=lambda _t: REASON)
    ],
    "intake:mapping": [
        Rule(get=village(R.IMPORT_RESIDENTS), post=village(R.IMPORT_RESIDENTS),
             fill=pk("unknown_batch"))
    ],
    "intake:errors": [Rule(get=village(R.IMPORT_RESIDENTS), fill=pk("waiting_batch"))],
    "intake:row": [
        Rule(get=village(R.IMPORT_RESIDENTS), post=village(R.IMPORT_RESIDENTS),
             fill=pk("waiting_batch", number=lambda t: t.ids["bad_row"]),
             body=lambda _t: {"name": "Nama Baru"})
    ],
    "intake:drop": [
        Rule(get=None, post=village(R.IMPORT_RESIDENTS),
             fill=pk("waiting_batch", number=lambda t: t.ids["bad_row"]))
    ],
    "intake:decide": [
        # Sent by who may not see both: the page with the reason, nothing written.
        Rule(get=village(PEOPLE), post=nobody, harmless=True,
             fill=pk("held_batch", number=lambda t: t.ids["held_row"]),
             body=lambda _t, answer=answer: {"keputusan": answer, **REASON})
        for answer in ("sama", "lain")
    ],
    "intake:people": [
        Rule(get=somewhere(PEOPLE)),
        Rule(get=somewhere(PEOPLE), query={"q": "Yosefina"}),
        Rule(
            get=somewhere(PEOPLE), post=somewhere(PEOPLE), query={"q": "5304011708807101"},
            body=lambda _t: {"q": "5304011708807101"},
        ),
    ],
    "intake:person": [Rule(get=village(PEOPLE), fill=pk("person"))],
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
    # Lists and decrees.
    "roster:home": [Rule(get=somewhere(FIGURES))],
    "roster:regent": [
        Rule(get=somewhere(R.DECREE_DISTRICT), post=somewhere(R.DECREE_DISTRICT))
    ],
    "roster:regent_paper": [
        Rule(get=nobody, fill=lambda _t: {"pk": 0, "kind": "pdf"})
    ],
    "roster:new": [
        Rule(get=somewhere(R.PROPOSE), post=somewhere(R.PROPOSE),
             body=lambda t: {"village": t.place.village, "fund": t.ids["fund"], "year": 2027,
                             "segment": "bpu"})
    ],
    "roster:one": [
        Rule(get=village(FIGURES), fill=pk("roster")),
        Rule(get=village(FIGURES), fill=pk("draft")),
    ],
    "roster:assess": [
        Rule(get=None, fill=pk("draft"),
             post=lambda a, t: any(a.may(right, t.place.village)
                                   for right in (R.PROPOSE, R.REVIEW, R.VERIFY, R.DECREE)))
    ],
    "roster:rank": [
        Rule(get=None, post=village(R.PROPOSE), fill=pk("draft"), body=lambda _t: {"heads": 1})
    ],
    "roster:place": [
        Rule(get=None, post=village(R.PROPOSE), fill=pk("draft"),
             body=lambda t: {"calon": t.ids["candidate"], "place": "reserve"})
    ],
    "roster:add": [
        Rule(get=village(R.PROPOSE), post=village(R.PROPOSE), fill=pk("draft"),
             query={"semua": "1"}, body=lambda t: {"orang": t.ids["person"]})
    ],
    "roster:step": [
        Rule(get=village(R.PROPOSE), post=village(R.PROPOSE), fill=pk("draft", step="propose"),
             body=lambda _t: {"number": "BA 9", "on": "2026-01-05"}),
        Rule(get=village(R.REVIEW), post=village(R.REVIEW), fill=pk("draft", step="review"),
             body=lambda _t: {"number": "BA 9", "on": "2026-01-05"}),
        Rule(get=village(R.VERIFY), post=village(R.VERIFY), fill=pk("draft", step="verify"),
             body=lambda _t: {"number": "BA 9", "on": "2026-01-05"}),
        Rule(get=village(R.DECREE), post=village(R.DECREE), fill=pk("draft", step="decree"),
             body=lambda _t: {"number": "SK 9", "on": "2026-01-05"}),
        Rule(get=village(R.VERIFY), post=village(R.VERIFY), fill=pk("draft", step="return_verify"),
             body=lambda _t: {"note": "Perbaiki"}),
    ],
    "roster:candidate": [
        # Sent by somebody who may not describe: the page again, nothing written.
        Rule(get=village(PEOPLE), post=village(R.PROPOSE), harmless=True, fill=pk("candidate"),
             body=lambda _t: {"decile": "3"})
    ],
    "roster:decree": [Rule(get=village(FIGURES), fill=pk("decree"))],
    "roster:download": [
        Rule(get=village(IDENTITY), fill=pk("decree", kind="pdf")),
        Rule(get=village(IDENTITY), fill=pk("decree", kind="xlsx")),
        Rule(get=nobody, fill=pk("decree", kind="exe")),
    ],
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
    "budget:home": [Rule(get=somewhere(R.VIEW_BUDGET))],
    "budget:funds": [Rule(get=somewhere(R.VIEW_BUDGET))],
    "budget:new_fund": [
        Rule(get=somewhere(R.MANAGE_FUNDS), post=somewhere(R.MANAGE_FUNDS),
             body=lambda t: {"area": t.place.regency, "code": "baru"})
    ],
    "budget:fund": [Rule(get=budget_reader, fill=pk("fund"))],
    "budget:share": [
        Rule(get=regency(R.MANAGE_FUNDS), post=regency(R.MANAGE_FUNDS), fill=pk("fund"),
             body=lambda t: {"village": t.place.village, "year": 2026})
    ],
    "budget:rules": [Rule(get=budget_reader, fill=pk("fund"))],
    "budget:rule": [
        Rule(get=budget_reader, post=regency(R.MANAGE_FUNDS), fill=pk("fund", code="alive"))
    ],
    "budget:region": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village"), query={"tahun": "2026"}),
        Rule(get=regency(R.VIEW_BUDGET), fill=code_of("regency"), query={"tahun": "2026"}),
    ],
    "budget:stages": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village"), query={"tahun": "2026"}),
        Rule(get=regency(R.VIEW_BUDGET), fill=code_of("regency"), query={"tahun": "2026"}),
    ],
    "budget:stage": [
        Rule(get=village(R.VIEW_BUDGET), post=stage_writer, fill=code_of("village"),
             body=lambda t: {"fund": t.ids["fund"], "stage": "apbdes", "heads": "1",
                             "rupiah": "201600", "paper": "Perdes 1", "paper_date": "2026-01-02"})
    ],
    "budget:agreements": [Rule(get=somewhere(R.VIEW_BUDGET))],
    "budget:new_agreement": [
        Rule(get=somewhere(R.MANAGE_FUNDS), post=somewhere(R.MANAGE_FUNDS),
             body=lambda t: {"area": t.place.regency, "kind": "mou"})
    ],
    "budget:allocation": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village"), query={"tahun": "2026"}),
        Rule(get=regency(R.VIEW_BUDGET), fill=code_of("regency"), query={"tahun": "2026"}),
    ],
    "budget:paper": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village", kind="pdf")),
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village", kind="xlsx")),
        Rule(get=nobody, fill=code_of("village", kind="doc")),
    ],
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
    # Figures, papers, reports, settings.
    "dashboard:home": [Rule(get=somewhere(FIGURES))],
    "dashboard:region": [
        Rule(get=village(FIGURES), fill=code_of("village"), query={"tahun": "2026"}),
        Rule(get=regency(FIGURES), fill=code_of("regency"), query={"tahun": "2026"}),
    ],
    "dashboard:names": [
        Rule(get=village(PEOPLE), fill=code_of("village", stage=stage), query={"tahun": "2026"})
        for stage in ("usul", "layak", "tetap", "aktif", "gugur")
    ],
    "dashboard:board": [
        Rule(get=village(PEOPLE), fill=code_of("village"), query={"tahun": "2026"})
    ],
    "dashboard:cards": [
        Rule(get=village(IDENTITY), fill=code_of("village"), query={"tahun": "2026"})
    ],
    "reports:home": [
        Rule(get=somewhere(FIGURES), post=regency(R.REPORT), harmless=True,
             body=lambda t: {"area": t.place.regency, "period": "2026-02"})
    ],
    "reports:one": [Rule(get=regency(FIGURES), fill=pk("report"))],
    "reports:paper": [
        Rule(get=regency(FIGURES), fill=pk("report", kind="pdf")),
        Rule(get=regency(FIGURES), fill=pk("report", kind="xlsx")),
    ],
    "reports:by_hash": [
        Rule(get=regency(FIGURES), fill=lambda t: {"digest": t.ids["digest"]})
    ],
    "settings_room:home": [Rule(get=somewhere(FIGURES))],
    "settings_room:one": [
        Rule(get=regency(FIGURES), post=regency(R.SET_POLICY),
             fill=code_of("regency", "area_code", code="grace_months"),
             body=lambda _t: {"value": "4", "valid_from": "2026-02-01", "paper": "Perbup 9/2026"})
    ],
}  # fmt: skip

from tests.site.walk_budget import RULES as BUDGET_RULES  # noqa: E402 - it uses the words above

RULES |= BUDGET_RULES
