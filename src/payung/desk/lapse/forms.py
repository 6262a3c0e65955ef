"""Forms of the room; they ask, nothing is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.programme.funds.models import Fund
from payung.programme.funds.tranches import LABELS, MOST


class HandoverForm(forms.Form):
    """The fund that ends, and the year."""

    dana = forms.ModelChoiceField(
        label=gettext_lazy("Dana yang berakhir"), queryset=Fund.objects.none()
    )
    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)


class TrancheForm(forms.Form):
    """The day on which a tranche comes, on a paper."""

    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)
    dana = forms.ChoiceField(label=gettext_lazy("Dana"), choices=list(LABELS.items()))
    tahap = forms.IntegerField(label=gettext_lazy("Tahap"), min_value=1, max_value=MOST, initial=1)
    cair = forms.DateField(
        label=gettext_lazy("Hari cair"), widget=forms.DateInput(attrs={"type": "date"})
    )
    paper = forms.CharField(label=gettext_lazy("Dasar (nomor dan tanggal surat)"), max_length=200)


class BridgeForm(forms.Form):
    """The year and the day on which the first tranche is expected."""

    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)
    cair = forms.DateField(
        label=gettext_lazy("Perkiraan hari cair tahap pertama"), required=False,
        help_text=gettext_lazy(
            "Misalnya 30 April. Dipakai bagi desa yang kalendernya belum tercatat."
        ),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    semua = forms.BooleanField(
        label=gettext_lazy("Pakai hari itu untuk semua desa"), required=False
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, year = found.get("cair"), found.get("tahun")
        if day and year and day.year != year:
            self.add_error("cair", _("Hari cair harus dalam tahun %(year)s.") % {"year": year})
        return found
