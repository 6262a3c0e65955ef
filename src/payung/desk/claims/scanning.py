"""A photo or scan in a form: sent with the form, or in parts before it (`views/parts.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from payung.base.files.parts import actions as parts
from payung.base.files.parts.reading import whole
from payung.base.territory.actor import Actor

BIG_FILE = _(
    "Foto (JPG, PNG, WEBP) atau PDF, paling besar 10 MB. Foto dari HP boleh: dikecilkan tanpa "
    "mengaburkan tulisan, dan tempat pemotretannya dihapus."
)


class Sent(str):
    """The token of a file that has come in parts."""

    __slots__ = ()


class ScanInput(forms.FileInput):
    """A file control that small JavaScript makes resumable; without it an ordinary one."""

    class Media:
        js = (Script("ui/upload.js", type="module"),)

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "accept": "image/jpeg,image/png,image/webp,application/pdf",
                "data-parts": reverse_lazy("claims:parts"),
                "data-said-small": _("Mengecilkan foto …"),
                "data-said-sent": _("Terkirim"),
                "data-said-again": _("Sambungan terputus; mencoba lagi …"),
                "data-said-stop": _(
                    "Sambungan terputus. Bagian yang sudah terkirim tersimpan: tekan tombol lagi "
                    "untuk melanjutkan."
                ),
            }
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name) or (Sent(data[key]) if data.get(key := f"{name}_sent") else None)


class ScanField(forms.FileField):
    """A photo or PDF; gives an UploadedFile, or the token of one that came in parts."""

    widget = ScanInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=BIG_FILE, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data if isinstance(data, Sent) else super().clean(data, initial)


@contextmanager
def scanned(form: forms.Form, name: str, actor: Actor) -> Iterator[tuple[bytes, str]]:
    """Bytes and name of the file in a form; its parts are let go when the act was done.

    Raises FileRefused where the parts are not whole.
    """
    found = form.cleaned_data[name]
    if isinstance(found, Sent):
        yield whole(by=actor, token=found)
        parts.let_go(by=actor, token=found)
        return
    assert isinstance(found, UploadedFile)  # noqa: S101
    yield found.read(), found.name or ""
