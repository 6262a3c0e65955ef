"""Forms of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from payung.base.staging.registry import ListKind
from payung.base.territory.models import Area


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when nothing was."""
    return request.POST if request.method == "POST" else None


class ListForm(forms.Form):
    """A list from outside, of one kind, for one region."""

    kind = forms.ChoiceField(label=_("Jenis daftar"), widget=forms.RadioSelect)
    area = forms.ChoiceField(label=_("Wilayah"))
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("Excel, ODS, atau CSV; judul kolom dicari pada 30 baris pertama."),
        error_messages={"required": _("Pilih berkas yang akan diunggah.")},
    )

    def __init__(
        self, *args: Any, kinds: Sequence[ListKind], areas: Iterable[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "kind", [(kind.code, kind.title) for kind in kinds])
        listed = [(area.code, area.title) for area in areas]
        _choices(self, "area", listed)
        for name, choices in (("kind", kinds), ("area", listed)):
            if len(choices) == 1:
                self.fields[name].widget = forms.HiddenInput()
                first: Any = choices[0]
                self.fields[name].initial = first.code if name == "kind" else first[0]

    def upload(self) -> UploadedFile[bytes]:
        found = self.cleaned_data["file"]
        assert isinstance(found, UploadedFile)  # noqa: S101
        return found


def _choices(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=200,
        error_messages={"required": _("Tuliskan alasannya.")},
    )  # fmt: skip


class VisitForm(forms.Form):
    """A visit to a family."""

    on = forms.DateField(
        label=_("Tanggal kunjungan"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-14.")},
    )
    note = forms.CharField(label=_("Hasil kunjungan"), max_length=300, required=False)


class CheckForm(forms.Form):
    """Somebody whom a clerk is about to add."""

    name = forms.CharField(label=_("Nama"), max_length=150, required=False)
    nik = forms.CharField(label="NIK", max_length=40, required=False)
    birth_date = forms.DateField(
        label=_("Tanggal lahir"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tulis tanggal seperti 1980-08-17.")},
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        required=False,
        choices=[("", "–"), ("L", _("Laki-laki")), ("P", _("Perempuan"))],
    )
    mother_name = forms.CharField(label=_("Nama ibu"), max_length=150, required=False)
    kk = forms.CharField(label=_("Nomor KK"), max_length=40, required=False)
    village = forms.ChoiceField(label=_("Desa atau kelurahan"), required=False)

    def __init__(self, *args: Any, villages: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(area.code, area.title) for area in villages]
        _choices(self, "village", listed if len(listed) == 1 else [("", "–"), *listed])

    def columns(self) -> dict[str, Any]:
        """What was typed, as columns of a person."""
        found = {name: self.cleaned_data.get(name) for name in self.fields if name != "village"}
        return {name: str(value) for name, value in found.items() if value}
