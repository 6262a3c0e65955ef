"""Who may open and send the frame: logging in, law, settings, tasks, figures, reports."""

from __future__ import annotations

from tests.site.walk_rights import (
    FIGURES,
    IDENTITY,
    OPEN,
    PEOPLE,
    R,
    Rule,
    anyone,
    code_of,
    nobody,
    pk,
    regency,
    somewhere,
    village,
)

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
    "settings_room:officers": [Rule(get=somewhere(R.MANAGE_ACCOUNTS))],
    "settings_room:officer": [
        Rule(get=regency(R.MANAGE_ACCOUNTS), post=regency(R.MANAGE_ACCOUNTS), fill=pk("officer"),
             body=lambda _t: {"unit": "Dinas Sosial", "paper": "SK 8/2026"})
    ],
    "settings_room:one": [
        Rule(get=regency(FIGURES), post=regency(R.SET_POLICY),
             fill=code_of("regency", "area_code", code="grace_months"),
             body=lambda _t: {"value": "4", "valid_from": "2026-02-01", "paper": "Perbup 9/2026"})
    ],
}  # fmt: skip
