from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.papers.paper_forms import decree, member
from tests.core.papers.paper_reading import pages as read

from payung.core.papers import village_decree
from payung.core.papers.annex import WIDTHS, annex_register
from payung.core.papers.paging import line_count, pages, row_height
from payung.core.papers.wording import _below_thousand, spelled


@given(st.lists(st.floats(1, 80)), st.floats(80, 200), st.floats(80, 400), st.floats(0, 60))
def test_pages_keep_every_row_in_order_and_within_the_page(heights, first, other, closing):
    rows = list(enumerate(heights))
    cut = pages(rows, lambda row: row[1], first=first, other=other, closing=closing)
    assert [row for page in cut for row in page] == rows
    for i, page in enumerate(cut):
        limit = first if i == 0 else other
        assert sum(height for _, height in page) <= limit + 1e-6 or len(page) == 1


def test_rows_that_make_room_for_the_signature_fit_the_next_page():
    cut = pages([1, 1, 80], float, first=82, other=80, closing=1)
    assert cut == [[1, 1], [80]]


def test_the_last_page_of_names_leaves_room_for_the_signature():
    cut = pages(range(10), lambda _: 10, first=100, other=100, closing=30)
    assert [len(page) for page in cut] == [7, 3]


@pytest.mark.parametrize("count", [1, 15, 22, 23, 24, 40, 55, 56, 57, 90])
def test_the_cut_of_the_annex_is_the_cut_that_the_typesetter_makes(count):
    form = decree([member(f"Nama Panjang Sekali Ke {i} Daeng Matutu", i) for i in range(count)])
    planned = annex_register(form.members, subject=form.about, full_identity=False)["pages"]
    annex = [page for page in read(village_decree(form)) if "Iuran per bulan" in page]
    assert len(annex) == len(planned)


@pytest.mark.parametrize("name", ["عبد الله بن محمد", "Ướ Ấẫ Ǻ", "W" * 60, "- / – " * 20])
def test_other_scripts_and_odd_names_take_the_height_that_was_reckoned(name):
    form = decree([member(name, i) for i in range(150)])
    planned = annex_register(form.members, subject=form.about, full_identity=False)["pages"]
    annex = [page for page in read(village_decree(form)) if "Iuran per bulan" in page]
    assert len(annex) == len(planned)


def test_columns_of_the_annex_fill_the_page_and_no_more():
    assert sum(WIDTHS) <= 290 / 25.4 * 72


def test_long_words_take_several_lines():
    assert line_count("W" * 40, 100, 8) == 3
    assert row_height(["x", "W" * 40], [20, 100], [1]) > row_height(["x", "W"], [20, 100], [1])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (11, "sebelas"),
        (14, "empat belas"),
        (100, "seratus"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (1_000_000, "satu juta"),
        (174_000_000, "seratus tujuh puluh empat juta"),
        (
            1_175_126_400,
            "satu miliar seratus tujuh puluh lima juta seratus dua puluh enam ribu empat ratus",
        ),
    ],
)
def test_numbers_in_words(value, words):
    assert spelled(value) == words


def test_all_small_numbers_in_words_differ():
    assert len({_below_thousand(n) for n in range(1000)}) == 1000
