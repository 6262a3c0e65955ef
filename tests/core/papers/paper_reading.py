"""Reading papers back."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader


def pages(pdf: bytes) -> list[str]:
    """Text of each page with runs of white space as one space."""
    found = PdfReader(io.BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in found]


def words(pdf: bytes) -> str:
    """Text of the whole paper."""
    return " ".join(pages(pdf))


def tagged(pdf: bytes) -> bool:
    """Whether the paper carries its structure and says that it is PDF/UA."""
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return "/StructTreeRoot" in root and b"pdfuaid" in pdf
