"""What a finding proposes: the steps a named human may take, and which of them is advised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, Right
from payung.desk.matching.models import Finding
from payung.programme.membership.models import Membership
from payung.programme.people.merge_plan import DECIDES

K = Finding.Kind
ASN_CODE = 5
SERVANTS = (K.ASN, K.PPPK)


class Step(StrEnum):
    """What can follow from a finding."""

    REGISTER = "register"
    CLAIM = "claim"
    END = "end"
    KPJ = "kpj"
    LOOK = "look"


class Proposal(StrEnum):
    """What a finding asks for, in one word: the verdict's action."""

    CLAIM = "claim"
    STOP = "stop"
    REPLACE = "replace"
    REVIEW = "review"
    CORRECT = "correct"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page offers it: advised ones are ticked, forbidden ones say who may."""

    step: Step
    label: str
    advised: bool
    allowed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The person's memberships that matter to a finding."""

    running: tuple[Membership, ...]
    ever: bool

    @property
    def bpu(self) -> tuple[Membership, ...]:
        return tuple(m for m in self.running if m.segment == Membership.Segment.BPU)


def may_act(actor: Actor, village: str) -> bool:
    """Whether the actor sees who it is and looks after, reviews or verifies the village's list."""
    return actor.may(Right.VIEW_IDENTITY, village) and any(actor.may(r, village) for r in DECIDES)


def standing_of(person: int) -> Standing:
    """One statement."""
    rows = list(
        Membership.objects.filter(person_id=person)
        .select_related("village", "employer", "person")
        .order_by("pk")
    )
    return Standing(tuple(m for m in rows if m.ended_on is None), bool(rows))


def proposal_of(finding: Finding, standing: Standing, on: date | None = None) -> Proposal:
    """The action that the verdict asks for."""
    member = bool(standing.running)
    if finding.kind == K.DIED:
        return Proposal.CLAIM if standing.ever else Proposal.CORRECT
    if finding.kind == K.PPPK_PART:
        day = on or timezone.localdate()
        said = in_force("pppk_part_time_stays", area=finding.person.village_id, on=day).value
        return Proposal.KEEP if said == "yes" else Proposal.STOP
    if finding.kind in SERVANTS:
        return Proposal.REPLACE if standing.bpu else Proposal.CORRECT
    if finding.kind == K.MOVED:
        return Proposal.REVIEW if member else Proposal.CORRECT
    if finding.kind == K.ACTIVE:
        bare = [m for m in standing.running if not m.kpj_index]
        return Proposal.CORRECT if bare else Proposal.REVIEW
    return Proposal.REVIEW


def words_of(proposal: Proposal) -> str:
    """The action in words."""
    return {
        Proposal.CLAIM: _("Siapkan klaim dan kunjungi keluarganya"),
        Proposal.STOP: _("Hentikan kepesertaan"),
        Proposal.REPLACE: _("Hentikan, lalu ganti dengan cadangan"),
        Proposal.REVIEW: _("Tinjau kelayakannya"),
        Proposal.CORRECT: _("Perbaiki data"),
        Proposal.KEEP: _("Tetap peserta; cukup dicatat"),
    }[proposal]


def offers(actor: Actor, finding: Finding, standing: Standing) -> list[Offer]:
    """The steps that fit this finding, in order."""
    village = finding.person.village_id
    here, enrols = may_act(actor, village), actor.may(Right.ENROL, village)
    proposal = proposal_of(finding, standing)
    found: list[Offer] = []
    if finding.kind in {K.DIED, K.MOVED, *SERVANTS}:
        found.append(Offer(Step.REGISTER, _register_words(finding), True, here))
    if finding.kind == K.DIED and standing.ever:
        found.append(
            Offer(Step.CLAIM, _("Siapkan klaim santunan; keluarganya dikunjungi"), True, here)
        )
    if finding.kind == K.ACTIVE and any(not m.kpj_index for m in standing.running):
        may = enrols or actor.may(Right.RECORD_BPJS, village)
        found.append(Offer(Step.KPJ, _("Catat KPJ dari daftar BPJS"), True, may))
    ended = standing.running if finding.kind in {K.DIED, K.MOVED} else standing.bpu
    if ended and finding.kind != K.ACTIVE:
        advised = proposal in {Proposal.CLAIM, Proposal.STOP, Proposal.REPLACE}
        found.append(Offer(Step.END, _("Akhiri kepesertaannya"), advised and enrols, enrols))
    return found


def _register_words(finding: Finding) -> str:
    return {
        K.DIED: _("Catat meninggal di data penduduk"),
        K.MOVED: _("Catat pindah di data penduduk"),
    }.get(K(finding.kind), _("Catat pekerjaannya sebagai ASN di data penduduk"))


def advised(found: Iterable[Offer]) -> list[str]:
    """The steps that are ticked at first."""
    return [str(offer.step) for offer in found if offer.advised and offer.allowed]
