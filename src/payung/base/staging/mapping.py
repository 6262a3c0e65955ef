"""Telling what the columns of a file mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from payung.base.staging.models import Batch
from payung.base.staging.queries import language
from payung.base.staging.registry import kind_of
from payung.core.sheets import Kind

LEFT_OUT = "-"


class ColumnsForm(forms.Form):
    """One choice a column; what was recognised is chosen already."""

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        known = [f for f in kind_of(batch.kind).schema.fields if f.kind is not Kind.IGNORED]
        choices = [(LEFT_OUT, _("– tidak dipakai –"))]
        choices += sorted(((f.name, f.label[lang]) for f in known), key=lambda c: c[1])
        self.headers: dict[str, str] = {}
        for column in batch.columns:
            name = f"kolom_{column['index']}"
            self.headers[name] = column["header"] or f"[{column['letter']}]"
            best = column["field"] or next(iter(column["guesses"]), LEFT_OUT)
            chosen = best if best in {c[0] for c in choices} else LEFT_OUT
            self.fields[name] = forms.ChoiceField(
                label=self.headers[name], choices=choices, initial=chosen
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        used: dict[str, str] = {}
        for name, header in self.headers.items():
            meant = data.get(name, LEFT_OUT)
            if meant != LEFT_OUT and meant in used:
                told = _("Arti ini sudah dipilih untuk kolom “%(other)s”.")
                self.add_error(name, told % {"other": used[meant]})
            used.setdefault(meant, header)
        return data

    def mapping(self) -> dict[str, str]:
        """Header → field; empty leaves the column out."""
        chosen = {header: self.cleaned_data[name] for name, header in self.headers.items()}
        return {header: "" if meant == LEFT_OUT else meant for header, meant in chosen.items()}
