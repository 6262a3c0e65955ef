"""Does every sealed value open with the keys at hand, and is it the key file of these data?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from payung.base.vault import crypto, keys


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of ciphertext: classified as sealed, and binary."""
    for model in apps.get_models():
        privacy: dict[str, str] = getattr(model, "privacy", {})
        for name, level in privacy.items():
            if level == "sealed" and isinstance(model._meta.get_field(name), models.BinaryField):
                yield model, name


def unopened() -> Iterator[str]:
    """A sentence for each column with values that do not open; reads every sealed value once."""
    try:
        check_keys()
        vault = crypto.current()
    except keys.KeysLost as lost:
        yield str(lost)
        return
    for model, name in sealed_columns():
        bad: list[int] = []
        for pk, value in _values(model, name).iterator(chunk_size=2000):
            try:
                vault.unseal(bytes(value))
            except keys.VaultError:
                bad.append(pk)
        if bad:
            label = f"{model._meta.db_table}.{name}"
            yield (
                f"{len(bad)} nilai tersegel di {label} tidak dapat dibuka "
                f"(baris {', '.join(map(str, bad[:5]))}{' …' if len(bad) > 5 else ''})."
            )


def check_keys() -> None:
    """Raise KeysLost when the first sealed value does not open; makes no key file of its own."""
    for model, name in sealed_columns():
        value = _values(model, name).order_by("pk").values_list("sealed", flat=True).first()
        if value is None:
            continue
        if not Path(keys.place()).exists():
            raise keys.KeysLost
        try:
            crypto.unseal(bytes(value))
        except keys.VaultError as error:
            raise keys.KeysLost from error
        return


def _values(model: type[models.Model], name: str) -> Any:
    """(pk, ciphertext) of the filled rows; the cast keeps the field from opening it."""
    rows = model._default_manager.annotate(sealed=Cast(name, models.BinaryField()))
    return rows.exclude(sealed=b"").exclude(sealed=None).values_list("pk", "sealed")
