"""The page that `./payung --help` prints: grouped, Indonesian first, one line and example each."""

from __future__ import annotations

import os
import shutil
from typing import Literal

from payung.edge.cli.commands import COMMANDS, GROUPS, Command
from payung.edge.cli.parser import PROGRAM

Language = Literal["id", "en"]
NAME_WIDTH = max(len(name) for name in COMMANDS) + 2
WIDE = 100

TEXTS = {
    "id": {
        "intro": "Payung — perlindungan sosial pekerja desa: terdata, terbayar, terlindungi.",
        "usage": f"Pemakaian: {PROGRAM} PERINTAH … [--json] [--data-dir FOLDER] [--debug]",
        "examples": f"Contoh di belakang tiap perintah diketik setelah {PROGRAM}.",
        "more": f"Rincian satu perintah: {PROGRAM} PERINTAH --help   ·   English: PAYUNG_LANG=en",
        "exit": "Kode keluar: 0 selesai · 1 selesai, ada yang ditolak · 2 tidak dikerjakan.",
    },
    "en": {
        "intro": "Payung — social protection for village workers: registered, paid, protected.",
        "usage": f"Usage: {PROGRAM} COMMAND … [--json] [--data-dir FOLDER] [--debug]",
        "examples": f"Type the example behind a command after {PROGRAM}.",
        "more": f"One command in detail: {PROGRAM} COMMAND --help   ·   Indonesia: PAYUNG_LANG=id",
        "exit": "Exit codes: 0 done · 1 done with things refused · 2 not done.",
    },
}


def chosen_language() -> Language:
    """Indonesian unless `PAYUNG_LANG=en` says otherwise."""
    return "en" if os.environ.get("PAYUNG_LANG", "").lower().startswith("en") else "id"


def overview(lang: Language | None = None, width: int | None = None) -> str:
    """The whole page; a narrow terminal shows each example below its command."""
    lang = lang or chosen_language()
    width = width or shutil.get_terminal_size().columns
    text = TEXTS[lang]
    lines = [text["intro"], "", text["usage"], text["examples"]]
    for group in GROUPS:
        lines += ["", group.id if lang == "id" else group.en]
        for command in group.commands:
            lines += _lines(command, lang, one_line=width >= WIDE)
    return "\n".join([*lines, "", text["more"], text["exit"]])


def _lines(command: Command, lang: Language, *, one_line: bool) -> list[str]:
    meaning = command.id if lang == "id" else command.en
    line = f"  {command.name:<{NAME_WIDTH}}{meaning:<42}"
    if one_line:
        return [f"{line}{command.example}"]
    return [line.rstrip(), f"{'':<{NAME_WIDTH + 4}}{command.example}"]
