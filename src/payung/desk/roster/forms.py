"""Forms of the workflow; the actions check everything again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.base.ui.format import bulan
from payung.core.calendar import Month
from payung.programme.funds.models import Fund
from payung.programme.selection.actions.rosters import MOST_INCOME
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.rules.registry import RULES

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class NewListForm(forms.Form):
    """Which list to begin: village, fund, year, segment."""

    village = forms.ChoiceField(label=_("Desa atau kelurahan"))
    fund = forms.ModelChoiceField(label=_("Dana"), queryset=Fund.objects.none())
    year = forms.IntegerField(label=_("Tahun anggaran"), min_value=2020, max_value=2100)
    segment = forms.ChoiceField(
        label=_("Untuk siapa"),
        choices=[
            (Roster.Segment.BPU, _("Pekerja rentan (BPU)")),
            (Roster.Segment.PU, _("Perangkat dan lembaga desa (PU)")),
        ],
        widget=forms.RadioSelect,
        initial=Roster.Segment.BPU,
    )
    amending = forms.BooleanField(
        label=_("Daftar perubahan: yang lama sudah ditetapkan"), required=False
    )

    def __init__(self, villages: list[tuple[str, str]], funds: Any, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["village"].choices = villages  # type: ignore[attr-defined]
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]
        self.initial.setdefault("year", timezone.localdate().year)


class ProposeForm(forms.Form):
    """The minutes of the village meeting."""

    number = forms.CharField(label=_("Nomor berita acara musyawarah desa"), max_length=120)
    on = forms.DateField(label=_("Tanggal musyawarah"), widget=DAY)
    file = forms.FileField(label=_("Berkas berita acara"), required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea)


class NoteForm(forms.Form):
    """A step forward with an optional note and letter."""

    number = forms.CharField(
        label=_("Nomor surat"), max_length=120, required=False,
        help_text=_("Bila ada surat pengantar atau hasil verifikasi."),
    )  # fmt: skip
    on = forms.DateField(label=_("Tanggal surat"), required=False, widget=DAY)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea)


class ReasonForm(forms.Form):
    """A step back needs its reason."""

    note = forms.CharField(
        label=_("Apa yang perlu diperbaiki"), widget=forms.Textarea,
        help_text=_("Operator membaca catatan ini."),
    )  # fmt: skip


class DecreeFormFields(forms.Form):
    """Number, day and signer of the decree."""

    number = forms.CharField(label=_("Nomor keputusan"), max_length=80)
    on = forms.DateField(label=_("Tanggal keputusan"), widget=DAY)
    signer_name = forms.CharField(label=_("Nama penanda tangan"), max_length=150)
    signer_post = forms.CharField(label=_("Jabatan penanda tangan"), max_length=80)
    month_from = forms.ChoiceField(label=_("Bulan iuran pertama"))
    basis = forms.CharField(
        label=_("Mengingat (satu peraturan per baris)"), widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, months: list[Month], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["month_from"].choices = [  # type: ignore[attr-defined]
            (str(month), bulan(month)) for month in months
        ]

    def clean_month_from(self) -> Month:
        return Month.parse(self.cleaned_data["month_from"])

    def clean_basis(self) -> list[str]:
        return _lines(self.cleaned_data["basis"])


def _lines(text: str) -> list[str]:
    """Regulations, one a line."""
    lines = [line.strip(" ;.") for line in text.splitlines()]
    return [line for line in lines if line]


class RegentForm(forms.Form):
    """Which lists one decree of the regent holds; its number, day and signer."""

    lists = forms.MultipleChoiceField(
        label=_("Daftar yang ditetapkan"), widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(label=_("Nomor keputusan"), max_length=80)
    on = forms.DateField(label=_("Tanggal keputusan"), widget=DAY)
    signer_name = forms.CharField(label=_("Nama penanda tangan"), max_length=150)
    basis = forms.CharField(
        label=_("Mengingat (satu peraturan per baris)"), widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, lists: list[tuple[str, str]], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["lists"].choices = lists  # type: ignore[attr-defined]

    def clean_basis(self) -> list[str]:
        return _lines(self.cleaned_data["basis"])


class PlaceForm(forms.Form):
    """What becomes of the ticked names."""

    place = forms.ChoiceField(
        label=_("Untuk nama yang dicentang"),
        choices=[
            (Candidate.Place.MEMBER, _("Jadikan peserta")),
            (Candidate.Place.RESERVE, _("Jadikan cadangan")),
            (Candidate.Place.EXCLUDED, _("Tidak diusulkan")),
        ],
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class DescribeForm(forms.Form):
    """What the operator knows of a candidate."""

    post = forms.ChoiceField(label=_("Jabatan"), choices=Candidate.Post.choices)
    base = forms.IntegerField(
        label=_("Penghasilan yang dilaporkan (rupiah sebulan)"), min_value=0, max_value=MOST_INCOME,
        required=False, help_text=_("Kosongkan untuk memakai penghasilan dana."),
    )  # fmt: skip
    working_statement = forms.BooleanField(
        label=_("Ada pernyataan bertanda tangan: bekerja dan sehat"), required=False
    )
    decile = forms.IntegerField(
        label=_("Desil keluarga (DTSEN)"), min_value=1, max_value=10, required=False
    )
    decile_source = forms.CharField(label=_("Sumber desil"), max_length=120, required=False)
    override_reason = forms.CharField(
        label=_("Alasan musdes bila di luar desil"), max_length=300, required=False
    )


class FilterForm(forms.Form):
    """Filters of the candidates, kept in the address."""

    hasil = forms.ChoiceField(
        label=_("Hasil"), required=False,
        choices=[("", _("Semua")), *Candidate.Outcome.choices],
    )  # fmt: skip
    aturan = forms.ChoiceField(label=_("Terkena aturan"), required=False)
    cari = forms.CharField(label=_("Nama"), max_length=60, required=False)

    def __init__(self, *args: Any, lang: str = "id", **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["aturan"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua")), *((rule.code, rule.title(lang)) for rule in RULES.values())
        ]  # fmt: skip


class RankForm(forms.Form):
    """How many members to choose by need."""

    heads = forms.IntegerField(label=_("Jumlah peserta"), min_value=1, max_value=100_000)
