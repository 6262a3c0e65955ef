"""The diagram of the transition table, for the reference."""

from __future__ import annotations

from payung.programme.selection.models import Roster
from payung.programme.selection.states import EDITOR, TRANSITIONS

HEADER = """# States of a roster

Generated from `payung.programme.selection.states.TRANSITIONS`; a test compares it.
Each forward step is taken by another person; a step back asks for a note.

"""


def states_page() -> str:
    """The page: a Mermaid state diagram and the same as a table."""
    return HEADER + _mermaid() + "\n" + _table() + "\n" + _editors()


def _mermaid() -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {Roster.State.DRAFT}"]
    for step, t in TRANSITIONS.items():
        lines.append(f"    {t.source} --> {t.target}: {step} ({t.right})")
    lines += [f"    {Roster.State.DECREED} --> [*]", "```", ""]
    return "\n".join(lines)


def _table() -> str:
    lines = ["| step | from | to | right | in words |", "| --- | --- | --- | --- | --- |"]
    for step, t in TRANSITIONS.items():
        note = " (note needed)" if t.needs_note else ""
        lines.append(f"| {step} | {t.source} | {t.target} | {t.right} | {t.label_en}{note} |")
    return "\n".join([*lines, ""])


def _editors() -> str:
    lines = ["Who may change places of candidates:", ""]
    lines += [f"- {state}: {right}" for state, right in EDITOR.items()]
    return "\n".join([*lines, ""])
