"""What the command ``check`` answers: one report per file, an exit code, and words for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from payung.core.identity import RegionError, normal_code
from payung.core.sheets.catalogue import CODES, Lang
from payung.core.sheets.problems import Problem
from payung.core.sheets.report import FileReport, check_file
from payung.core.sheets.residents import RESIDENTS

DONE, REFUSED, NOT_DONE = 0, 1, 2
_PLACES = 8
_FORMATS = {
    "opensid": {"id": "format impor OpenSID", "en": "OpenSID import format"},
    "opensid_export": {"id": "ekspor OpenSID", "en": "OpenSID export"},
    "siak": {"id": "ekspor SIAK", "en": "SIAK export"},
    "list": {"id": "daftar biasa", "en": "plain list"},
}
_WORDS: dict[Lang, dict[str, str]] = {
    "id": {
        "read": "{rows} baris dibaca: {accepted} siap masuk, {rejected} perlu diperbaiki.",
        "clean": "{rows} baris dibaca: semuanya siap masuk.",
        "shape": "Dikenali sebagai {format}{sheet}, judul kolom di baris {header_row}.",
        "sheet": ', lembar "{sheet}"',
        "errors": "Perlu diperbaiki:",
        "warnings": "Untuk diperhatikan:",
        "row": "baris",
        "more": "dan {count} lagi",
        "way_out": "Jalan keluar",
        "village": "Kode wilayah {code} tidak dikenal; tulis misalnya 53.04.01.2001.",
    },
    "en": {
        "read": "{rows} rows read: {accepted} ready, {rejected} to be corrected.",
        "clean": "{rows} rows read: all of them ready.",
        "shape": "Recognised as {format}{sheet}, headers in row {header_row}.",
        "sheet": ', sheet "{sheet}"',
        "errors": "To be corrected:",
        "warnings": "Worth a look:",
        "row": "row",
        "more": "and {count} more",
        "way_out": "Way out",
        "village": "The region code {code} is not known; write for instance 53.04.01.2001.",
    },
}


@dataclass(frozen=True)
class CheckAnswer:
    """The reports and the exit code: 0 all rows accepted, 1 some rejected, 2 a file unreadable."""

    reports: tuple[FileReport, ...]
    exit_code: int
    refusal: str | None = None

    def as_dict(self, lang: Lang = "id") -> dict[str, Any]:
        """The one JSON document."""
        document: dict[str, Any] = {"files": [report.as_dict(lang) for report in self.reports]}
        if self.refusal:
            document["error"] = self.refusal
        return document

    def as_text(self, lang: Lang = "id") -> str:
        """The answer in sentences."""
        if self.refusal:
            return self.refusal
        return "\n\n".join("\n".join(_describe(report, lang)) for report in self.reports)


def run_check(
    paths: Sequence[str],
    *,
    village: str | None = None,
    show_identity: bool = False,
    today: date | None = None,
    lang: Lang = "id",
) -> CheckAnswer:
    """Check files, each by itself; the worst exit code wins."""
    if village is not None:
        try:
            normal_code(village)
        except RegionError:
            return CheckAnswer((), NOT_DONE, _WORDS[lang]["village"].format(code=village))
    reports = tuple(
        check_file(path, village=village, show_identity=show_identity, today=today)
        for path in paths
    )
    return CheckAnswer(reports, max((_exit_code(r) for r in reports), default=NOT_DONE))


def _exit_code(report: FileReport) -> int:
    if report.unreadable:
        return NOT_DONE
    return REFUSED if report.rejected else DONE


def _describe(report: FileReport, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    yield report.file
    if report.unreadable:
        reason = report.problems[0]
        yield f"  {reason.message(lang)}"
        yield f"  {words['way_out']}: {reason.way_out(lang)}"
        return
    known = _FORMATS.get(report.format or "", {"id": report.format, "en": report.format})
    sheet = words["sheet"].format(sheet=report.sheet) if report.sheet else ""
    yield "  " + words["read" if report.rejected else "clean"].format(**vars(report))
    yield "  " + words["shape"].format(
        format=known[lang], sheet=sheet, header_row=report.header_row
    )
    for heading, wanted in (("errors", True), ("warnings", False)):
        chosen = [problem for problem in report.problems if problem.is_error is wanted]
        if chosen:
            yield "  " + words[heading]
            yield from _list(chosen, report, lang)


def _list(problems: list[Problem], report: FileReport, lang: Lang) -> Iterator[str]:
    def kind(problem: Problem) -> tuple[str, str]:
        return problem.code, problem.column or ""

    for _, alike in groupby(sorted(problems, key=kind), kind):
        group = list(alike)
        said = {problem.message(lang) for problem in group}
        sentence = said.pop() if len(said) == 1 else CODES[group[0].code].general(lang)
        column = group[0].column
        field = RESIDENTS.by_name.get(column or "")
        label = f"{field.label[lang]}: " if field else ""
        yield f"  - {label}{sentence}" + (f" ({len(group)}×)" if len(group) > 1 else "")
        places = [_place(problem, report, lang) for problem in group if problem.row]
        if places:
            yield f"      {_some(places, lang)}"
        yield f"      {_WORDS[lang]['way_out']}: {group[0].way_out(lang)}"


def _place(problem: Problem, report: FileReport, lang: Lang) -> str:
    where = problem.cell or f"{_WORDS[lang]['row']} {problem.row}"
    value = problem.shown_value(show_identity=report.show_identity)
    return f"{where} “{value}”" if value else where


def _some(places: list[str], lang: Lang) -> str:
    shown = ", ".join(places[:_PLACES])
    if len(places) > _PLACES:
        more = _WORDS[lang]["more"].format(count=len(places) - _PLACES)
        shown += f", {more}"
    return shown
