"""The body whose parts are links: well formed, every part of the law that has a place, marked."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from payung.core.drawing import body
from payung.core.drawing.body import SHAPES
from payung.core.law import current_law

LABELS = {
    code: pair[0] for code, pair in current_law().parameters["jkk_disability"].class_labels.items()
}
SVG = "{http://www.w3.org/2000/svg}"


def test_each_part_is_a_link_of_the_laws_own_class() -> None:
    assert {s.code for s in SHAPES} <= set(LABELS)
    picture = ET.fromstring(body(LABELS, lambda code: f"?bagian={code}", chosen="hand-right"))  # noqa: S314
    links = picture.findall(f".//{SVG}a")
    assert {a.attrib["href"] for a in links} == {f"?bagian={s.code}" for s in SHAPES}
    (marked,) = [a for a in links if a.attrib.get("aria-current")]
    assert marked.attrib["aria-label"] == LABELS["hand-right"]


def test_a_part_without_a_label_cannot_be_chosen_and_no_text_breaks_out() -> None:
    picture = body({"thumb-left": '"><script>'}, lambda code: f"?x={code}&y=1", chosen="thumb-left")
    found = ET.fromstring(picture)  # noqa: S314
    assert len(found.findall(f".//{SVG}a")) == 1
    assert not found.findall(f".//{SVG}script")
    assert "style=" not in picture
