"""Components: what they write, and that they escape what people typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from payung.base.ui.glossary import TERMS
from payung.base.ui.samples import SampleForm
from payung.base.ui.table import Cell, Column, Table

EVIL = "<script>alert(1)</script>"


def render(source: str, **context: Any) -> str:
    with override("id"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_sentence_keeps_markup_of_the_template_and_escapes_values() -> None:
    html = render("{% sentence %}<strong>{{ x }}</strong>{% endsentence %}", x=EVIL)
    assert html == (
        '<p class="pu-sentence"><strong>&lt;script&gt;alert(1)&lt;/script&gt;</strong></p>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% tag x %}",
        "{% button x %}",
        "{% button 'a' href=x %}",
        "{% notice 'info' title=x %}{% endnotice %}",
        "{% why x %}{% endwhy %}",
        "{% figure x x note=x %}",
        "{% empty title=x href=x action=x %}{{ x }}{% endempty %}",
        "{% nik x %}",
        "{% breadcrumbs x x %}",
        "{% tablebox x %}{% endtablebox %}",
        "{% summary facts %}",
        "{% table table %}",
        "{% tabs tabs %}",
        "{% qr x %}",
    ],
)
def test_nothing_that_people_typed_becomes_markup(source: str) -> None:
    table = Table([Column("a", EVIL)], [{"a": Cell(EVIL, "danger", EVIL, EVIL)}], EVIL)
    html = render(source, x=EVIL, facts=[(EVIL, EVIL)], table=table, tabs=[(EVIL, EVIL, True, 1)])
    assert "<script" not in html


def test_an_unknown_kind_of_notice_is_an_error() -> None:
    with pytest.raises(ValueError, match="notice"):
        render("{% notice 'sukses' %}{% endnotice %}")


def test_nik_is_masked_unless_told_otherwise() -> None:
    number = "5304014502850003"
    plain = re.sub("<[^>]+>", "", render("{% nik n %}", n=number))
    assert plain == "530401••••••0003"
    assert number in re.sub("<[^>]+>", "", render("{% nik n masked=False %}", n=number))


@pytest.mark.parametrize("word", sorted(TERMS))
def test_each_term_explains_itself(word: str) -> None:
    html = render("{% term w %}", w=word)
    (target,) = re.findall('popovertarget="([^"]+)"', html)
    assert f'id="{target}"' in html
    assert str(TERMS[word]) in html


def test_a_faulty_form_names_place_and_way_out_and_links_to_it() -> None:
    form = SampleForm({"payer": "desa"})
    form.is_valid()
    form.add_error("number", "NIK harus 16 angka.")
    html = render("{% error_summary form %}{% fields form %}", form=form)
    for anchor in re.findall('<a href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_sound_form_has_no_summary() -> None:
    class Empty(forms.Form):
        pass

    assert render("{% error_summary form %}", form=Empty({})).strip() == ""


def test_a_number_gets_a_short_field_and_its_error_a_mark() -> None:
    class Year(forms.Form):
        year = forms.IntegerField()

    html = render("{% field form.year %}", form=Year({"year": "x"}))
    assert 'class="govuk-input govuk-input--width-10 govuk-input--error"' in html


def test_optional_fields_say_so() -> None:
    html = render("{% field form.note %}", form=SampleForm())
    assert "boleh kosong" in html
    assert "boleh kosong" not in render("{% field form.name %}", form=SampleForm())


def test_table_shows_sums_and_sorts_by_address() -> None:
    from payung.base.ui.paging import Sort

    params = RequestFactory().get("/?desa=1&setelah=9").GET
    table = Table(
        [Column("n", "Nama", sortable=True), Column("r", "Iuran", "rupiah", sortable=True)],
        [{"n": "Kewar", "r": 16800}, {"n": "Fulur", "r": None}],
        sort=Sort("r", "r"),
        params=params,
        sums={"r": 16800},
    )
    assert [head.order for head in table.heads] == ["none", "ascending"]
    assert [head.href for head in table.heads] == ["?desa=1&urut=n", "?desa=1&urut=-r"]
    html = render("{% table table %}", table=table)
    assert html.count("Rp16.800") == 2
    assert "–" in html


def test_a_table_of_cards_names_each_cell_and_stays_a_table() -> None:
    columns = [Column("n", "Nama", header=True), Column("r", "Iuran", "rupiah")]
    table = Table(columns, [{"n": "Ana", "r": 16800}], sums={"r": 16800}, cards=True)
    html = render("{% table table %}", table=table)
    assert html.count('data-label="Iuran"') == 2
    roles = re.findall(r'role="(\w+)"', html)
    assert roles.count("row") == 2
    assert roles.count("rowheader") == roles.count("rowgroup") - 1 == 1
    assert {"table", "columnheader", "cell"} <= set(roles)


def test_an_empty_table_says_what_it_lacks() -> None:
    html = render("{% table table %}", table=Table([Column("a", "A")], [], empty="Belum ada nama."))
    assert "Belum ada nama." in html
    assert "<table" not in html


def test_query_changes_one_parameter_and_drops_another() -> None:
    request = RequestFactory().get("/?a=1&b=2")
    assert render("{% query a=3 b=None %}", request=request) == "?a=3"


def test_a_tag_that_is_not_closed_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        render("{% sentence %}")
