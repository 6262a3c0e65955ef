"""The table role × right × territory, for the reference."""

from __future__ import annotations

from django.utils import translation

from payung.base.accounts.roles import ROLES
from payung.base.territory.actor import Right

HEADER = """# Who may do what

Generated from `payung.base.accounts.roles.ROLES`; a test compares it. A right is held over the
region of the assignment and everything below it, from the day to the day that the assignment says,
and nowhere else. An OPD's roles (`opd_fund`, `kpa`) reach only funds that their own office manages.
`tests/site/walk_rooms` says for each address which right opens it.

"""
MEANING = {
    Right.VIEW_FIGURES: "numbers without names",
    Right.VIEW_PEOPLE: "names, birth dates, addresses; NIK and family card masked",
    Right.VIEW_IDENTITY: "NIK, family card and KPJ in full, and papers that print them",
    Right.IMPORT_RESIDENTS: "send, mend, accept and take back resident lists; report deaths, moves",
    Right.PROPOSE: "open a list, choose candidates, propose it",
    Right.REVIEW: "review or return a proposed list",
    Right.VERIFY: "verify or return a reviewed list",
    Right.DECREE: "decree or return a verified list",
    Right.DECREE_DISTRICT: "decree or return verified lists that a district fund pays",
    Right.VIEW_BUDGET: "funds, shares, budget sheets",
    Right.MANAGE_FUNDS: "open funds, give shares, set selection rules",
    Right.ENROL: "enrol, end and replace members, note NPPs",
    Right.EXPORT_BPJS: "write and withdraw upload files for BPJS",
    Right.RECORD_BPJS: "record answers, postings and receipts of BPJS",
    Right.RECORD_DEATHS: "send Dukcapil's lists of deaths and moves",
    Right.RECORD_ASN: "send BKPSDM's list of civil servants and PPPK",
    Right.RECORD_DECILES: "send Dinsos' extract of the social registry (DTSEN)",
    Right.BILL: "issue bills, reconcile, explain differences, close months",
    Right.RECORD_BANK: "upload bank statements, settle what did not match by itself",
    Right.MAKE_PAYMENT: "gather a village's bills into a payment request",
    Right.CHECK_PAYMENT: "check a village's payment request",
    Right.APPROVE_PAYMENT: "approve a village's payment request",
    Right.FILE_SPP: "file a payment request (SPP) for kelurahan and district funds",
    Right.SIGN_SPM: "sign the order to pay (SPM) as KPA",
    Right.ISSUE_SP2D: "issue the SP2D as BUD",
    Right.REPORT: "freeze reports",
    Right.SET_POLICY: "decide dated settings on a paper",
    Right.VIEW_JOURNAL: "read the journal",
    Right.MANAGE_ACCOUNTS: "give log-ins and roles",
    Right.VIEW_CLAIMS: "claims with heirs, papers and sums; no health data",
    Right.VIEW_HEALTH: "what happened to the body: chronology, doctor, medical papers",
    Right.REPORT_CLAIM: "report an event, gather papers, note heirs, hand over, visit",
    Right.SIGN_HEIRS: "sign the letter of heirs, settle a dispute on a paper",
    Right.SUBMIT_CLAIM: "send claims to BPJS and object to a refusal",
}


def rights_page() -> str:
    """The page: what each right opens, then who holds it where."""
    with translation.override("id"):
        parts = [HEADER + "## Rights", "", *_rights(), "", "## Roles", "", *_roles(), ""]
        return "\n".join(parts)


def _rights() -> list[str]:
    holders = {
        right: ", ".join(role.code for role in ROLES.values() if right in role.rights)
        for right in Right
    }
    lines = ["| right | what it opens | roles |", "| --- | --- | --- |"]
    return lines + [f"| `{r}` | {MEANING[r]} | {holders[r]} |" for r in Right]


def _roles() -> list[str]:
    lines = ["| role | sits at | second factor | rights |", "| --- | --- | --- | --- |"]
    for role in ROLES.values():
        held = ", ".join(str(right) for right in Right if right in role.rights) or "none"
        needed = "yes" if role.mfa else "by setting"
        lines.append(f"| {role.name} (`{role.code}`) | {role.level} | {needed} | {held} |")
    return lines
