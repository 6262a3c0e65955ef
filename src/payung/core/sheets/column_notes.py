"""What is said of a table's columns: unknown, double, or missing."""

from collections.abc import Iterator

from payung.core.sheets.header import Column, Header
from payung.core.sheets.problems import Problem
from payung.core.sheets.schema import Schema


def about_columns(header: Header, schema: Schema, *, addressed: bool) -> list[Problem]:
    """Warnings for columns that fill no field, and for expected fields without a column."""
    problems = list(_missing(header, schema))
    for column in header.columns:
        cell = f"{column.letter}{header.row}" if addressed else None
        where = {"row": header.row, "column": column.header, "cell": cell}
        if column.twin_of:
            label = schema.by_name[column.twin_of].label
            facts = {"header": column.header, "label": label["id"], "label_en": label["en"]}
            problems.append(Problem("column_duplicate", **where, facts=facts))  # type: ignore[arg-type]
        elif column.field is None and column.header:
            facts = {"header": column.header, **_guessed(column, schema)}
            problems.append(Problem("column_unknown", **where, facts=facts))  # type: ignore[arg-type]
    return problems


def _guessed(column: Column, schema: Schema) -> dict[str, str]:
    if not column.guesses:
        return {"guess": "", "guess_en": ""}
    label = schema.by_name[column.guesses[0]].label
    return {"guess": f'; mungkin "{label["id"]}"', "guess_en": f'; perhaps "{label["en"]}"'}


def _missing(header: Header, schema: Schema) -> Iterator[Problem]:
    present: set[str] = set()
    for column in header.columns:
        if column.field:
            present.update((column.field, *schema.by_name[column.field].gives))
    for name, instead in schema.expected.items():
        if name not in present:
            label = schema.by_name[name].label
            facts = {"label": label["id"], "label_en": label["en"]}
            facts |= {"instead": instead["id"], "instead_en": instead["en"]}
            yield Problem("column_missing", column=name, facts=facts)
