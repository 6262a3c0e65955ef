"""Forms of the room; they ask, nothing is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.programme.funds.models import Fund


class HandoverForm(forms.Form):
    """The fund that ends, and the year."""

    dana = forms.ModelChoiceField(
        label=gettext_lazy("Dana yang berakhir"), queryset=Fund.objects.none()
    )
    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)


class BridgeForm(forms.Form):
    """The year and the day on which the first tranche is expected."""

    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)
    cair = forms.DateField(
        label=gettext_lazy("Perkiraan hari cair tahap pertama"),
        help_text=gettext_lazy("Misalnya 30 April, bila ADD dan siltap terlambat."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, year = found.get("cair"), found.get("tahun")
        if day and year and day.year != year:
            self.add_error("cair", _("Hari cair harus dalam tahun %(year)s.") % {"year": year})
        return found
