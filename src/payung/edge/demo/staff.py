"""The people who work in the demo: one log-in per role and village, one password for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from django.db import transaction

from payung.base.accounts import actions as accounts
from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.edge.demo.plan import REGENCY, Plan, Village

PASSWORD = "payung-belu"  # noqa: S105 - printed on purpose: the demo is open to whoever runs it
PAPER = "SK penugasan (contoh)"

REGENCY_ROLES = {
    "dpmd": ("dpmd", "Dinas PMD Belu"),
    "bpjs": ("bpjs", "BPJS Ketenagakerjaan Atambua"),
    "dinsos": ("dinsos", "Dinas Sosial Belu"),
    "dukcapil": ("dukcapil", "Dukcapil Belu"),
    "bkpsdm": ("bkpsdm", "BKPSDM Belu"),
    "disnaker": ("disnaker", "Disnaker Belu"),
    "inspektorat": ("inspektorat", "Inspektorat Belu"),
    "bupati": ("bupati", "Bupati Belu"),
}


def slug(name: str) -> str:
    """A name as part of a log-in.

    >>> slug("Dua Koran"), slug("Fatuba'a")
    ('dua-koran', 'fatubaa')
    """
    return name.lower().replace("'", "").replace(" ", "-")


class Staff:
    """Actors by place and role; made once, by the public actions."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.known: dict[str, Actor] = {}

    @transaction.atomic
    def hire(self) -> int:
        """Make every log-in that is missing; returns how many log-ins there are."""
        for username, name, role, area in self._posts():
            user = User.objects.filter(username=username).first()
            if user is None:
                user = accounts.create_user(
                    by=accounts.SYSTEM, username=username, name=name, password=PASSWORD
                )
                if role:
                    accounts.assign(
                        by=accounts.SYSTEM, user=user, role=role, area=area,
                        since=dt.date(2022, 1, 1), paper=PAPER,
                    )  # fmt: skip
            self.known[username] = actor_for(user)
        return len(self.known)

    def operator(self, village: Village) -> Actor:
        return self.known[f"op.{self._login(village)}"]

    def head(self, village: Village) -> Actor:
        return self.known[self.login_of_head(village)]

    def login_of_head(self, village: Village) -> str:
        """The log-in of a village head or lurah."""
        return f"kades.{self._login(village)}"

    def camat(self, village: Village) -> Actor:
        return self.known[f"camat.{slug(village.place.district)}"]

    @property
    def dpmd(self) -> Actor:
        return self.known["dpmd"]

    @property
    def bpjs(self) -> Actor:
        return self.known["bpjs"]

    @cached_property
    def _twice(self) -> set[str]:
        names = [slug(v.area.name) for v in self.plan.villages]
        return {n for n in names if names.count(n) > 1}

    def _login(self, village: Village) -> str:
        name = slug(village.area.name)
        return f"{name}.{village.area.code[-4:]}" if name in self._twice else name

    def _posts(self) -> Iterator[tuple[str, str, str, Area]]:
        regency = Area.objects.get(code=REGENCY)
        for username, (role, name) in REGENCY_ROLES.items():
            yield username, name, role, regency
        yield "provinsi", "Pemerintah Provinsi NTT", "province", Area.objects.get(code=REGENCY[:2])
        yield "tamu", "Tamu tanpa tugas", "", regency
        districts = {v.area.parent for v in self.plan.villages if v.area.parent}
        for area in sorted(districts, key=lambda a: a.code):
            yield f"camat.{slug(area.name)}", f"Camat {area.name}", "camat", area
        for village in self.plan.villages:
            yield from self._village_posts(village)

    def _village_posts(self, village: Village) -> Iterator[tuple[str, str, str, Area]]:
        area, login = village.area, self._login(village)
        if village.is_desa:
            yield f"op.{login}", f"Operator {area.title}", "village_operator", area
            yield f"kades.{login}", f"Kepala {area.title}", "kades", area
        else:
            yield f"op.{login}", f"Staf {area.title}", "lurah_staff", area
            yield f"kades.{login}", f"Lurah {area.name}", "lurah", area
