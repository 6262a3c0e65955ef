"""People who log in, and the roles they hold in regions for a time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from payung.base.accounts.roles import ROLES
from payung.base.privacy import classify
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A log-in. What the person may do stands in `Assignment`, never here."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="id")

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    privacy: ClassVar[dict[str, str]] = classify(
        system="id is_active language",
        internal="username name last_login",
        personal="email",
        sealed="password",
    )

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, on: date) -> AssignmentQuerySet:
        """Assignments that hold on the day `on`."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))

    def visible_to(self, actor: Actor) -> AssignmentQuerySet:
        """Assignments in the regions whose log-ins and roles the actor manages."""
        return self.filter(within("area_id", actor.areas(Right.MANAGE_ACCOUNTS)))


class Assignment(models.Model):
    """One role of one person in one region, from a day to a day, on a paper."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=32)
    area = models.ForeignKey(Area, models.PROTECT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200, help_text="decree or letter of appointment")
    unit = models.CharField(
        max_length=60, blank=True, help_text="office (OPD) whose funds the role manages, if bound"
    )

    objects = AssignmentQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id user role area since until paper unit",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(ROLES)), name="assignment_role_known"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="assignment_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area", "since", "unit"], name="assignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.area_id}"
