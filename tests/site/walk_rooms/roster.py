"""Who may open and send what belongs to lists of candidates and decrees."""

from __future__ import annotations

from tests.site.walk_rights import (
    FIGURES,
    IDENTITY,
    PEOPLE,
    R,
    Rule,
    nobody,
    pk,
    somewhere,
    village,
)

RULES: dict[str, list[Rule]] = {
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
}  # fmt: skip
