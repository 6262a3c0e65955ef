"""Forms of civil servants' pledges; the actions check everything again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.base.ui.format import bulan
from payung.core.calendar import Month, months_between
from payung.core.identity import clean
from payung.desk.budget.forms import DAY
from payung.programme.funds.models import Fund, Pledge


class MonthInput(forms.CharField):
    """A month, as BPJS and people write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return Month.read(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Tulis bulan seperti 2026-01 atau Januari 2026.")
            ) from error


class PledgeForm(forms.Form):
    """One civil servant and the workers he pays for."""

    fund = forms.ModelChoiceField(label=_("Dana"), queryset=Fund.objects.none())
    name = forms.CharField(label=_("Nama ASN"), max_length=150)
    nip = forms.CharField(label=_("NIP / NI PPPK"), max_length=25)
    unit = forms.CharField(
        label=_("OPD"), max_length=120, help_text=_("Bendahara OPD inilah yang memotong donasinya.")
    )
    workers = forms.CharField(
        label=_("NIK pekerja yang ditanggung"), max_length=800,
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "numeric"}),
        help_text=_("Satu NIK per baris, paling banyak 20."),
    )  # fmt: skip
    monthly = forms.IntegerField(
        label=_("Janji untuk tiap pekerja (rupiah sebulan)"), min_value=0, max_value=10**9
    )
    month_from = MonthInput(label=_("Bulan pertama"), help_text=_("Contoh: Juli 2026."))
    month_to = MonthInput(label=_("Bulan terakhir"))
    paper = forms.CharField(label=_("Surat pernyataan (nomor dan tanggal)"), max_length=200)
    made_on = forms.DateField(label=_("Tanggal pernyataan"), widget=DAY)

    def __init__(self, funds: list[Fund], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["fund"].queryset = Fund.objects.filter(pk__in=[f.pk for f in funds])  # type: ignore[attr-defined]

    def clean_workers(self) -> list[str]:
        lines = [clean(line).text.replace(" ", "")
                 for line in self.cleaned_data["workers"].splitlines()]  # fmt: skip
        return [line for line in lines if line]


class StopForm(forms.Form):
    """When a pledge ends and why."""

    after = forms.TypedChoiceField(label=_("Bulan terakhir yang masih dibayar"), coerce=Month.parse)
    reason = forms.ChoiceField(label=_("Alasan"), choices=Pledge.Stop.choices)
    paper = forms.CharField(label=_("Surat pemberhentian (nomor dan tanggal)"), max_length=200)

    def __init__(self, pledge: Pledge, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        months = months_between(pledge.month_from - 1, pledge.month_to)
        self.fields["after"].choices = [(str(m), bulan(m)) for m in months]  # type: ignore[attr-defined]


class ManagerForm(forms.Form):
    """The OPD that manages a fund."""

    unit = forms.CharField(label=_("OPD pengelola"), max_length=60, required=False)
    paper = forms.CharField(label=_("Dasar (nomor dan tanggal surat)"), max_length=200)
