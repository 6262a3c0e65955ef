"""What the docs promise is there: words, variables, links, and nothing that one cannot reach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
VARIABLE = re.compile(r"""environ[^\n]*?["'](PAYUNG_[A-Z_]+|DATABASE_URL)["']""")


def glossary() -> list[list[str]]:
    """The rows of the glossary: Indonesian, English, meaning, source."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:2] == "| "]
    return [row for row in rows if row[0] not in {"Indonesia", "---"}]


@pytest.mark.django_db(databases=[])
def test_every_word_explained_on_the_screens_is_in_the_glossary() -> None:
    from payung.base.ui.glossary import TERMS

    assert not set(TERMS) - {row[0] for row in glossary()}


def test_the_glossary_is_whole_in_order_and_says_each_word_once() -> None:
    rows = glossary()
    assert all(len(row) == 4 and all(row) for row in rows)
    words = [row[0] for row in rows]
    assert len(set(words)) == len(words)


def test_every_variable_of_the_program_is_documented() -> None:
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py")]
    used = {name for text in texts for name in VARIABLE.findall(text)}
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert used, "no variable found: the pattern is stale"
    assert {name for name in used if f"`{name}`" not in told} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [t for t in targets if "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (page.parent / t).exists()] == []
