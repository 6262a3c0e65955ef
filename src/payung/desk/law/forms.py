"""Forms of this room. They live in the address, so that a case can be sent on and printed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.core.law import current_law
from payung.desk.law import words
from payung.desk.law.typed import amount_text

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
CHILDREN = (1, 2, 3)
NUMERIC = {"inputmode": "decimal", "autocomplete": "off"}


def choices(known: dict[str, Any], empty: Any = None) -> list[tuple[str, Any]]:
    """Options of a select; `empty` is the word for stating nothing."""
    return ([("", empty)] if empty is not None else []) + list(known.items())


class AmountField(forms.CharField):
    """Rupiah as people type them: 3.500.000 or Rp3500000,50. The law judges the amount."""

    widget = forms.TextInput(attrs={**NUMERIC, "class": "govuk-input--width-10"})

    def to_python(self, value: Any) -> str:
        return amount_text(super().to_python(value) or "")


class FilterForm(forms.Form):
    """Which law, of which day."""

    tanggal = forms.DateField(label=_("Berlaku pada"), widget=DAY, required=False)
    program = forms.ChoiceField(
        label=_("Program"), choices=choices(words.PROGRAMMES, _("Semua")), required=False
    )
    keyakinan = forms.ChoiceField(
        label=_("Keyakinan"),
        choices=[("", _("Semua")), ("high", _("tinggi")), ("medium", _("sedang")),
                 ("low", _("rendah"))],
        required=False,
    )  # fmt: skip
    cari = forms.CharField(label=_("Kata atau pasal"), max_length=80, required=False)


class ContributionForm(forms.Form):
    """One person, or one construction contract, in one month."""

    segment = forms.ChoiceField(label=_("Segmen"), choices=choices(words.SEGMENTS))
    programmes = forms.MultipleChoiceField(
        label=_("Program"),
        choices=choices(words.SHORT),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    month = forms.CharField(
        label=_("Bulan iuran"), max_length=7, help_text=_("TTTT-BB, misalnya 2026-05"),
        widget=forms.TextInput(attrs={"type": "month", "class": "govuk-input--width-10"}),
    )  # fmt: skip
    amount = AmountField(
        label=_("Upah, penghasilan atau nilai kontrak (rupiah)"), max_length=30, required=False,
        help_text=_("PU: upah sebulan. BPU: penghasilan sebulan. Konstruksi: lihat dasar hitung."),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("Dasar hitung jasa konstruksi"),
        choices=[("value", _("Nilai kontrak")), ("wage", _("Upah"))],
        required=False,
    )
    risk = forms.ChoiceField(
        label=_("Kelompok risiko (PU)"), choices=choices(words.RISKS, _("Tidak disebut")),
        required=False,
    )  # fmt: skip
    fund = forms.ChoiceField(
        label=_("Sumber dana (BPU)"),
        choices=choices(
            {k: v for k, v in words.FUNDS.items() if k != "unstated"}, _("Tidak disebut")
        ),
        required=False,
    )
    sector = forms.ChoiceField(
        label=_("Sektor"), choices=choices(words.SECTORS, _("Tidak disebut")), required=False
    )


class BenefitForm(forms.Form):
    """One claim."""

    programme = forms.ChoiceField(label=_("Program"), choices=choices(words.SHORT))
    event = forms.ChoiceField(label=_("Kejadian"), choices=choices(words.EVENTS))
    segment = forms.ChoiceField(label=_("Segmen"), choices=choices(words.SEGMENTS))
    date = forms.DateField(label=_("Tanggal kejadian"), widget=DAY)
    member_since = forms.DateField(
        label=_("Peserta sejak"), widget=DAY,
        help_text=_("Awal kepesertaan yang sekarang, tanpa terputus."),
    )  # fmt: skip
    months_paid = forms.IntegerField(
        label=_("Bulan iuran yang lunas"), min_value=0, max_value=1200, required=False,
        help_text=_("Bila kosong: semua bulan sejak menjadi peserta."),
    )  # fmt: skip
    amount = AmountField(
        label=_("Upah (PU) atau penghasilan (BPU), rupiah sebulan"), max_length=30, required=False,
        help_text=_("Untuk JKK dan JKP."),
    )  # fmt: skip
    part = forms.ChoiceField(label=_("Bagian tubuh (cacat sebagian)"), required=False)
    percent = forms.CharField(
        label=_("Persentase cacat dari dokter"), max_length=6, required=False,
        widget=forms.TextInput(attrs={**NUMERIC, "class": "govuk-input--width-5"}),
        help_text=_("Bersama bagian tubuh: berkurangnya fungsi, dalam persen."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Hari tidak mampu bekerja"), min_value=0, max_value=20_000, required=False
    )
    balance = AmountField(
        label=_("Saldo beserta pengembangannya (JHT, JP), rupiah"), max_length=30, required=False
    )
    average_wage = AmountField(
        label=_("Upah rata-rata (JP), rupiah"), max_length=30, required=False
    )
    survivor = forms.ChoiceField(
        label=_("Ahli waris pensiun (JP)"), choices=choices(words.SURVIVORS), required=False
    )
    purpose = forms.ChoiceField(
        label=_("Tujuan pengambilan sebagian (JHT)"), choices=choices(words.PURPOSES),
        required=False,
    )  # fmt: skip
    clock = forms.ChoiceField(
        label=_("Masa tunggu JKM dihitung menurut"), choices=choices(words.CLOCKS), required=False
    )
    clock_scope = forms.ChoiceField(
        label=_("Masa tunggu JKM berlaku bagi"), choices=choices(words.CLOCK_SCOPES), required=False
    )

    def __init__(self, lang: str, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        labels = current_law().parameters["jkk_disability"].class_labels
        known = {code: told[lang == "en"] for code, told in labels.items()}
        self.fields["part"].choices = choices(known, _("Tidak disebut"))  # type: ignore[attr-defined]
        for child in CHILDREN:
            for level, word in words.LEVELS.items():
                self.fields[f"{level}_{child}"] = forms.IntegerField(
                    label=_("Anak ke-%(n)s, %(level)s (tahun)") % {"n": child, "level": word},
                    min_value=0, max_value=100, required=False,
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}
                    ),
                )  # fmt: skip

    @property
    def usual(self) -> list[Any]:
        """What nearly every claim needs."""
        names = ("programme", "event", "segment", "date", "member_since", "months_paid", "amount")
        return [self[name] for name in names]

    @property
    def special(self) -> list[Any]:
        """What only some claims need."""
        names = ("part", "percent", "days", "balance", "average_wage", "survivor", "purpose")
        return [self[name] for name in (*names, "clock", "clock_scope")]

    @property
    def children(self) -> list[tuple[int, list[Any]]]:
        """The school years ahead of each child."""
        return [(n, [self[f"{level}_{n}"] for level in words.LEVELS]) for n in CHILDREN]


def first_contribution() -> dict[str, Any]:
    """The case with which the empty form begins: a village worker this month."""
    return {
        "segment": "bpu", "programmes": ["jkk", "jkm"], "fund": "apbdes", "amount": "1000000",
        "month": f"{timezone.localdate():%Y-%m}",
    }  # fmt: skip


def first_benefit() -> dict[str, Any]:
    """The claim with which the empty form begins: a village worker dies today after a year."""
    today = timezone.localdate()
    since = today.replace(year=today.year - 1, day=min(today.day, 28))
    return {
        "programme": "jkm", "event": "death", "segment": "bpu", "amount": "1000000",
        "date": today, "member_since": since, "survivor": "spouse", "purpose": "housing",
    }  # fmt: skip
