"""What every picture must hold to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = {"style", "script", "foreignObject", "image", "animate", "set"}


def parsed(picture: str) -> ET.Element:
    """The picture as a tree; it is our own text, not a stranger's file."""
    return ET.fromstring(picture)  # noqa: S314


def assert_sound(picture: str) -> ET.Element:
    """Well-formed, named, without styles or scripts, ids all different and all found."""
    root = parsed(picture)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox")
    assert root.get("role") in {"img", "group"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), ids
    for name in (root.get("aria-labelledby") or "").split():
        named = next(element for element in root.iter() if element.get("id") == name)
        assert (named.text or "").strip()
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in FORBIDDEN
        assert "style" not in element.attrib
        assert not any(key.startswith("on") for key in element.attrib)
    for used in re.findall(r'(?:url\(|href=")#([^)"]+)', picture):
        assert used in ids, used
    assert ("<a " in picture) == (root.get("role") == "group")
    return root


def titles(picture: str) -> list[str]:
    """All titles in the picture."""
    return [element.text or "" for element in parsed(picture).iter(f"{SVG}title")]


def written(picture: str) -> str:
    """All visible words."""
    return " ".join("".join(t.itertext()) for t in parsed(picture).iter(f"{SVG}text"))


def colours(picture: str) -> list[str]:
    """Fills of the groups of villages."""
    groups = parsed(picture).iter(f"{SVG}g")
    return [g.get("fill", "") for g in groups if g.get("fill", "").startswith("#")]
