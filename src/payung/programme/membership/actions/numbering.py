"""Recording a KPJ that BPJS tells in its list of active members."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.programme.membership.actions.enrolling import MembershipRefused
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import Membership


@transaction.atomic
def record_kpj(*, by: Actor, membership: Membership, kpj: str, paper: str) -> Membership:
    """Give a membership the KPJ that BPJS knows it by; a KPJ that stands is never replaced.

    The journal never holds the number. Raises NotAllowed, MembershipRefused.
    """
    if not by.may(Right.ENROL, membership.village_id):
        by.require(Right.RECORD_BPJS, membership.village_id)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    index = kpj_index(kpj)
    if row.kpj_index == index:
        return row
    if row.kpj_index:
        raise MembershipRefused(
            gettext("Kepesertaan ini sudah mempunyai KPJ lain. Tanyakan kepada cabang BPJS.")
        )
    if Membership.objects.filter(kpj_index=index).exclude(person_id=row.person_id).exists():
        raise MembershipRefused(
            gettext("KPJ ini sudah tercatat pada orang lain. Tanyakan kepada cabang BPJS.")
        )
    row.kpj, row.kpj_index, row.kpj_at = kpj, index, timezone.now()
    row.save(update_fields=["kpj", "kpj_index", "kpj_at"])
    journal.record(
        by=by, action="membership.kpj.recorded", subject=row, area=row.village_id, paper=paper,
        changes=[RowChange(Membership._meta.db_table, str(row.pk), {"kpj": [None, "recorded"]})],
    )  # fmt: skip
    return row
