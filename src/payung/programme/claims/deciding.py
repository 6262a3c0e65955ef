"""JKK or JKM? The first questions after a death or an injury, and what each answer means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Answers:
    """`yes`, `no` or nothing yet, to each question."""

    at_work: str = ""
    collapsed: str = ""
    commuting: str = ""
    road: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The programme to claim from, how sure that is, why, and who comes first."""

    programme: str
    sure: bool
    why: str
    first: str = ""


def decide(answers: Answers) -> Choice:
    """The programme that the answers point to (PP 44/2015; who decides is BPJS).

    A collapse at work with death within 24 hours, and the way to or from work, count as work
    accidents. What is still unknown is claimed as the larger one is examined: never left out.

    >>> decide(Answers(at_work="no", collapsed="no", commuting="no")).programme
    'jkm'
    >>> decide(Answers(at_work="no", collapsed="yes")).programme, decide(Answers()).sure
    ('jkk', False)
    """
    first = _traffic(answers)
    if answers.at_work == YES:
        return Choice("jkk", True, gettext("Terjadi karena atau selama bekerja."), first)
    if answers.commuting == YES:
        why = gettext("Terjadi dalam perjalanan biasa antara rumah dan tempat kerja.")
        return Choice("jkk", True, why, first)
    if answers.collapsed == YES:
        why = gettext("Jatuh sakit saat bekerja dan meninggal dalam 24 jam.")
        return Choice("jkk", True, why, first)
    if {answers.at_work, answers.commuting, answers.collapsed} == {NO}:
        return Choice("jkm", True, gettext("Tidak terjadi karena bekerja."), first)
    why = gettext(
        "Belum semua pertanyaan terjawab. Tanyakan keluarga dan rekan kerja: perbedaannya besar "
        "bagi keluarga."
    )
    return Choice("jkm", False, why, first)


def _traffic(answers: Answers) -> str:
    if answers.road != YES:
        return ""
    return gettext(
        "Kecelakaan lalu lintas: laporkan ke polisi dan Jasa Raharja lebih dahulu; BPJS "
        "menanggung bagian yang tidak dibayar Jasa Raharja."
    )
