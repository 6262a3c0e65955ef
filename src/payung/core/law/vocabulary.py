"""The words that cases and parameters may use: segments, programmes, classes, facts."""

from dataclasses import dataclass

SEGMENTS = ("pu", "bpu", "construction")
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
RISKS = ("very-low", "low", "medium", "high", "very-high")
FUNDS = ("self", "apbn", "apbd", "apbdes", "dana-desa", "dau", "dbh", "csr", "asn")
SECTORS = ("transport", "other", "labour-intensive")
UNSTATED = "unstated"
EVENTS = (
    "death",
    "total-disability",
    "partial-disability",
    "temporary-inability",
    "old-age",
    "job-loss",
    "partial-withdrawal",
)
LEVELS = ("sd", "smp", "sma", "pt")
ITEMS = (
    "transport-land",
    "transport-sea",
    "transport-air",
    "home-care",
    "dentures",
    "hearing-aid",
    "glasses",
)
LATE_PAYERS = ("private", "state-body", "bpu")

CLASSES: dict[str, tuple[str, ...] | None] = {
    "risk": RISKS,
    "fund": (*FUNDS, UNSTATED),
    "sector": SECTORS,
    "payer": ("total", "worker"),
    "jkp_source": ("state", "from-jkk", "from-jkm"),
    "relief_programme": ("jkk", "jkm"),
    "construction_programme": ("jkk", "jkm"),
    "province": None,
    "regency": None,
    "role": None,
    "segment": SEGMENTS,
    "cash": ("santunan", "berkala", "pemakaman"),
    "jkk_cash": ("berkala", "pemakaman"),
    "level": LEVELS,
    "part": None,
    "item": ITEMS,
    "inability": ("first", "later"),
    "purpose": ("housing", "other"),
    "pension": ("min", "max"),
    "survivor": ("spouse", "child", "parent"),
    "jkp_months": ("first", "later"),
    "late_payer": LATE_PAYERS,
    "due_segment": ("pu", "bpu"),
    "claim": None,
    "jht_event": None,
    "post": None,
    "heir": ("spouse-children", "direct-line", "siblings", "parents-in-law", "will"),
}
"""Closed lists of class names; None is open (a missing class is refused when it is asked)."""


@dataclass(frozen=True)
class Fact:
    """What a case states: a class name, a flag, or a number between bounds in units of 1/den."""

    unit: str
    class_name: str = ""
    den: int = 1
    low: int = 0
    high: int = 1
    label_id: str = ""
    label_en: str = ""


SEN = 100
FACTS: dict[str, Fact] = {
    "wage": Fact("rupiah", den=SEN, high=10**10, label_id="upah", label_en="wage"),
    "income": Fact("rupiah", den=SEN, high=10**10, label_id="penghasilan", label_en="income"),
    "contract_value": Fact(
        "rupiah", high=10**15, label_id="nilai kontrak", label_en="contract value"
    ),
    "risk": Fact("class", "risk", label_id="kelompok risiko", label_en="risk group"),
    "fund": Fact("class", "fund", label_id="sumber dana", label_en="source of money"),
    "sector": Fact("class", "sector", label_id="sektor", label_en="sector"),
    "with_jkp": Fact("flag", label_id="ikut JKP", label_en="takes part in JKP"),
    "segment": Fact("class", "segment", label_id="segmen", label_en="segment"),
    "part": Fact("class", "part", label_id="bagian tubuh", label_en="part of the body"),
    "purpose": Fact("class", "purpose", label_id="tujuan", label_en="purpose"),
    "survivor": Fact("class", "survivor", label_id="ahli waris", label_en="survivor"),
    "item": Fact("class", "item", label_id="jenis penggantian", label_en="item"),
    "late_payer": Fact("class", "late_payer", label_id="pembayar", label_en="payer"),
    "clock_by_days": Fact("flag", label_id="hitung per hari", label_en="clock in days"),
    "clock_for_all": Fact("flag", label_id="berlaku semua segmen", label_en="for all segments"),
    "months_clock": Fact("months", high=1200, label_id="masa tunggu", label_en="waiting clock"),
    "months_member": Fact("months", high=1200, label_id="masa peserta", label_en="membership"),
    "months_paid": Fact("months", high=1200, label_id="masa iur", label_en="months paid"),
    "months_late": Fact("months", high=1200, label_id="bulan terlambat", label_en="months late"),
    "days_member": Fact("days", high=40_000, label_id="hari peserta", label_en="days a member"),
    "days": Fact("days", high=20_000, label_id="jumlah hari", label_en="number of days"),
    "percent": Fact("share", den=1_000, label_id="persentase", label_en="percentage"),
    "benefit_wage": Fact("rupiah", den=SEN, high=10**9, label_id="upah", label_en="wage"),
    "average_wage": Fact(
        "rupiah", den=SEN, high=10**10, label_id="upah rata-rata", label_en="average wage"
    ),
    "balance": Fact("rupiah", high=10**12, label_id="saldo", label_en="balance"),
    "cost": Fact("rupiah", high=10**12, label_id="biaya", label_en="cost"),
    "list_price": Fact("rupiah", high=10**12, label_id="harga daftar", label_en="list price"),
    "amount_due": Fact("rupiah", high=10**13, label_id="iuran terutang", label_en="amount due"),
    "children": Fact("persons", high=100, label_id="anak", label_en="children"),
    "years_sd": Fact("years", high=100, label_id="tahun TK/SD", label_en="primary years"),
    "years_smp": Fact("years", high=100, label_id="tahun SMP", label_en="lower secondary years"),
    "years_sma": Fact("years", high=100, label_id="tahun SMA", label_en="upper secondary years"),
    "years_pt": Fact("years", high=100, label_id="tahun kuliah", label_en="university years"),
}
"""Facts that rules may name as arguments. Bounds are in whole units (rupiah, months)."""
