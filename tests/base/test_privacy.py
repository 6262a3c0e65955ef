"""Every column of every table of Payung is classified; what is sealed is sealed."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from payung.base.privacy import LEVELS

OURS = [m for m in apps.get_models() if m.__module__.startswith("payung.")]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_column_has_a_class(model: type[models.Model]) -> None:
    columns = {field.name for field in model._meta.concrete_fields}
    privacy: dict[str, str] = getattr(model, "privacy", {})
    assert set(privacy) == columns
    assert set(privacy.values()) <= set(LEVELS)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_sealed_means_sealed(model: type[models.Model]) -> None:
    """A sealed column is binary (ciphertext), a keyed fingerprint, or a password's hash."""
    for name, level in model.privacy.items():  # type: ignore[attr-defined]
        if level == "sealed":
            field = model._meta.get_field(name)
            keyed = name.endswith(("_index", "_tail", "_hash")) or name == "password"
            assert isinstance(field, models.BinaryField) or keyed, name
