"""Forms of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.sipp import LayoutError, read_layout
from payung.programme.membership.kinds import KINDS
from payung.programme.membership.models import Employer, Membership
from payung.programme.selection.models import Candidate


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when nothing was."""
    return request.POST if request.method == "POST" else None


class MonthInput(forms.DateInput):
    """A month as browsers offer it: YYYY-MM."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(attrs={"placeholder": "2026-01"})


class MonthFormField(forms.CharField):
    """A month of contribution; gives `Month`, or None where it may be empty."""

    widget = MonthInput

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Month.read(str(text))
        except ValueError as error:
            raise forms.ValidationError(
                _("Tulis bulan seperti 2026-01 atau Januari 2026.")
            ) from error


def date_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-14.")},
    )  # fmt: skip


class BpjsFileForm(forms.Form):
    """A file of BPJS, and what holds for all of its rows."""

    kind = forms.ChoiceField(
        label=_("Jenis berkas"), widget=forms.RadioSelect, required=False, initial=""
    )
    area = forms.ChoiceField(label=_("Wilayah"))
    file = forms.FileField(
        label=_("Berkas dari BPJS"),
        help_text=_("Excel, ODS, atau CSV; judul kolom dicari pada 30 baris pertama."),
        error_messages={"required": _("Pilih berkas yang akan diunggah.")},
    )
    month = MonthFormField(
        label=_("Bulan iuran (BLTH)"), required=False,
        help_text=_("Untuk rincian iuran yang barisnya tidak menyebut bulan."),
    )  # fmt: skip
    paid_on = date_field(
        _("Tanggal diterima BPJS"), required=False,
        help_text=_("Untuk rincian iuran yang barisnya tidak menyebut tanggal bayar."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Kode iuran atau nomor bukti"), max_length=80, required=False
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("Kenali dari judul kolomnya"))]
        _choices(self, "kind", [*kinds, *((kind.code, kind.title) for kind in KINDS)])
        _choices(self, "area", [(area.code, area.title) for area in areas])

    def upload(self) -> UploadedFile[bytes]:
        found = self.cleaned_data["file"]
        assert isinstance(found, UploadedFile)  # noqa: S101
        return found


class ReceiptForm(forms.Form):
    """BPJS has the contribution of a village's members for a month."""

    village = forms.ChoiceField(label=_("Desa atau kelurahan"))
    month = MonthFormField(label=_("Bulan iuran (BLTH)"))
    paid_on = date_field(_("Tanggal diterima BPJS"))
    reference = forms.CharField(label=_("Kode iuran atau nomor bukti"), max_length=80)
    amount = forms.CharField(
        label=_("Jumlah (rupiah)"), required=False,
        help_text=_("Bila diisi, dicocokkan dengan iuran semua peserta bulan itu."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, villages: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "village", [(v.code, v.title) for v in villages])

    def clean_amount(self) -> int | None:
        text = "".join(c for c in self.cleaned_data["amount"] if c not in "Rp. ")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Tulis jumlah dengan angka, misalnya 1.680.000."))
        return int(text)

    def clean_paid_on(self) -> Any:
        day = self.cleaned_data["paid_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal terima tidak boleh di masa depan."))
        return day


class EmployerForm(forms.Form):
    """The NPP of a village or of a wadah."""

    area = forms.ChoiceField(label=_("Desa, kelurahan, atau wilayah wadah"))
    npp = forms.CharField(label=_("NPP"), max_length=20)
    name = forms.CharField(label=_("Nama pada sertifikat BPJS"), max_length=150)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Employer.Kind.choices, widget=forms.RadioSelect,
        initial=Employer.Kind.EMPLOYER,
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "area", [(area.code, area.title) for area in areas])


class SettingForm(forms.Form):
    """A value of a setting with the paper on which it rests."""

    value = forms.CharField(label=_("Kode LOKASI_PEKERJAAN"), max_length=40)
    paper = forms.CharField(
        label=_("Dasar (nomor dan tanggal surat)"), max_length=200,
        help_text=_("Contoh: Surat cabang BPJS Atambua 12/2026, 5 Januari 2026."),
    )  # fmt: skip
    valid_from = date_field(_("Berlaku sejak"))


class LayoutForm(SettingForm):
    """The layout of the BPU upload file, as YAML."""

    value = forms.CharField(
        label=_("Tata letak (YAML)"), max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 20, "class": "pu-code", "spellcheck": "false", "lang": "id"}
        ),
    )  # fmt: skip

    def clean_value(self) -> str:
        text = str(self.cleaned_data["value"])
        try:
            read_layout(text)
        except LayoutError as error:
            raise forms.ValidationError(str(error)) from error
        return text


class EndForm(forms.Form):
    """The end of a membership."""

    reason = forms.ChoiceField(
        label=_("Alasan"), choices=Membership.EndReason.choices, widget=forms.RadioSelect
    )
    on = date_field(_("Hari terakhir menjadi peserta"))
    paper = forms.CharField(
        label=_("Surat yang menjadi dasar"), max_length=200,
        help_text=_("Contoh: Akta kematian 5304-KM-0007, 3 Maret 2026."),
    )  # fmt: skip


class ReplaceForm(forms.Form):
    """The reserve who takes a place."""

    candidate = forms.ChoiceField(label=_("Cadangan"), widget=forms.RadioSelect)
    month_from = MonthFormField(label=_("Bulan iuran pertama"))
    paper = forms.CharField(label=_("Keputusan perubahan"), max_length=200)

    def __init__(self, *args: Any, reserves: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "candidate", [(str(c.pk), f"{c.rank}. {c.person.name}") for c in reserves])


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), max_length=200)


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices
