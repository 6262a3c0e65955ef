"""Who may open and send what belongs to funds, budgets and allocation."""

from __future__ import annotations

from tests.site.walk_rights import (
    R,
    Rule,
    budget_reader,
    code_of,
    nobody,
    pk,
    regency,
    somewhere,
    stage_writer,
    village,
)

RULES: dict[str, list[Rule]] = {
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
}  # fmt: skip
