"""Who may open and send what belongs to sponsors, meetings, tranches and corrections."""

from __future__ import annotations

from tests.site.walk_rights import Rule, code_of, nobody, pk, regency, somewhere, village
from tests.site.walk_world import Things

from payung.base.territory.actor import Actor, Right

R = Right


def pledge_reader(actor: Actor, things: Things) -> bool:
    """Who sees the village's people and manages the district's funds."""
    return village(R.VIEW_PEOPLE)(actor, things) and regency(R.MANAGE_FUNDS)(actor, things)


def kecamatan_reader(actor: Actor, things: Things) -> bool:
    """Who sees the budgets of the village's kecamatan, its camat among them."""
    return actor.may(R.VIEW_BUDGET, things.place.village[:8])


RULES: dict[str, list[Rule]] = {
    "budget:fund_manager": [
        Rule(get=regency(R.MANAGE_FUNDS), post=regency(R.MANAGE_FUNDS), fill=pk("fund"),
             body=lambda _t: {"unit": "Dinas Sosial", "paper": "SK 2/2026"})
    ],
    "lapse:calendar": [
        Rule(get=village(R.VIEW_PEOPLE), post=village(R.VIEW_PEOPLE, R.SET_POLICY),
             fill=code_of("village"), query={"tahun": "2027"},
             body=lambda _t: {"tahun": "2027", "dana": "add", "tahap": "1",
                              "cair": "2027-04-30", "paper": "SE 2/2027"})
    ],
    "budget:meeting": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village", kind="pdf")),
        Rule(get=regency(R.VIEW_BUDGET), fill=code_of("regency", kind="xlsx")),
        Rule(get=nobody, fill=code_of("village", kind="doc")),
    ],
    "budget:evaluation": [
        Rule(get=village(R.VIEW_BUDGET), fill=code_of("village")),
        Rule(get=kecamatan_reader, fill=lambda t: {"code": t.place.village[:8]}),
        Rule(get=nobody, fill=code_of("regency")),
    ],
    "payments:correct": [
        Rule(get=village(R.ENROL, R.BILL), post=village(R.ENROL, R.BILL), fill=pk("member"),
             body=lambda _t: {"month_from": "2026-05", "month_to": "2026-05", "what": "wage",
                              "base": "2000000", "paper": "SK 9/2026", "simpan": "1",
                              "book_in": "2026-06"})
    ],
    "budget:accounts": [
        Rule(get=village(R.VIEW_BUDGET), post=nobody, fill=code_of("village")),
        Rule(get=regency(R.VIEW_BUDGET), post=regency(R.SET_POLICY), fill=code_of("regency"),
             body=lambda _t: {"post": "bpd", "chart": "desa", "value": "5.1.3.91",
                              "valid_from": "2026-01-02", "paper": "Perbup 9/2026"}),
    ],
    "budget:pledges": [Rule(get=somewhere(R.VIEW_BUDGET))],
    "budget:new_pledge": [
        Rule(get=somewhere(R.MANAGE_FUNDS), post=somewhere(R.MANAGE_FUNDS),
             body=lambda _t: {"name": "Ona"})
    ],
    "budget:pledge_month": [Rule(get=somewhere(R.VIEW_BUDGET), query={"bulan": "2027-02"})],
    "budget:pledge_month_file": [Rule(get=somewhere(R.VIEW_BUDGET), query={"bulan": "2027-02"})],
    "budget:stop_pledge": [
        Rule(get=pledge_reader, post=pledge_reader, fill=pk("pledge"),
             body=lambda _t: {"after": "2027-02", "reason": "moved", "paper": "SK 3/2026"})
    ],
}  # fmt: skip
