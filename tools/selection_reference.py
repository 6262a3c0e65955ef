"""Writes docs/reference/roster-states.md and selection-rules.md from the code they describe."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


def main() -> None:
    sys.path.insert(0, str(HOME / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.edge.site.settings")
    import django

    django.setup()
    from payung.programme.selection.diagram import states_page
    from payung.programme.selection.rules.page import rules_page

    pages = {"roster-states.md": states_page(), "selection-rules.md": rules_page()}
    for name, text in pages.items():
        page = HOME / "docs" / "reference" / name
        page.write_text(text, encoding="utf-8")
        print(page.relative_to(HOME))


if __name__ == "__main__":
    main()
