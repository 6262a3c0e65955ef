"""A standing in plain words: the answer, the reason, what mends it, what is at stake."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.core.calendar import Lang, date_label, runs_label
from payung.core.coverage.answers import Mend, Standing, Why
from payung.core.coverage.clock import jkm_is_full
from payung.core.coverage.facts import State


@dataclass(frozen=True, slots=True)
class Stakes:
    """Death benefit in rupiah, by law: in full, and while the clock still runs."""

    full: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Told:
    """A standing in sentences; ``mend`` and ``stakes`` may be empty."""

    headline: str
    why: str
    mend: str
    stakes: str

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.headline, self.why, self.mend, self.stakes) if part)


def rupiah(amount: int, lang: Lang = "id") -> str:
    """Write whole rupiah as people do.

    >>> rupiah(42000000), rupiah(42000000, "en")
    ('Rp42.000.000', 'Rp42,000,000')
    """
    written = f"Rp{amount:,}"
    return written.replace(",", ".") if lang == "id" else written


def tell(standing: Standing, name: str, stakes: Stakes | None = None, lang: Lang = "id") -> Told:
    """Return the sentences for a person's page, a letter or a card.

    >>> import datetime as dt
    >>> from payung.core.calendar import Month
    >>> from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, standing
    >>> facts = CoverFacts(Segment.BPU, tuple(
    ...     Receipt(Month(2026, n), dt.date(2026, 1, 5), "Desa Kewar (ADD)") for n in range(1, 7)),
    ...     data_complete_on=dt.date(2026, 1, 3))
    >>> now = standing(facts, CoverRules(), dt.date(2026, 5, 2))
    >>> said = tell(now, "Maria Bere", Stakes(42000000, 10000000))
    >>> print(said.text)  # doctest: +NORMALIZE_WHITESPACE
    Maria Bere terlindungi sampai 30 Juni 2026, dibayar Desa Kewar (ADD). \
    Perkiraan manfaat JKM bila terjadi risiko hari ini: Rp42.000.000 (keputusan pada BPJS). \
    Bila gugur, keluarga kehilangan Rp42.000.000; \
    setelah mendaftar lagi, masa tunggu dimulai dari awal dan hanya Rp10.000.000 selama masa itu.
    """
    return Told(
        _headline(standing, name, lang),
        _why(standing, lang),
        _mend(standing, lang),
        _stakes(standing, stakes, lang) if stakes else "",
    )


def _pick(lang: Lang, indonesian: str, english: str) -> str:
    return indonesian if lang == "id" else english


def _day(day: dt.date | None, lang: Lang) -> str:
    return date_label(day, lang) if day else "-"


def _headline(now: Standing, name: str, lang: Lang) -> str:
    since, until = _day(now.since, lang), _day(now.covered_until, lang)
    payer = f", {_pick(lang, 'dibayar', 'paid by')} {now.payer}" if now.payer else ""
    match now.state:
        case State.COVERED:
            return _pick(
                lang,
                f"{name} terlindungi sampai {until}{payer}.",
                f"{name} is protected until {until}{payer}.",
            )
        case State.IN_GRACE:
            return _pick(
                lang,
                f"{name} dalam masa tenggang sejak {since}.",
                f"{name} has been in the grace period since {since}.",
            )
        case State.LAPSED:
            return _pick(
                lang,
                f"{name} tidak terlindungi sejak {since}.",
                f"{name} has not been protected since {since}.",
            )
        case State.ENDED:
            return _pick(
                lang,
                f"{name} tidak lagi menjadi peserta sejak {since}.",
                f"{name} has not been a member since {since}.",
            )
        case State.PLANNED:
            return _pick(lang, f"{name} belum terlindungi.", f"{name} is not protected yet.")


def _why(now: Standing, lang: Lang) -> str:
    months = runs_label(now.unpaid, lang)
    match now.why:
        case Why.UNPAID:
            return _pick(
                lang,
                f"Iuran {months} belum tercatat diterima BPJS.",
                f"No receipt by BPJS is recorded for {months}.",
            )
        case Why.NOT_DUE:
            until = _day(now.covered_until, lang)
            return _pick(
                lang,
                f"Iuran {months} jatuh tempo {until}.",
                f"The contribution of {months} falls due on {until}.",
            )
        case Why.DATA_INCOMPLETE:
            return _pick(
                lang,
                "Data pendaftaran belum lengkap.",
                "The enrolment data are not complete.",
            )
        case Why.NEVER_PAID:
            return _pick(
                lang,
                "Iuran pertama belum tercatat diterima BPJS.",
                "No first contribution is recorded as received by BPJS.",
            )
        case Why.BEGINS_LATER:
            since = _day(now.since, lang)
            return _pick(lang, f"Perlindungan mulai {since}.", f"Protection begins on {since}.")
        case Why.ENDED if now.end_reason:
            return _pick(lang, f"Alasan: {now.end_reason}.", f"Reason: {now.end_reason}.")
        case _:
            return ""


def _mend(now: Standing, lang: Lang) -> str:
    lapses = _day(now.lapses_on, lang)
    match now.mend:
        case Mend.PAY_ARREARS:
            return _pick(
                lang,
                f"Yang dapat dilakukan: bayar iuran itu sebelum {lapses}, "
                "agar perlindungan tidak gugur.",
                f"What can be done: pay it before {lapses}, so that protection does not lapse.",
            )
        case Mend.PAY_FIRST:
            return _pick(
                lang,
                "Yang dapat dilakukan: bayar iuran pertama dan catat bukti penerimaannya.",
                "What can be done: pay the first contribution and record its receipt.",
            )
        case Mend.PAY_AGAIN:
            return _pick(
                lang,
                "Yang dapat dilakukan: bayar iuran bulan berjalan; perlindungan mulai lagi "
                "pada hari iuran itu diterima.",
                "What can be done: pay the running month; protection begins again on the day "
                "when it is received.",
            )
        case Mend.COMPLETE_DATA:
            return _pick(
                lang,
                "Yang dapat dilakukan: lengkapi data pendaftaran dan kirim ke BPJS.",
                "What can be done: complete the enrolment data and send them to BPJS.",
            )
        case Mend.ENROL_AGAIN:
            return _pick(
                lang,
                "Bila masih memenuhi syarat, orang ini dapat didaftarkan kembali.",
                "If still eligible, this person can be enrolled again.",
            )
        case _:
            return ""


def _stakes(now: Standing, stakes: Stakes, lang: Lang) -> str:
    if not now.active or now.clock is None:
        return _lost(now, stakes, lang)
    full = jkm_is_full(now.clock, now.on)
    amount = rupiah(stakes.full if full else stakes.waiting, lang)
    said = _pick(
        lang,
        f"Perkiraan manfaat JKM bila terjadi risiko hari ini: {amount} (keputusan pada BPJS).",
        f"Estimated death benefit if it happened today: {amount} (BPJS decides).",
    )
    if not full:
        day, left = _day(now.clock.full_from, lang), now.clock.days_left(now.on)
        return said + _pick(
            lang,
            f" Manfaat penuh {rupiah(stakes.full, lang)} mulai {day}, {left} hari lagi.",
            f" The full {rupiah(stakes.full, lang)} begins on {day}, in {left} days.",
        )
    return said + " " + _if_lapsed(now, stakes, lang)


def _if_lapsed(now: Standing, stakes: Stakes, lang: Lang) -> str:
    waits = now.clock is not None and now.clock.full_from > now.clock.started
    again_id = (
        f"; setelah mendaftar lagi, masa tunggu dimulai dari awal dan hanya "
        f"{rupiah(stakes.waiting, lang)} selama masa itu"
    )
    again_en = (
        f"; after enrolling again the waiting time starts anew, with only "
        f"{rupiah(stakes.waiting, lang)} while it runs"
    )
    return _pick(
        lang,
        f"Bila gugur, keluarga kehilangan {rupiah(stakes.full, lang)}{again_id if waits else ''}.",
        f"A lapse would cost the family {rupiah(stakes.full, lang)}{again_en if waits else ''}.",
    )


def _lost(now: Standing, stakes: Stakes, lang: Lang) -> str:
    if now.state is not State.LAPSED:
        return ""
    full = rupiah(stakes.full, lang)
    return _pick(
        lang,
        f"Selama belum terlindungi, keluarga tidak memperoleh manfaat JKM {full}.",
        f"While unprotected, the family gets no death benefit of {full}.",
    )
