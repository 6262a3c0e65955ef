"""Forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from payung.core.calendar import Month
from payung.programme.billing.models import BankAccount, Question
from payung.programme.funds.models import Fund
from payung.programme.membership.actions import Mended
from payung.programme.membership.models import Correction
from payung.programme.selection.models import Candidate


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when nothing was."""
    return request.POST if request.method == "POST" else None


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-14.")},
    )  # fmt: skip


class Rupiah(forms.CharField):
    """Whole rupiah, as people type them: 1.680.000 or Rp1680000."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = "".join(c for c in str(super().clean(value)) if c not in "Rp. ")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Tulis jumlah dengan angka, misalnya 1.680.000."))
        return int(text)


class CodeForm(forms.Form):
    """BPJS's contribution code of a bill."""

    code = forms.CharField(label=_("Kode iuran dari BPJS"), max_length=50)
    amount = Rupiah(label=_("Jumlah menurut kode iuran"))
    heads = forms.IntegerField(
        label=_("Jumlah orang menurut kode iuran"), required=False, min_value=0
    )
    expires_on = _day(_("Berlaku sampai"), required=False)


class MonthInput(forms.CharField):
    """A month, as BPJS and people write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return Month.read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(
                _("Tulis bulan seperti 2026-01 atau Januari 2026.")
            ) from error


class CorrectionForm(forms.Form):
    """What was right in earlier months: one of wage, post, fund."""

    FIELD = {"wage": "base", "post": "post", "fund": "fund"}

    month_from = MonthInput(label=_("Bulan pertama"), help_text=_("Contoh: Maret 2026."))
    month_to = MonthInput(label=_("Bulan terakhir"))
    what = forms.ChoiceField(
        label=_("Yang keliru"), choices=Correction.What.choices, widget=forms.RadioSelect
    )
    base = Rupiah(label=_("Upah atau penghasilan yang benar (rupiah sebulan)"), required=False)
    post = forms.ChoiceField(
        label=_("Jabatan yang benar"), required=False,
        choices=[("", "–"), *Candidate.Post.choices[1:]],
    )  # fmt: skip
    fund = forms.ModelChoiceField(
        label=_("Dana yang benar"), required=False, queryset=Fund.objects.none()
    )
    book_in = MonthInput(
        label=_("Dibukukan pada bulan"), required=False,
        help_text=_("Bulan pembukuan yang masih terbuka; kosong berarti bulan ini."),
    )  # fmt: skip
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200,
        help_text=_("Contoh: SK Kepala Desa 9/2026 tentang pengangkatan perangkat."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        field = self.FIELD.get(data.get("what", ""), "")
        if field and field not in self.errors and not data.get(field):
            self.add_error(field, _("Isi nilai yang benar."))
        return data

    def mended(self) -> Mended:
        """The correction as the action takes it; only the field of what was wrong."""
        given = self.cleaned_data
        field = self.FIELD[given["what"]]
        return Mended(
            given["month_from"], given["month_to"], given["paper"], **{field: given[field]}
        )


class ReceiptForm(forms.Form):
    """BPJS has the whole of a bill."""

    paid_on = _day(_("Tanggal diterima BPJS"))
    reference = forms.CharField(label=_("Kode iuran atau nomor bukti"), max_length=80)


class StepForm(forms.Form):
    """A step of a payment."""

    number = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
    note = forms.CharField(
        label=_("Catatan"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Berkas"), error_messages={"required": _("Pilih berkas yang akan diunggah.")}
    )

    def upload(self) -> UploadedFile[bytes]:
        found = self.cleaned_data["file"]
        assert isinstance(found, UploadedFile)  # noqa: S101
        return found


class StatementForm(FileForm):
    """A bank statement, or the realisation of Siskeudes."""

    kind = forms.ChoiceField(
        label=_("Jenis berkas"), widget=forms.RadioSelect, initial="bank_statement",
        choices=[("bank_statement", _("Rekening koran (CSV, Excel, MT940, CAMT.053)")),
                 ("siskeudes_realisation", _("Realisasi Siskeudes (Excel atau CSV)"))],
    )  # fmt: skip
    account = forms.ModelChoiceField(
        BankAccount.objects.none(), label=_("Rekening"), required=False,
        empty_label=_("menurut kolom rekening dalam berkas"),
    )  # fmt: skip
    field_order = ("kind", "account", "file")

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["account"]
        field.queryset = accounts
        field.label_from_instance = lambda row: f"{row.holder} ({row.bank})"


class AccountForm(forms.Form):
    """The account of a payer."""

    area = forms.ChoiceField(label=_("Pembayar"))
    bank = forms.CharField(label=_("Bank"), max_length=60)
    holder = forms.CharField(label=_("Nama pemilik rekening"), max_length=120)
    number = forms.CharField(label=_("Nomor rekening"), max_length=30)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [(area.code, area.title) for area in areas]


class AnswerForm(forms.Form):
    """What a person says of a movement that did not match by itself."""

    answer = forms.ChoiceField(
        label=_("Mutasi ini"), widget=forms.RadioSelect,
        choices=[("matched", _("membayar tagihan yang dicentang")),
                 (Question.Answer.NOT_OURS, _("bukan iuran BPJS Ketenagakerjaan")),
                 (Question.Answer.EXPLAINED, _("ada penjelasannya"))],
    )  # fmt: skip
    bills = forms.MultipleChoiceField(
        label=_("Tagihan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, bills: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bills"]
        field.choices = bills


class ReconcileForm(FileForm):
    """A list of BPJS for a month."""

    bulan = forms.CharField(label=_("Bulan iuran (BLTH)"), widget=forms.DateInput(
        attrs={"type": "month", "placeholder": "2026-01"}))  # fmt: skip
    paid_on = _day(_("Tanggal diterima BPJS, bila baris tidak menyebutnya"), required=False)
    field_order = ("bulan", "file", "paid_on")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Penjelasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperForm(forms.Form):
    """The paper on which an act rests."""

    paper = forms.CharField(label=_("Nomor dan tanggal berita acara"), max_length=200)
