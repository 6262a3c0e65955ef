"""Deciding one setting: a value, a day, a paper; naming the OPD of a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.base.policy.actions import SettingRefused, checked
from payung.base.policy.catalogue import SettingKind

CHOICE_WORDS = {
    "unpaid_months": _("Dari bulan yang tidak dibayar"),
    "end_of_protection": _("Dari akhir bulan terakhir yang terlindungi"),
    "calendar_months": _("Bulan kalender"),
    "days_90": _("90 hari"),
    "bpu": _("Hanya BPU"),
    "all": _("Semua segmen"),
    "no": _("Tidak"),
    "yes": _("Ya"),
}


class DecideForm(forms.Form):
    """A new value of one setting. The action checks it again and writes it."""

    value = forms.CharField(label=_("Nilai"), max_length=200)
    scope = forms.CharField(
        label=_("Lingkup"), max_length=64, required=False,
        help_text=_("Kode jabatan, NPP, atau segmen; kosongkan bila berlaku umum."),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("Berlaku sejak"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200,
        help_text=_("Contoh: Perbup Belu 12/2026, 5 Januari 2026."),
    )  # fmt: skip

    def __init__(self, kind: SettingKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.choices:
            words = [(c, CHOICE_WORDS.get(c, c)) for c in kind.choices]
            self.fields["value"] = forms.ChoiceField(
                label=_("Nilai"), choices=words, widget=forms.RadioSelect
            )
        elif kind.kind == "integer":
            self.fields["value"].widget.attrs["inputmode"] = "numeric"
        elif kind.kind in {"lines", "days"}:
            self.fields["value"] = forms.CharField(
                label=_("Nilai"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8})
            )

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.kind.kind == "days":
            return value  # their year is the scope, which comes after
        if self.kind.kind == "integer":
            value = value.replace(".", "").replace("Rp", "").strip()
        try:
            return checked(self.kind, value)
        except SettingRefused as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.kind.kind == "days" and "value" in given:
            try:
                checked(self.kind, given["value"], given.get("scope", ""))
            except SettingRefused as error:
                self.add_error("value", str(error))
        return given


class OfficeForm(forms.Form):
    """The OPD for which a role acts, spelled as the funds that it manages spell it."""

    unit = forms.CharField(label=_("OPD"), max_length=60, required=False)
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200,
        help_text=_("Contoh: SK Kepala Dinas 12/2026, 5 Januari 2026."),
    )  # fmt: skip

    def __init__(self, known: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["unit"].help_text = (
            _("Pengelola dana yang sudah disebut: %(names)s.") % {"names": "; ".join(known)}
            if known
            else _("Belum ada dana yang menyebut OPD pengelolanya.")
        )

    def clean_unit(self) -> str:
        unit = " ".join(self.cleaned_data["unit"].split())
        return next((name for name in self.known if name.casefold() == unit.casefold()), unit)
