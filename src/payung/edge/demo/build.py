"""Building the demo district: resumable by stage, every act a public action."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from payung.edge.demo import bpjs, frame, register, selection
from payung.edge.demo.plan import SIZES, Plan, make_plan
from payung.edge.demo.staff import Staff
from payung.programme.funds.models import Fund
from payung.programme.membership.actions.enrolling import enrol
from payung.programme.membership.actions.exporting import export
from payung.programme.membership.models import Employer
from payung.programme.selection.models import Decree

Say = Callable[[str], None]


class Builder:
    """Runs the stages in order and writes down which are done, with what they counted."""

    def __init__(self, folder: Path, size: str, say: Say) -> None:
        self.say = say
        self.folder = folder
        self.ledger = folder / "demo.json"
        self.done: dict[str, Any] = (
            json.loads(self.ledger.read_text()) if self.ledger.exists() else {}
        )
        today = dt.date.fromisoformat(self.done.get("today", timezone.localdate().isoformat()))
        self.plan: Plan = make_plan(SIZES[self.done.get("size", size)], today)
        self.staff = Staff(self.plan)

    def run(self) -> dict[str, Any]:
        """Build what is missing; returns the counts of every stage."""
        self.done |= {"size": self.plan.size.name, "today": self.plan.today.isoformat()}
        self.staff.hire()
        for name, stage in (
            ("frame", self._frame),
            ("register", self._register),
            ("lists", self._lists),
            ("enrolment", self._enrolment),
            ("answers", lambda: dict(bpjs.answer(self.staff))),
            ("postings", lambda: dict(bpjs.postings(self.staff, self.plan))),
            ("samples", self._samples),
        ):
            if name not in self.done:
                began = time.monotonic()
                counts = stage()
                self._note(name, counts | {"seconds": round(time.monotonic() - began, 1)})
        return self.done

    def _note(self, name: str, counts: dict[str, Any]) -> None:
        self.done[name] = counts
        draft = self.ledger.with_suffix(".new")
        draft.write_text(json.dumps(self.done, indent=1))
        draft.replace(self.ledger)

    def _frame(self) -> dict[str, Any]:
        self.say("Aturan, dana, dan pagu …")
        frame.settings(self.staff, self.plan)
        if not Fund.objects.exists():
            frame.funds(self.staff, self.plan)
        frame.employers(self.staff, self.plan)
        return {"villages": len(self.plan.villages)}

    def _register(self) -> dict[str, Any]:
        self.say("Data penduduk sintetis dan impornya …")
        files, faults = register.village_files(self.plan)
        rows = register.import_all(self.plan, self.staff, files, self.say)
        return {"rows": dict(rows), "faults": dict(faults)}

    def _lists(self) -> dict[str, Any]:
        self.say("Usulan, telaah, verifikasi, dan keputusan …")
        funds = {f.code: f for f in Fund.objects.all()}
        decreed = 0
        for n, village in enumerate(self.plan.villages, 1):
            main = funds["add" if village.is_desa else "dau"]
            decreed += self._list(village, main, selection.vulnerable)
            if village.is_desa:
                decreed += self._list(village, funds["add-aparat"], selection.officials)
            if n % 20 == 0 or n == len(self.plan.villages):
                self.say(f"  keputusan: {n} dari {len(self.plan.villages)} desa dan kelurahan")
        return {"decrees": decreed}

    def _list(self, village: Any, fund: Fund, make: Callable[..., Decree | None]) -> int:
        if fund.rosters.filter(village=village.area, year=self.plan.year).exists():
            return 0
        with transaction.atomic():  # a list is built whole, or again from its start
            return 1 if make(self.plan, self.staff, village, fund) else 0

    def _enrolment(self) -> dict[str, Any]:
        self.say("Pendaftaran dan berkas unggah SIPP …")
        heads = 0
        for decree in Decree.objects.select_related("roster__fund").order_by("pk"):
            heads += len(enrol(by=self.staff.dpmd, decree=decree).added)
        for employer in Employer.objects.order_by("pk"):
            export(by=self.staff.dpmd, segment="pu", area=employer.area_id, employer=employer)
        files = export(by=self.staff.dpmd, segment="bpu", area="53.04")
        return {"heads": heads, "bpu_files": len(files.exports)}

    def _samples(self) -> dict[str, Any]:
        paths = register.keep_samples(self.plan, self.folder / "contoh")
        return {"files": [p.name for p in paths]}
