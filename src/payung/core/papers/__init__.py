"""Papers of the programme: decrees, reports, budget sheets, minutes, noticeboards, member cards.

Each paper is a form (a frozen dataclass), a typst template and a function from the form to bytes.
Data reach the template as JSON, so no name can ever be read as markup. The same form gives the
same bytes: the time of printing is part of the form.
"""

from payung.core.papers.budget import BudgetForm, BudgetLine, budget_sheet, budget_workbook
from payung.core.papers.card import Benefit, CardForm, member_card, member_cards
from payung.core.papers.claim_sheet import ClaimSheet, Grid, Part, claim_sheet, claim_sheets
from payung.core.papers.common import Letterhead, Provenance, Signatory, fingerprint
from payung.core.papers.decree import DecreeForm, DecreeMember, village_decree
from payung.core.papers.decree_book import decree_papers, decree_workbook
from payung.core.papers.meeting import (
    MeetingForm,
    MeetingRow,
    meeting_sheet,
    meeting_workbook,
)
from payung.core.papers.minutes import Attendance, MinutesForm, MusdesResult, musdes_minutes
from payung.core.papers.noticeboard import NoticeboardForm, NoticeboardRow, noticeboard
from payung.core.papers.payment import PaymentForm, PaymentLine, payment_request
from payung.core.papers.reconciliation import (
    ReconciledCell,
    ReconciledGap,
    ReconciliationForm,
    reconciliation_minutes,
)
from payung.core.papers.report import (
    Denominator,
    ReportForm,
    VillageFunnel,
    province_report,
    report_workbook,
)

__all__ = [
    "Attendance",
    "Benefit",
    "BudgetForm",
    "BudgetLine",
    "CardForm",
    "ClaimSheet",
    "DecreeForm",
    "DecreeMember",
    "Denominator",
    "Grid",
    "Letterhead",
    "MeetingForm",
    "MeetingRow",
    "MinutesForm",
    "MusdesResult",
    "NoticeboardForm",
    "NoticeboardRow",
    "Part",
    "PaymentForm",
    "PaymentLine",
    "Provenance",
    "ReconciledCell",
    "ReconciledGap",
    "ReconciliationForm",
    "ReportForm",
    "Signatory",
    "VillageFunnel",
    "budget_sheet",
    "budget_workbook",
    "claim_sheet",
    "claim_sheets",
    "decree_papers",
    "decree_workbook",
    "fingerprint",
    "meeting_sheet",
    "meeting_workbook",
    "member_card",
    "member_cards",
    "musdes_minutes",
    "noticeboard",
    "payment_request",
    "province_report",
    "reconciliation_minutes",
    "report_workbook",
    "village_decree",
]
