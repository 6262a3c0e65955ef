"""Forms of this room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.staging.fixing import raw_text
from payung.base.staging.models import Batch
from payung.base.staging.queries import Said, language
from payung.base.staging.registry import kind_of
from payung.base.territory.models import Area
from payung.core.sheets import Kind

IGNORE = "-"


class UploadForm(forms.Form):
    """A file for one of the actor's villages."""

    village = forms.ChoiceField(label=gettext_lazy("Desa atau kelurahan"))
    file = forms.FileField(
        label=gettext_lazy("Berkas daftar penduduk"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), LibreOffice (.ods), atau CSV: ekspor OpenSID, SIAK, "
            "atau daftar biasa dengan judul kolom. Makro tidak pernah dijalankan."
        ),
        error_messages={
            "required": gettext_lazy("Pilih berkas yang akan diunggah."),
            "empty": gettext_lazy("Berkas kosong (0 bita). Simpan ulang, lalu unggah lagi."),
        },
    )

    def __init__(self, *args: Any, villages: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(area.code, area.title) for area in villages]
        field = self.fields["village"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = choices[0][0]

    def upload(self) -> UploadedFile[Any]:
        found = self.cleaned_data["file"]
        assert isinstance(found, UploadedFile)  # noqa: S101
        return found


def field_choices(batch: Batch) -> list[tuple[str, str]]:
    """Every field that is read, and those recognised here, by label."""
    schema, lang = kind_of(batch.kind).schema, language()
    here = {column["field"] for column in batch.columns}
    read = (f for f in schema.fields if f.kind is not Kind.IGNORED or f.name in here)
    named = sorted((f.label[lang], f.name) for f in read)
    return [(IGNORE, _("– tidak dipakai –")), *((name, label) for label, name in named)]


class MappingForm(forms.Form):
    """What each column means: one choice a column, the recognised ones filled in."""

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = field_choices(batch)
        self.headers: dict[str, str] = {}
        taken = {column["field"] for column in batch.columns}
        for column in batch.columns:
            guess = next((g for g in column["guesses"] if g not in taken), IGNORE)
            taken.add(guess)
            name = f"kolom_{column['index']}"
            self.headers[name] = column["header"] or f"[{column['letter']}]"
            self.fields[name] = forms.ChoiceField(
                label=self.headers[name],
                choices=choices,
                initial=column["field"] or guess,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for name, header in self.headers.items():
            field = data.get(name, IGNORE)
            if field in taken and field != IGNORE:
                self.add_error(
                    name, _("Sudah dipakai kolom “%(other)s”. Pilih satu saja.")
                    % {"other": taken[field]},
                )  # fmt: skip
            taken.setdefault(field, header)
        return data

    def mapping(self) -> dict[str, str]:
        """Header → field; '' leaves a column out."""
        chosen = {header: self.cleaned_data[name] for name, header in self.headers.items()}
        return {header: "" if field == IGNORE else field for header, field in chosen.items()}


class HeaderRowForm(forms.Form):
    """Which row holds the headers."""

    header_row = forms.IntegerField(
        label=gettext_lazy("Nomor baris judul kolom"), min_value=1, max_value=1000
    )


class RowForm(forms.Form):
    """A row's cells as they came; the ones with a problem first, with what is wrong."""

    def __init__(
        self,
        *args: Any,
        batch: Batch,
        cells: Sequence[Any],
        problems: Sequence[Said],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        schema, lang = kind_of(batch.kind).schema, language()
        self.told: dict[str, list[Said]] = {}
        for problem in problems:
            self.told.setdefault(problem.column, []).append(problem)
        mapped = [c["field"] for c in batch.columns if c["field"]]
        for name in sorted(mapped, key=lambda n: n not in self.told):
            field = schema.by_name[name]
            if field.kind is Kind.IGNORED:
                continue
            self.fields[name] = forms.CharField(
                label=field.label[lang],
                required=False,
                initial=raw_text(batch, cells, name),
                max_length=500,
                strip=False,
                help_text=" ".join(f"{p.message} {p.way_out}" for p in self.told.get(name, [])),
            )

    @property
    def troubled(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in self.told]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.told]

    def texts(self) -> dict[str, str]:
        """Only what differs from what stood there."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if self.cleaned_data[name] != field.initial
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=200,
        error_messages={"required": gettext_lazy("Tuliskan alasan pembatalan.")},
    )
