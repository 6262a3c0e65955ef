"""Who may open and who may send each address of the site: right × territory.

An address without an entry here fails `test_walk.py`, so that nobody forgets to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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


def budget_reader(actor: Actor, things: Things) -> bool:
    """A village reads the funds of its district, which pay for its people."""
    code = things.place.regency
    return actor.may(R.VIEW_BUDGET, code) or any(
        area.startswith(code) for area in actor.areas(R.VIEW_BUDGET)
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
    fails and never leaks is checked.
    """

    get: May | None = anyone
    post: May | None = None
    fill: Fill = lambda _things: {}
    body: Fill = lambda _things: {}
    query: dict[str, str] = field(default_factory=dict)
    harmless: bool = False
    public: bool = False
    odd: bool = False


def pk(name: str, **more: Any) -> Fill:
    return lambda t: {
        "pk": t.ids[name],
        **{key: (value(t) if callable(value) else value) for key, value in more.items()},
    }


def code_of(level: str, key: str = "code", **more: Any) -> Fill:
    return lambda t: {key: getattr(t.place, level), **more}


REASON = {"reason": "Uji hak"}
PEOPLE, FIGURES, IDENTITY = R.VIEW_PEOPLE, R.VIEW_FIGURES, R.VIEW_IDENTITY
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
    # Lists and decrees.
    "roster:home": [Rule(get=somewhere(FIGURES))],
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
