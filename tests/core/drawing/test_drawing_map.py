from __future__ import annotations

import gzip

import pytest
from tests.core.drawing.drawing_checks import SVG, assert_sound, colours, parsed, titles

from payung.core.drawing import available, choropleth, load_boundaries
from payung.core.drawing.topology import contains

REGENCIES = {"53.04": 81, "62.03": 231, "73.02": 136}


def points(path):
    """The rings of a path of relative steps."""
    rings = []
    for part in path.split("M")[1:]:
        start, rest = part.rstrip("z").split("l")
        x, y = map(int, start.split())
        ring, numbers = [(x, y)], [int(n) for n in rest.replace("-", " -").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def ground(ring):
    return abs(
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    )


@pytest.mark.parametrize(("code", "count"), REGENCIES.items())
def test_every_village_is_drawn_and_its_point_lies_inside(code, count):
    boundaries = load_boundaries(code)
    assert len({area.code for area in boundaries.areas}) == count
    for area in boundaries.areas:
        rings = points(area.path)
        assert ground(rings[0]) > 0, area.name
        assert contains(rings[0], area.x, area.y), area.name
        assert 0 <= area.x <= boundaries.width
        assert 0 <= area.y <= boundaries.height


@pytest.mark.parametrize("code", REGENCIES)
def test_simplified_villages_still_tile_the_regency(code):
    """Sampled points of the grid lie in exactly one village, but for slivers."""
    boundaries = load_boundaries(code)
    shapes = [(area.box, points(area.path)) for area in boundaries.areas]
    hits = []
    for x in range(3, boundaries.width, 9):
        for y in range(2, boundaries.height, 9):
            inside = sum(
                1
                for (left, top, right, bottom), rings in shapes
                if left <= x <= right
                and top <= y <= bottom
                and any(contains(r, x + 0.37, y + 0.41) for r in rings)
            )
            hits.append(inside)
    covered = sum(1 for n in hits if n)
    assert covered > 400
    assert sum(1 for n in hits if n > 1) / covered < 0.02


def test_codes_and_an_unknown_regency():
    assert set(REGENCIES) <= set(available())
    with pytest.raises(KeyError):
        load_boundaries("99.99")


def test_one_kecamatan_fills_its_own_frame():
    part = load_boundaries("62.03").within("62.03.01")
    assert all(area.code.startswith("62.03.01") for area in part.areas)
    assert part.width < load_boundaries("62.03").width
    assert_sound(choropleth(part, {}, title="Selat", alt="Peta"))
    with pytest.raises(KeyError):
        part.within("11.01")


def whole_map(lang="id", **changes):
    boundaries = load_boundaries("53.04")
    values = {area.code: 10.0 * (i % 12) for i, area in enumerate(boundaries.areas)}
    values[boundaries.areas[0].code] = None
    given = {
        "title": "Peserta aktif", "alt": "Peta 81 desa", "lang": lang,
        "below": {code for code, v in values.items() if v is not None and v < 30},
        "hrefs": {area.code: f"/desa/{area.code}/" for area in boundaries.areas},
        "districts": {area.district: f"Kec {area.district}" for area in boundaries.areas},
    }  # fmt: skip
    return choropleth(boundaries, values, **{**given, **changes})


@pytest.mark.parametrize("width", [360, 720])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_map_is_sound_and_small(lang, width):
    picture = whole_map(lang, width=width)
    root = assert_sound(picture)
    assert len(root.findall(f".//{SVG}a")) == 81
    assert root.get("role") == "group"
    assert len(gzip.compress(picture.encode(), 9)) < 6_500
    bare = choropleth(load_boundaries("53.04"), {}, title="a", alt="b")
    assert len(gzip.compress(bare.encode(), 9)) < 5_000


def test_map_names_values_targets_and_missing_data_in_both_languages():
    said = titles(whole_map())
    assert "Kewar: tidak ada data" in said
    assert "Fulur: 10 %, di bawah target" in said
    english = titles(whole_map("en"))
    assert "Kewar: no data" in english
    assert "Fulur: 10%, below target" in english
    assert "Tidak ada data" in whole_map()
    assert "Below target" in whole_map("en")


def test_steps_are_chosen_by_their_lower_bound():
    boundaries = load_boundaries("53.04")
    first = boundaries.areas[0].code
    seen = [
        colours(choropleth(boundaries, {first: value}, title="a", alt="b"))
        for value in (24.9, 25, 50, 75, 100)
    ]
    assert len({frozenset(part) for part in seen}) == 5


def test_no_data_is_hatched_and_without_links_the_map_is_one_image():
    root = assert_sound(choropleth(load_boundaries("53.04"), {}, title="a", alt="b"))
    assert root.get("role") == "img"
    fills = [g.get("fill", "") for g in root.iter(f"{SVG}g")]
    assert any(fill.startswith("url(#") for fill in fills)


@pytest.mark.parametrize("breaks", [(1, 2, 3), (4, 3, 2, 1), (1, 1, 2, 3)])
def test_wrong_breaks_are_refused(breaks):
    with pytest.raises(ValueError, match="breaks"):
        whole_map(breaks=breaks)


def test_addresses_that_run_code_are_left_out():
    code = load_boundaries("53.04").areas[0].code
    picture = whole_map(hrefs={code: "javascript:alert(1)"})
    assert "javascript" not in picture
    assert parsed(picture).get("role") == "img"


def test_the_source_of_the_boundaries_is_named():
    assert "Cahya DSN" in whole_map()
