"""Writes docs/reference/roster-states.md from the transition table."""

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

    page = HOME / "docs" / "reference" / "roster-states.md"
    page.write_text(states_page(), encoding="utf-8")
    print(page.relative_to(HOME))


if __name__ == "__main__":
    main()
