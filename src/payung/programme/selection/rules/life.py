"""Alive, as the register last heard."""

from __future__ import annotations

from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.verdict import Params, Rule, Ruling, failed, passed, unknown

SAID = {
    "dead": ("Tercatat meninggal.", "Recorded as dead."),
    "invalid": ("Data tercatat tidak valid.", "The record is marked invalid."),
}


def judge(facts: Facts, _params: Params) -> Ruling:
    """Dead or invalid fails; missing or away is not known."""
    if facts.life_status in SAID:
        return failed(*SAID[facts.life_status])
    if facts.life_status in {"missing", "away"}:
        return unknown(
            "Tercatat hilang atau pergi; pastikan keberadaannya.",
            "Recorded as missing or away; make sure where the person is.",
        )
    return passed("Tidak tercatat meninggal.", "Not recorded as dead.")


ALIVE = Rule(
    "alive",
    "Masih hidup",
    "Alive",
    "Iuran bagi yang meninggal tidak melindungi siapa pun dan menjadi temuan audit.",
    "A contribution for the dead protects nobody and becomes an audit finding.",
    "UU 40/2004 tentang SJSN; data kependudukan (UU 24/2013)",
    "high",
    judge,
    source="Kelas temuan BPK: iuran bagi yang meninggal",
)
