"""A stand-in for a scanned paper: one PDF page with a line of text."""

from __future__ import annotations


def scan(title: str) -> bytes:
    """A whole, small PDF that says what it stands for.

    >>> scan("kk 7")[:5], b"%%EOF" in scan("kk 7")
    (b'%PDF-', True)
    """
    words = "".join(c for c in title if c.isalnum() or c in " -_/")
    stream = f"BT /F1 14 Tf 40 780 Td (Contoh pindaian: {words}) Tj ET".encode("ascii", "replace")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    foot = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + foot % (len(objects) + 1, len(out))
