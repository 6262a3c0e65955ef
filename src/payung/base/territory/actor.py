"""Who acts, and how far their hand reaches: role × territory, decided once per request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from django.utils.functional import Promise
from django.utils.translation import gettext


class Right(StrEnum):
    """What a role may do; `payung.base.accounts.roles` says which role holds which."""

    VIEW_FIGURES = "view_figures"
    VIEW_PEOPLE = "view_people"
    VIEW_IDENTITY = "view_identity"
    IMPORT_RESIDENTS = "import_residents"
    PROPOSE = "propose"
    REVIEW = "review"
    VERIFY = "verify"
    DECREE = "decree"
    DECREE_DISTRICT = "decree_district"
    VIEW_BUDGET = "view_budget"
    MANAGE_FUNDS = "manage_funds"
    ENROL = "enrol"
    EXPORT_BPJS = "export_bpjs"
    RECORD_BPJS = "record_bpjs"
    RECORD_DEATHS = "record_deaths"
    RECORD_ASN = "record_asn"
    RECORD_DECILES = "record_deciles"
    BILL = "bill"
    RECORD_BANK = "record_bank"
    MAKE_PAYMENT = "make_payment"
    CHECK_PAYMENT = "check_payment"
    APPROVE_PAYMENT = "approve_payment"
    FILE_SPP = "file_spp"
    SIGN_SPM = "sign_spm"
    ISSUE_SP2D = "issue_sp2d"
    REPORT = "report"
    SET_POLICY = "set_policy"
    VIEW_JOURNAL = "view_journal"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_CLAIMS = "view_claims"
    VIEW_HEALTH = "view_health"
    REPORT_CLAIM = "report_claim"
    SIGN_HEIRS = "sign_heirs"
    SUBMIT_CLAIM = "submit_claim"


class NotAllowed(Exception):
    """The actor lacks the right there; the message is a sentence for the person."""


def contains(area: str, code: str) -> bool:
    """Whether the region `area` holds the region `code`; an empty area is the whole country.

    >>> contains("53.04", "53.04.01.2001"), contains("53.0", "53.04"), contains("", "11")
    (True, False, True)
    """
    return not area or code == area or code.startswith(area + ".")


def held_by(codes: Iterable[str]) -> str:
    """The smallest region that holds all of these; the country's code is empty.

    >>> held_by(["53.04.01.2001", "53.04.02.2001"]), held_by(["53.04"]), held_by(["53.04", "73"])
    ('53.04', '53.04', '')
    """
    levels = zip(*(code.split(".") for code in codes), strict=False)
    return ".".join(parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, levels))


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one territory.

    `unit`: only for money that this office manages (an OPD with a fund); None: not bound so.
    """

    role: str
    area: str
    area_name: str
    rights: frozenset[Right]
    role_name: str | Promise = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or a named machine run) that acts, with all grants in force today."""

    id: str
    name: str
    grants: tuple[Grant, ...] = ()

    def may(self, right: Right, code: str) -> bool:
        """Whether this right is held over the region `code`."""
        return any(right in g.rights and contains(g.area, code) for g in self.grants)

    def may_for(self, right: Right, code: str, unit: str) -> bool:
        """Whether the right is held over the region for money that `unit` manages."""
        return any(
            right in g.rights and contains(g.area, code) and g.unit in {None, unit}
            for g in self.grants
        )

    def may_somewhere(self, right: Right) -> bool:
        return any(right in g.rights for g in self.grants)

    def areas(self, right: Right) -> tuple[str, ...]:
        """The widest regions over which the right is held, sorted, none inside another."""
        return widest(g.area for g in self.grants if right in g.rights)

    def require(self, right: Right, code: str) -> None:
        """Raise NotAllowed, with a sentence, unless the right is held over `code`."""
        if not self.may(right, code):
            raise NotAllowed(
                gettext(
                    "Anda (%(name)s) tidak berwenang untuk tindakan ini di wilayah "
                    "%(code)s. Mintalah petugas yang berwenang, atau minta DPMD "
                    "memperbaiki hak akses Anda."
                )
                % {"name": self.name, "code": code}
            )


def widest(areas: Iterable[str]) -> tuple[str, ...]:
    """Drop regions that lie inside another of the set.

    >>> widest(["53.04.01.2001", "53.04", "62.03"])
    ('53.04', '62.03')
    """
    kept: list[str] = []
    for area in sorted(set(areas)):
        if not any(contains(k, area) for k in kept):
            kept.append(area)
    return tuple(kept)
