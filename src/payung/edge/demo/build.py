"""Building the demo district: resumable by stage, every act a public action."""

from __future__ import annotations

import datetime as dt
import gc
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from payung.base import bulk
from payung.base.territory.models import Area
from payung.edge.demo import (
    bpjs,
    changes,
    claims,
    frame,
    money,
    outside,
    planning,
    register,
    selection,
    years,
)
from payung.edge.demo.aside import Aside
from payung.edge.demo.people import Resident
from payung.edge.demo.plan import REGENCY, SIZES, Plan, make_plan
from payung.edge.demo.staff import Staff
from payung.programme.funds.models import Fund
from payung.programme.membership.actions.enrolling import enrol
from payung.programme.membership.actions.exporting import export
from payung.programme.membership.models import Employer, Export, Membership
from payung.programme.selection.models import Decree

Say = Callable[[str], None]


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Few acts leave cycles, and the program itself stays: looking for them costs a seventh."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class Builder:
    """Runs the stages in order and writes down which are done, with what they counted.

    The demo's year and months follow `today`, once chosen; a builder that goes on keeps its day.
    """

    def __init__(self, folder: Path, size: str, say: Say, *, today: dt.date | None = None) -> None:
        self.say = say
        self.folder = folder
        self.ledger = folder / "demo.json"
        self.done: dict[str, Any] = (
            json.loads(self.ledger.read_text()) if self.ledger.exists() else {}
        )
        now = today or timezone.localdate()
        day = dt.date.fromisoformat(self.done.get("today", now.isoformat()))
        self.plan: Plan = make_plan(SIZES[self.done.get("size", size)], day)
        self.staff = Staff(self.plan)
        self.again: Future[list[list[Resident]]] | None = None

    def run(self) -> dict[str, Any]:
        """Build what is missing; returns the counts of every stage."""
        with _rare_collections(), bulk.roomy(), Aside() as aside:
            return self._stages(aside)

    def _stages(self, aside: Aside) -> dict[str, Any]:
        self.done |= {"size": self.plan.size.name, "today": self.plan.today.isoformat()}
        self._keep()
        self.staff.hire()
        for name, stage in (
            ("frame", self._frame),
            ("register", lambda: self._register(aside)),
            ("lists", lambda: self._lists(aside)),
            ("enrolment", lambda: self._enrolment(aside)),
            ("answers", lambda: {"kpj": bpjs.answer(self.staff)}),
            ("bills", lambda: self._money("Tagihan …", money.bills)),
            ("postings", lambda: bpjs.postings(self.staff, self.plan)),
            ("changes", lambda: self._changes(aside)),
            ("money", lambda: self._money("Rekening koran dan rekonsiliasi …", money.money)),
            ("claims", self._claims),
            ("outside", self._outside),
            ("planning", lambda: self._money("Pagu, tahap, donasi ASN …", planning.build)),
            ("years", lambda: self._money("Dua tahun yang lalu …", years.build)),
            ("samples", self._samples),
        ):
            if name not in self.done:
                began, used = time.monotonic(), time.process_time()
                counts = stage()
                spent = (time.monotonic() - began, time.process_time() - used)
                seconds = {"seconds": round(spent[0], 1), "processor_seconds": round(spent[1], 1)}
                self._note(name, counts | seconds)
        return self.done

    def _note(self, name: str, counts: dict[str, Any]) -> None:
        self.done[name] = counts
        self._keep()

    def _keep(self) -> None:
        draft = self.ledger.with_suffix(".new")
        draft.write_text(json.dumps(self.done, indent=1))
        draft.replace(self.ledger)

    def _frame(self) -> dict[str, Any]:
        self.say("Aturan, dana, dan pagu …")
        with transaction.atomic():  # all or nothing: a fund that is there says that all of it is
            if not Fund.objects.exists():
                frame.settings(self.staff, self.plan)
                frame.funds(self.staff, self.plan)
                frame.employers(self.staff, self.plan)
        return {"villages": len(self.plan.villages)}

    def _register(self, aside: Aside) -> dict[str, Any]:
        self.say("Data penduduk sintetis dan impornya …")
        rows, faults = register.import_all(self.plan, self.staff, aside, self.say)
        return {"rows": dict(rows), "faults": dict(faults)}

    def _lists(self, aside: Aside) -> dict[str, Any]:
        self.say("Usulan, telaah, verifikasi, dan keputusan …")
        selection.build(self.plan, self.staff, aside, self.say)
        return {"decrees": Decree.objects.count(), **selection.counted(self.plan)}

    def _enrolment(self, aside: Aside) -> dict[str, Any]:
        self.say("Pendaftaran dan berkas unggah SIPP …")
        self.again = changes.ask_again(self.plan, aside)
        for decree in Decree.objects.select_related("roster__fund").order_by("pk"):
            enrol(by=self.staff.dpmd, decree=decree)
        for employer in Employer.objects.order_by("pk"):
            export(by=self.staff.dpmd, segment="pu", area=employer.area_id, employer=employer)
        export(by=self.staff.dpmd, segment="bpu", area=REGENCY)
        vulnerable = Membership.objects.filter(segment="bpu", village__kind=Area.Kind.DESA)
        return {
            "heads": Membership.objects.count(),
            "vulnerable_in_desa": vulnerable.count(),
            "desa": vulnerable.values("village").distinct().count(),
            "files": Export.objects.count(),
        }

    def _changes(self, aside: Aside) -> dict[str, Any]:
        again = self.again or changes.ask_again(self.plan, aside)
        return dict(changes.later_lists(self.plan, self.staff, again))

    def _claims(self) -> dict[str, Any]:
        self.say("Klaim: kejadian, ahli waris, berkas, dan pembayaran …")
        return claims.build(self.staff, self.plan)

    def _outside(self) -> dict[str, Any]:
        self.say("Daftar dari Dukcapil, BKPSDM, dan Dinsos; pencarian data ganda …")
        return outside.lists_from_outside(self.plan, self.staff)

    def _money(self, said: str, stage: Callable[[Plan, Staff], dict[str, int]]) -> dict[str, Any]:
        self.say(said)
        return dict(stage(self.plan, self.staff))

    def _samples(self) -> dict[str, Any]:
        paths = register.keep_samples(self.plan, self.folder / "contoh")
        desa = [v for v in self.plan.villages if v.is_desa]
        waits = desa[selection.STOPS.index("verified")]
        return {"files": [p.name for p in paths], "kades": self.staff.login_of_head(waits)}
