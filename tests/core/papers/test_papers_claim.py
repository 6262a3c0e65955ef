"""Papers of a claim: what is filled, what stays dots, and nothing that a name can do to it."""

from __future__ import annotations

import io

import pypdf
from tests.core.papers.paper_forms import NASTY, provenance, village

from payung.core.papers import ClaimSheet, Grid, Part, Signatory, claim_sheet
from payung.core.papers.tables import Layout

LAYOUT = Layout(("No.", "Nama"), (30, 300), "rl", (1,), "Belum ada ahli waris.", 9)


def sheet(*names: str, **more: object) -> ClaimSheet:
    rows = tuple((str(n), name) for n, name in enumerate(names, 1))
    parts = (
        Part("Peserta", ("Menerangkan bahwa:",), (("Nama", "Maria Bere"), ("NIK", ""))),
        Part("Ahli waris", grid=Grid(LAYOUT, rows)),
        Part(items=("Surat kuasa", "Perwalian")),
    )
    signs = (Signatory("Saksi 1"), Signatory("Ahli waris", "Rosalia"))
    return ClaimSheet("Surat keterangan", parts, provenance(), village(), signatories=signs,
                      place="Kewar", **more)  # type: ignore[arg-type]  # fmt: skip


def text_of(form: ClaimSheet) -> str:
    pages = pypdf.PdfReader(io.BytesIO(claim_sheet(form))).pages
    return " ".join(page.extract_text() for page in pages)


def test_filled_and_left_open() -> None:
    said = text_of(sheet("Rosalia", notice="Hak keluarga: Rp42.000.000,00"))
    for words in ("SURAT KETERANGAN", "Maria Bere", "Rosalia", "Rp42.000.000,00", "Surat kuasa"):
        assert words in said
    assert "Belum ada ahli waris." in text_of(sheet())


def test_no_name_is_read_as_markup() -> None:
    assert "#panic" in text_of(sheet(*NASTY))


def test_the_same_form_gives_the_same_bytes() -> None:
    assert claim_sheet(sheet("A")) == claim_sheet(sheet("A"))
