"""Forms of the budget; the actions check everything again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.base.territory.models import Area
from payung.base.ui.format import language
from payung.core.calendar import NAMES, Month
from payung.core.sheets.codes import OCCUPATION
from payung.programme.funds.models import Agreement, Fund, PlanStage
from payung.programme.selection.rules.verdict import Rule

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
PAPER = _("Contoh: Perbup Belu 12/2026, 5 Januari 2026.")
ALL_DESA, ALL_KELURAHAN = "desa", "kelurahan"
OCCUPATIONS = [(int(code), label.capitalize()) for code, label in OCCUPATION.labels.items()]


def _months() -> list[tuple[int, str]]:
    """The months by number, named in the language of the request."""
    return list(enumerate(NAMES[language()], 1))


class FundForm(forms.Form):
    """A new fund."""

    code = forms.SlugField(label=_("Kode"), max_length=32, help_text=_("Contoh: add-rentan"))
    name = forms.CharField(label=_("Nama"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis dana"), choices=Fund.Kind.choices)
    source = forms.CharField(
        label=_("Sumber"), max_length=60, required=False, help_text=_("ADD, PADes, DBH-CHT …")
    )
    area = forms.ChoiceField(label=_("Untuk warga di"))
    payer_level = forms.ChoiceField(label=_("Dibayar oleh"), choices=Area.Level.choices)
    income_base = forms.IntegerField(
        label=_("Penghasilan yang dilaporkan untuk BPU (rupiah sebulan)"), min_value=0,
        required=False,
        help_text=_("Menentukan iuran BPU. Tanpa isian ini iuran BPU tidak dihitung."),
    )  # fmt: skip
    account_code = forms.CharField(label=_("Kode rekening"), max_length=32, required=False)
    activity_code = forms.CharField(label=_("Kode kegiatan"), max_length=32, required=False)
    unit = forms.CharField(
        label=_("OPD pengelola"), max_length=60, required=False,
        help_text=_("Hanya petugas OPD ini yang mengajukan pembayaran dari dana ini."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DAY)
    valid_until = forms.DateField(label=_("Berlaku sampai"), widget=DAY, required=False)
    regulation = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200, help_text=PAPER
    )

    def __init__(self, areas: list[tuple[str, str]], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]

    def clean_kind(self) -> Fund.Kind:
        return Fund.Kind(self.cleaned_data["kind"])

    def clean_payer_level(self) -> Area.Level:
        return Area.Level(self.cleaned_data["payer_level"])


class ShareForm(forms.Form):
    """A village's share, or the same for all villages."""

    village = forms.ChoiceField(label=_("Untuk"))
    year = forms.IntegerField(label=_("Tahun anggaran"), min_value=2020, max_value=2100)
    month_from = forms.TypedChoiceField(
        label=_("Bulan pertama"), choices=_months, coerce=int, initial=1
    )
    month_to = forms.TypedChoiceField(
        label=_("Bulan terakhir"), choices=_months, coerce=int, initial=12
    )
    target_minimum = forms.IntegerField(
        label=_("Target minimal (orang)"), min_value=0, required=False,
        help_text=_("Paling sedikit sekian orang dilindungi."),
    )  # fmt: skip
    quota = forms.IntegerField(
        label=_("Kuota (orang)"), min_value=0, required=False,
        help_text=_("Paling banyak sekian orang."),
    )  # fmt: skip
    ceiling = forms.IntegerField(
        label=_("Pagu (rupiah setahun)"), min_value=0, required=False,
        help_text=_("Paling banyak sekian rupiah. Kosongkan bila belum ditetapkan."),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200, help_text=PAPER
    )

    def __init__(self, villages: list[tuple[str, Any]], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["village"].choices = [  # type: ignore[attr-defined]
            (ALL_DESA, _("Semua desa")), (ALL_KELURAHAN, _("Semua kelurahan")), *villages,
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "year" in data:
            for name in ("month_from", "month_to"):
                if isinstance(data.get(name), int):
                    data[name] = Month(data["year"], data[name])
        return data


class RuleForm(forms.Form):
    """A new version of a rule; one field for each of its parameters."""

    hard = forms.TypedChoiceField(
        label=_("Sifat"), coerce=lambda v: v == "1", widget=forms.RadioSelect,
        choices=[("1", _("Wajib: yang tidak memenuhi tidak dapat ditetapkan")),
                 ("0", _("Pertimbangan: ditandai untuk diperiksa"))],
    )  # fmt: skip
    active = forms.BooleanField(label=_("Aturan ini dipakai"), required=False)
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DAY)
    regulation = forms.CharField(label=_("Dasar"), max_length=200, help_text=PAPER)
    confidence = forms.ChoiceField(
        label=_("Keyakinan atas dasar ini"),
        choices=[("high", _("tinggi")), ("medium", _("sedang")), ("low", _("rendah"))],
    )

    LABELS = {
        "minimum": _("Paling rendah"),
        "below": _("Batas (belum mencapai)"),
        "maximum": _("Paling tinggi"),
        "codes": _("Pekerjaan yang boleh diusulkan"),
    }

    def __init__(self, rule: Rule, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.rule = rule
        for name in (*rule.params, *rule.policy):
            label = self.LABELS.get(name, name)
            if name == "codes":
                self.fields[f"param_{name}"] = forms.TypedMultipleChoiceField(
                    label=label, choices=OCCUPATIONS, coerce=int, required=False,
                    widget=forms.CheckboxSelectMultiple, empty_value=None,
                )  # fmt: skip
                continue
            self.fields[f"param_{name}"] = forms.IntegerField(
                label=label, min_value=0, max_value=10**10, required=False,
                help_text=_("Kosongkan untuk memakai aturan kabupaten atau bawaan."),
            )  # fmt: skip

    def params(self) -> dict[str, Any]:
        """The parameters that were filled in."""
        found: dict[str, Any] = {}
        for name in (*self.rule.params, *self.rule.policy):
            value = self.cleaned_data.get(f"param_{name}")
            if value is not None:
                found[name] = sorted(value) if isinstance(value, list) else value
        return found


class StageForm(forms.Form):
    """What a village put down at one stage."""

    fund = forms.ModelChoiceField(label=_("Dana"), queryset=Fund.objects.none())
    stage = forms.ChoiceField(label=_("Tahap"), choices=PlanStage.Stage.choices)
    heads = forms.IntegerField(label=_("Orang"), min_value=0)
    rupiah = forms.IntegerField(label=_("Rupiah setahun"), min_value=0)
    paper = forms.CharField(
        label=_("Dokumen"), max_length=200,
        help_text=_("Contoh: Perdes Kewar 4/2026 tentang APBDes."),
    )  # fmt: skip
    paper_date = forms.DateField(label=_("Tanggal dokumen"), widget=DAY)


class AgreementForm(forms.Form):
    """A signed promise."""

    area = forms.ChoiceField(label=_("Untuk wilayah"))
    kind = forms.ChoiceField(label=_("Jenis"), choices=Agreement.Kind.choices)
    number = forms.CharField(label=_("Nomor"), max_length=80)
    subject = forms.CharField(label=_("Perihal"), max_length=200)
    parties = forms.CharField(label=_("Para pihak"), max_length=300)
    fund = forms.ModelChoiceField(label=_("Dana"), queryset=Fund.objects.none(), required=False)
    signed_on = forms.DateField(label=_("Ditandatangani"), widget=DAY)
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DAY)
    valid_until = forms.DateField(label=_("Berlaku sampai"), widget=DAY)
    promised_heads = forms.IntegerField(
        label=_("Orang yang dijanjikan"), min_value=0, required=False
    )
    promised_rupiah = forms.IntegerField(
        label=_("Rupiah yang dijanjikan"), min_value=0, required=False
    )
