"""The form that maps a post to an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.base.policy.actions import SettingRefused
from payung.desk.budget.forms import DAY, PAPER
from payung.programme.funds.accounts import checked_code
from payung.programme.selection.models import Candidate


class AccountForm(forms.Form):
    """A post, its account, a day, a paper."""

    post = forms.ChoiceField(label=_("Jabatan"), choices=Candidate.Post.choices)
    chart = forms.ChoiceField(
        label=_("Bagan akun"), widget=forms.RadioSelect, initial="",
        choices=[("desa", _("Desa (Siskeudes)")), ("sipd", _("Kelurahan (SIPD)"))],
    )  # fmt: skip
    value = forms.CharField(
        label=_("Kode rekening"), max_length=32,
        help_text=_("Desa: 5.2.7.90; kelurahan: 5.1.02.02.02.0006."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DAY)
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200, help_text=PAPER
    )

    @property
    def scope(self) -> str:
        post = str(self.cleaned_data["post"])
        return f"sipd:{post}" if self.cleaned_data["chart"] == "sipd" else post

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"post", "chart", "value"} <= data.keys():
            try:
                data["value"] = checked_code(data["value"], self.scope, Candidate.Post.values)
            except SettingRefused as refused:
                self.add_error("value", str(refused))
        return data
