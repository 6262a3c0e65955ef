"""Who may open and send what belongs to residents' lists and people."""

from __future__ import annotations

from tests.site.walk_rights import PEOPLE, REASON, R, Rule, nobody, pk, somewhere, starter, village

RULES: dict[str, list[Rule]] = {
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
}  # fmt: skip
