"""Forms of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.core.law import current_law
from payung.desk.claims.scanning import ScanField
from payung.programme.claims.actions import NewEvent
from payung.programme.claims.models import Child, Event, Heir, SchoolYear

ANSWERS = [("yes", _("Ya")), ("no", _("Tidak")), ("", _("Belum tahu"))]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included; None when nothing was."""
    return request.POST if request.method == "POST" else None


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-14.")},
    )  # fmt: skip


def text_field(label: Any, most: int = 150, *, required: bool = False, help_text: Any = "") -> Any:
    """A line of text."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


class MoneyField(forms.CharField):
    """Rupiah as people write them; gives int, or None where it may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").removeprefix("Rp").strip()
        if not text:
            return None
        digits = text.replace(".", "").replace(" ", "")
        if not digits.isdecimal():
            raise forms.ValidationError(_("Tulis jumlah rupiah dengan angka saja, tanpa sen."))
        return int(digits)


def yes_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    """Yes, no, or not known yet."""
    return forms.ChoiceField(
        label=label, choices=ANSWERS, widget=forms.RadioSelect, required=False, initial="",
        help_text=help_text,
    )  # fmt: skip


class EventForm(forms.Form):
    """The first questions: two minutes on a phone. Details may come later."""

    kind = forms.ChoiceField(
        label=_("Apa yang terjadi?"), choices=Event.Kind.choices, widget=forms.RadioSelect,
        initial=Event.Kind.DEATH,
    )  # fmt: skip
    occurred_on = day_field(_("Kapan terjadi?"))
    occurred_at = forms.TimeField(
        label=_("Pukul berapa?"), required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Tanpa jam, tenggat 2 × 24 jam dihitung sejak tengah malam."),
    )  # fmt: skip
    at_work = yes_no(_("Terjadi karena atau selama bekerja?"))
    collapsed = yes_no(_("Jatuh sakit saat bekerja, lalu meninggal dalam 24 jam?"))
    commuting = yes_no(_("Dalam perjalanan antara rumah dan tempat kerja?"))
    road = yes_no(_("Kecelakaan lalu lintas?"), _("Bila ya, Jasa Raharja dan polisi lebih dahulu."))
    place = text_field(_("Tempat kejadian"))
    reporter = forms.ChoiceField(
        label=_("Siapa yang memberi tahu?"),
        choices=[c for c in Event.Reporter.choices if c[0] != Event.Reporter.MATCH],
        initial=Event.Reporter.FAMILY,
    )
    reporter_name = text_field(_("Nama yang memberi tahu"))

    def told(self, base: NewEvent | None = None) -> NewEvent:
        """What was answered; what is not asked here stays as it was."""
        from dataclasses import replace

        given = self.cleaned_data
        start = base or NewEvent(given["kind"], given["occurred_on"])
        return replace(start, **given)


class DetailForm(EventForm):
    """All that the law and the forms ask, when it is known."""

    outcome = forms.ChoiceField(
        label=_("Akibat menurut dokter"), choices=Event.Outcome.choices, required=False
    )
    part = forms.ChoiceField(label=_("Bagian tubuh (cacat sebagian)"), required=False)
    percent = text_field(_("Persentase dari dokter"), 6, help_text=_("Misalnya 12,5."))
    days = forms.IntegerField(
        label=_("Hari tidak mampu bekerja"), required=False, min_value=1, max_value=20_000
    )
    balance = MoneyField(
        label=_("Saldo JHT/JP menurut BPJS (rupiah)"), required=False,
        help_text=_("Lihat aplikasi JMO atau surat saldo."),
    )  # fmt: skip
    average_wage = MoneyField(label=_("Upah rata-rata untuk JP (rupiah)"), required=False)
    purpose = forms.ChoiceField(
        label=_("Tujuan pengambilan JHT"), required=False,
        choices=[("", "–"), ("housing", _("Perumahan")), ("other", _("Keperluan lain"))],
    )  # fmt: skip
    story = forms.CharField(
        label=_("Kronologi"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Disimpan terkunci; hanya yang berwenang melihat data kesehatan membukanya."),
    )  # fmt: skip
    doctor = text_field(_("Dokter atau fasilitas kesehatan"))

    def __init__(self, *args: Any, health: bool, lang: str = "id", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = current_law().parameters["jkk_disability"].class_labels
        parts = [(code, pair[1 if lang == "en" else 0]) for code, pair in labels.items()]
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "–"), *parts]
        if not health:
            for name in ("story", "doctor"):
                del self.fields[name]

    def clean_percent(self) -> str:
        return str(self.cleaned_data["percent"]).replace(",", ".").removesuffix("%").strip()


def told_of(event: Event) -> NewEvent:
    """An event as the form would have told it."""
    from dataclasses import fields

    return NewEvent(**{f.name: getattr(event, f.name) for f in fields(NewEvent)})


class HeirForm(forms.Form):
    """One heir as the family card, a statement, a will or a court names them."""

    name = text_field(_("Nama"), required=True)
    relation = forms.ChoiceField(label=_("Hubungan"), choices=Heir.Relation.choices)
    birth_date = day_field(_("Tanggal lahir"), required=False)
    alive = forms.ChoiceField(
        label=_("Masih hidup?"), choices=[("yes", _("Ya")), ("no", _("Sudah meninggal"))],
        initial="yes", widget=forms.RadioSelect,
    )  # fmt: skip
    nik = text_field("NIK", 16)
    source = forms.ChoiceField(label=_("Menurut"), choices=Heir.Source.choices)
    source_paper = text_field(_("Nomor surat, akta, atau penetapan"))
    guardian = text_field(_("Wali, bila belum dewasa"))
    guardian_paper = text_field(_("Surat perwalian"))


class PayeeForm(forms.Form):
    """Who receives, on behalf of all."""

    power_paper = text_field(
        _("Surat kuasa dari ahli waris lain"), help_text=_("Nomor dan tanggalnya.")
    )
    account = text_field(_("Nomor rekening penerima"), 30)
    guardian = text_field(_("Wali, bila belum dewasa"))
    guardian_paper = text_field(_("Surat perwalian"))


class WordsForm(forms.Form):
    """A reason, a question, an answer."""

    words = forms.CharField(
        label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label is not None:
            self.fields["words"].label = label


class StepForm(WordsForm):
    """A step with its words and its paper."""

    paper = text_field(_("Nomor surat BPJS"), 200)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needed


class PayForm(forms.Form):
    """What BPJS paid."""

    amount = MoneyField(label=_("Jumlah dibayar (rupiah)"))
    paid_on = day_field(_("Tanggal dibayar"))
    payee = text_field(_("Penerima"))
    account_tail = text_field(_("Empat angka terakhir rekening"), 4)
    reference = text_field(_("Nomor penetapan BPJS"), 80)


class HandoverForm(forms.Form):
    """The money is with the family."""

    on = day_field(_("Tanggal"))
    place = text_field(_("Tempat"), required=True)
    receiver = text_field(_("Diterima oleh"), required=True)
    officials = text_field(_("Disaksikan oleh"), 300, required=True)
    amount = MoneyField(
        label=_("Jumlah yang dipegang keluarga (rupiah)"),
        help_text=_("Tanyakan langsung: berapa yang diterima, tanpa potongan siapa pun."),
    )
    proof = ScanField(label=_("Bukti (foto atau berita acara)"))


class ScanForm(forms.Form):
    """A photo or scan of one paper."""

    file = ScanField(
        label=_("Foto atau pindaian"),
        error_messages={"required": _("Potret atau pilih berkasnya.")},
    )  # fmt: skip
    number = text_field(_("Nomor yang tertulis pada surat"), 100)


class ChildForm(forms.Form):
    """A child who goes to school."""

    claim = forms.ChoiceField(label=_("Klaim"))
    name = text_field(_("Nama anak"), required=True)
    birth_date = day_field(_("Tanggal lahir"))
    ahead = text_field(
        _("Tahun sekolah di depan"), 40,
        help_text=_("Kosongkan agar dihitung dari usia; atau tulis misalnya sma:2+pt:5."),
    )  # fmt: skip

    def __init__(self, *args: Any, claims: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["claim"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(claims)


class SchoolYearForm(forms.Form):
    """Claiming one school year."""

    year = forms.IntegerField(label=_("Tahun ajaran (tahun bulan Juli)"))
    level = forms.ChoiceField(label=_("Jenjang"), choices=SchoolYear.Level.choices)
    school = text_field(_("Sekolah"), required=True)
    proof = ScanField(label=_("Surat keterangan sekolah atau rapor"))


class EndChildForm(forms.Form):
    """Why a scholarship ends before the age does."""

    on = day_field(_("Sejak"))
    reason = forms.ChoiceField(label=_("Alasan"), choices=Child.End.choices)


class SchoolPaidForm(forms.Form):
    """BPJS paid a school year."""

    amount = MoneyField(label=_("Jumlah dibayar (rupiah)"))
    paid_on = day_field(_("Tanggal dibayar"))


class SendForm(forms.Form):
    """A covering letter for some claims."""

    number = text_field(_("Nomor surat pengantar"), 80, required=True)
    sent_on = day_field(_("Tanggal kirim"))
    claims = forms.MultipleChoiceField(
        label=_("Klaim yang dikirim"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu klaim.")},
    )  # fmt: skip
    incomplete_because = text_field(
        _("Bila ada berkas menyusul: alasannya"), 300,
        help_text=_("Hanya bila cabang BPJS setuju menerima berkas yang menyusul."),
    )  # fmt: skip

    def __init__(self, *args: Any, claims: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["claims"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = list(claims)
        self.fields["sent_on"].initial = timezone.localdate


class VisitForm(forms.Form):
    """How the family stands."""

    on = day_field(_("Tanggal kunjungan"))
    out_of_poverty = yes_no(_("Keluarga tetap di luar kemiskinan?"))
    at_school = yes_no(_("Anak-anak bersekolah?"))
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class NotifyForm(forms.Form):
    """When BPJS was told of the accident."""

    on = day_field(_("Tanggal lapor ke BPJS"))
    time = forms.TimeField(
        label=_("Pukul"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    def moment(self) -> dt.datetime:
        """The moment in local time."""
        given = self.cleaned_data
        return timezone.make_aware(dt.datetime.combine(given["on"], given["time"]))


class OpinionForm(forms.Form):
    """A second opinion: what if? Nothing is saved."""

    programme = forms.ChoiceField(label=_("Program"), required=False)
    on = day_field(_("Tanggal kejadian lain"), required=False)
    amount = MoneyField(label=_("Upah atau penghasilan lain (rupiah)"), required=False)
    member_since = day_field(_("Perlindungan mulai"), required=False)
    months_paid = forms.IntegerField(
        label=_("Bulan iuran"), required=False, min_value=0, max_value=1200
    )

    def __init__(self, *args: Any, programmes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(p, p.upper()) for p in programmes]


class StatusFileForm(forms.Form):
    """BPJS's list of claims."""

    area = forms.ChoiceField(label=_("Wilayah"))
    file = forms.FileField(
        label=_("Daftar status klaim"),
        help_text=_("Excel, ODS, atau CSV dengan kolom NIK atau KPJ, Nama, Program, dan Status."),
    )

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(areas)


def content_of(form: forms.Form, name: str) -> tuple[bytes, str]:
    """Bytes and name of an uploaded file; nothing larger than the limit is read whole."""
    found = form.cleaned_data[name]
    assert isinstance(found, UploadedFile)  # noqa: S101
    return found.read(), found.name or ""
