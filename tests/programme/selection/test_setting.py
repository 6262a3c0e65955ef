"""A decree's papers are set before the list is locked, and never say other than the decree."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from pypdf import PdfReader
from tests.programme.selection.test_regent import SK, rosters, text_of
from tests.rosters import PAPER, TODAY, Listed, listed
from tests.world import BELU, World

from payung.base.files import actions as files
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.core.papers import DecreeForm, decree_papers
from payung.desk.roster import actions as flow
from payung.desk.roster.papers import forms_of, forms_together
from payung.programme.people.models import Person
from payung.programme.selection import setting
from payung.programme.selection.models import Decree, Roster
from payung.programme.selection.refusals import WrongState
from payung.programme.selection.setting import set_ahead

pytestmark = pytest.mark.django_db
__all__ = ["rosters"]


def no_more(_form: DecreeForm) -> setting.Papers:
    raise AssertionError("set a second time")


def text(content: bytes) -> str:
    return "".join("".join(p.extract_text().split()) for p in PdfReader(BytesIO(content)).pages)


def verified(world: World) -> Listed:
    made = listed(world)
    made.bring_to("verified")
    return made


def test_papers_set_ahead_are_the_papers_of_the_decree(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, head = verified(world), world.actor("kades_kewar")
    (form,) = forms_of(head, made.roster, PAPER)
    ready = set_ahead([form])
    monkeypatch.setattr(setting, "decree_papers", no_more)
    decree = flow.decree(by=head, roster=made.roster, paper=PAPER, on=TODAY, ready=ready)
    kept = (files.read(decree.pdf), files.read(decree.xlsx))
    assert kept == ready.of(form) == decree_papers(form)


@pytest.mark.parametrize("what", ["name", "address", "signer", "number", "one_less"])
def test_what_changed_meanwhile_is_set_anew(world: World, what: str) -> None:
    made, head, paper = verified(world), world.actor("kades_kewar"), PAPER
    forms = forms_of(head, made.roster, paper)
    before = text(set_ahead(forms).of(forms[0])[0])
    one = Person.objects.filter(pk=made.people[0].pk)
    if what == "name":
        one.update(name="Zakarias Lain")
    elif what == "address":
        one.update(hamlet="Dusun Lain")
    elif what == "one_less":
        made.roster.candidates.filter(person=made.people[0]).update(
            place="excluded", place_reason="pindah"
        )
    elif what == "signer":
        paper = replace(paper, signer_name="Lain")
    else:
        paper = replace(paper, number="Lain")
    decree = flow.decree(by=head, roster=made.roster, paper=paper, on=TODAY, ready=set_ahead(forms))
    said = text(files.read(decree.pdf))
    assert said != before
    assert ("Lain" in said) == (what != "one_less")
    for line in decree.lines.all():
        assert line.name.replace(" ", "") in said


def test_nothing_is_locked_while_papers_are_set(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, depths = verified(world), []
    outside = len(connection.savepoint_ids)

    def setter(forms: list[DecreeForm]) -> setting.Ready:
        depths.append(len(connection.savepoint_ids))
        return set_ahead(forms)

    monkeypatch.setattr(flow, "set_ahead", setter)
    monkeypatch.setattr(setting, "decree_papers", no_more)
    made.decree()
    assert depths == [outside]


def test_who_may_not_decree_has_no_paper_set(world: World) -> None:
    made = listed(world)
    with pytest.raises(WrongState):
        forms_of(world.actor("kades_kewar"), made.roster, PAPER)
    made.bring_to("verified")
    with pytest.raises(NotAllowed):
        forms_of(world.actor("op_kewar"), made.roster, PAPER)


def test_all_papers_of_the_regent_are_set_ahead(
    world: World, rosters: list[Roster], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An excerpt of each list and the whole, which is made here of lines not frozen yet."""
    regent, belu = world.actor("bupati_belu"), Area.objects.get(code=BELU)
    ready = set_ahead(forms_together(regent, belu, rosters, SK))
    assert len(ready.papers) == len(rosters) + 1
    monkeypatch.setattr(setting, "decree_papers", no_more)
    row = flow.decree_together(
        by=regent, regency=belu, rosters=rosters, paper=SK, on=TODAY, ready=ready
    )
    whole = text_of(row)
    for decree in Decree.objects.all():
        excerpt = text_of(decree)
        names = [name.replace(" ", "") for name in decree.lines.values_list("name", flat=True)]
        assert all(name in excerpt and name in whole for name in names)


def test_papers_of_another_moment_are_of_another_form(world: World) -> None:
    made, head = verified(world), world.actor("kades_kewar")
    first, second = (forms_of(head, made.roster, PAPER)[0] for _ in range(2))
    calls: list[DecreeForm] = []

    def setter(form: DecreeForm) -> setting.Papers:
        calls.append(form)
        return b"pdf", b"xlsx"

    ready = set_ahead([first], setter)
    assert ready.of(first) == (b"pdf", b"xlsx")
    assert ready.of(second)[0].startswith(b"%PDF")
    assert calls == [first]
