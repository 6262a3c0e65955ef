"""What of the money waits for an actor, in order of harm."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.base.ui.todo import Harm, Task
from payung.programme.billing.models import Difference, Payment, Question
from payung.programme.billing.states import TRANSITIONS, Step
from payung.programme.funds.reach import own_money

MOST = 20
MONEY = (Right.MAKE_PAYMENT, Right.CHECK_PAYMENT, Right.APPROVE_PAYMENT, Right.FILE_SPP,
         Right.SIGN_SPM, Right.ISSUE_SP2D)  # fmt: skip
TURNS = (Step.FILE, Step.CHECK, Step.APPROVE, Step.SEND)


def tasks(actor: Actor) -> Iterator[Task]:
    """Two statements at most for any role; nothing outside the actor's reach."""
    if any(actor.may_somewhere(right) for right in MONEY):
        yield from _payments(actor)
    if actor.may_somewhere(Right.RECORD_BANK):
        yield from _questions(actor)
    if actor.may_somewhere(Right.BILL):
        yield from _differences(actor)


def _payments(actor: Actor) -> Iterator[Task]:
    """Payments whose next step is this person's."""
    mine = Q(pk__in=[])
    for chain, table in TRANSITIONS.items():
        for step in TURNS:
            reach = own_money(actor, table[step].right)
            mine |= Q(chain=chain, state=table[step].source) & reach
    rows = Payment.objects.visible_to(actor).filter(mine).select_related("fund").order_by("at")
    for row in rows[:MOST]:
        table = TRANSITIONS[Payment.Chain(row.chain)]
        label = next(t.label for s, t in table.items() if t.source == row.state and s in TURNS)
        yield Task(
            Harm.DEADLINE,
            _("%(step)s: %(amount)s, %(fund)s")
            % {"step": label, "amount": rupiah(row.amount), "fund": row.fund.name},
            _("Menunggu sejak %(day)s; iuran yang terlambat dapat menggugurkan perlindungan.")
            % {"day": tanggal(row.at.date())},
            reverse("payments:payment", args=[row.pk]),
            area=row.area,
        )


def _questions(actor: Actor) -> Iterator[Task]:
    found = Question.objects.visible_to(actor, Right.RECORD_BANK).filter(answer="")
    told = found.aggregate(n=Count("pk"), day=Min("movement__booked_on"))
    if told["n"]:
        yield Task(
            Harm.OTHERS_WAIT,
            _("%(n)s mutasi bank belum cocok dengan tagihan") % {"n": angka(told["n"])},
            _("Yang terlama sejak %(day)s. Tidak ada yang dicocokkan diam-diam.")
            % {"day": tanggal(told["day"])},
            reverse("payments:bank"),
            count=told["n"],
        )


def _differences(actor: Actor) -> Iterator[Task]:
    rows = Difference.objects.visible_to(actor, Right.BILL).filter(state=Difference.State.OPEN)
    for month, count in rows.values_list("month").annotate(n=Count("pk")).order_by("month")[:MOST]:
        yield Task(
            Harm.REPAIR,
            _("%(n)s selisih rekonsiliasi %(month)s masih terbuka")
            % {"n": angka(count), "month": bulan(month)},
            _("Perbaiki atau jelaskan sebelum berita acara ditandatangani."),
            f"{reverse('payments:reconcile')}?bulan={month}",
            count=count,
        )
