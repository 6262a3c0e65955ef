"""The day on which a person died, and who says so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from payung.base.privacy import classify
from payung.programme.people.models import Person


class Death(models.Model):
    """A day of death that a named human vouches for; `source` is the list or report it is from."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="death")
    on = models.DateField()
    source = models.CharField(max_length=200)
    paper = models.CharField(max_length=100, blank=True, help_text="death certificate")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at", internal="person source paper by_id by_name", personal="on"
    )

    class Meta:
        app_label = "people"

    def __str__(self) -> str:
        return f"{self.on}"
