"""Claims in every state for the walk: one paid, an accident, a prepared death."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from tests.sending import workbook
from tests.world import World

from payung.base.accounts.actions import SYSTEM
from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent, NewHeir, Receipt
from payung.programme.claims.checklist import lines_of
from payung.programme.claims.models import Claim, Event
from payung.programme.membership.models import Membership

if TYPE_CHECKING:
    from tests.site.walk_world import Place

ON = date(2026, 2, 10)


def pdf(title: str = "Surat") -> bytes:
    """A page without words; another title, other bytes."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": title})
    writer.write(out)
    return out.getvalue()


def a_scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("surat.pdf", pdf())


def build_claims(world: World, place: Place, member: int) -> dict[str, int]:
    """Ids of what was made, by what it is. `member` has the accident."""
    rows = list(Membership.objects.filter(village=place.village).order_by("pk"))
    first = next(m for m in rows if m.pk == member)
    others = [m for m in rows if m.pk != member]
    operator = world.actor(place.operator)
    accident = actions.report(
        by=operator, person=first.person,
        told=NewEvent("accident", ON, at_work="yes", story="Rahasia", reporter_name="Keluarga"),
    )  # fmt: skip
    prepared = actions.prepare(
        by=SYSTEM, person=others[1].person, occurred_on=ON, source="List 7, row 9"
    )
    found = _paid(world, place, others[0])
    return {**found, "accident": accident.pk, "prepared": prepared.pk}


def _paid(world: World, place: Place, row: Membership) -> dict[str, int]:
    operator, dpmd, bpjs = map(world.actor, (place.operator, place.dpmd, place.recorder))
    told = NewEvent("death", ON, at_work="yes")
    event = actions.report(by=operator, person=row.person, told=told)
    claim = event.claims.get()
    widow = NewHeir("Rosalia", "spouse", "family_card", birth_date=date(1990, 1, 1))
    heir = actions.add_heir(by=operator, event=event, heir=widow)
    actions.name_payee(by=operator, heir=heir)
    child = actions.add_child(by=operator, claim=claim, name="Yuni", birth_date=date(2012, 5, 1))
    paper = _papers(world, place, event)
    sent = actions.submit(
        by=dpmd, claims=[claim], area=place.regency, number=f"400/{place.regency}", sent_on=ON
    )
    actions.pay(by=bpjs, claim=claim, amount=70_000_000, paid_on=date(2026, 3, 1))
    year = actions.claim_year(
        by=operator, child=child, year=2026, level="smp", school="SMP 1", proof=pdf("Rapor"),
        proof_name="rapor.pdf",
    )  # fmt: skip
    receipt = Receipt(
        date(2026, 3, 2), "Kantor desa", "Rosalia", "Kades", 70_000_000, pdf("Bukti"), "bukti.pdf"
    )
    actions.hand_over(by=operator, claim=claim, receipt=receipt)
    return {
        "claim_event": event.pk, "claim": claim.pk, "heir": heir.pk, "child": child.pk,
        "claim_paper": paper, "submission": sent.pk, "school_year": year.pk,
        "visit": event.visits.order_by("pk")[0].pk, "claim_batch": _status(world, place, claim),
    }  # fmt: skip


def _papers(world: World, place: Place, event: Event) -> int:
    claims = list(event.claims.select_related("membership"))
    made = [
        actions.add_paper(
            by=world.actor(place.operator), event=event, code=line.kind.code,
            content=pdf(line.kind.code), name="surat.pdf",
        )
        for line in lines_of(event, claims)
    ]  # fmt: skip
    return next(paper.pk for paper in made if paper.code == "kk")


def _status(world: World, place: Place, claim: Claim) -> int:
    bpjs, person = world.actor(place.recorder), claim.event.person
    rows = [["NIK", "Nama", "Program", "Status"], [person.nik, person.name, "JKK", "Dibayar"]]
    batch = staging.receive(
        by=bpjs, kind="bpjs_claim_status", area=place.regency, content=workbook(rows),
        name="klaim.xlsx",
    )  # fmt: skip
    assert batch.job is not None
    run_here(by=bpjs, job=batch.job)
    batch.refresh_from_db()
    assert batch.state == "previewed", batch.message
    return batch.pk
