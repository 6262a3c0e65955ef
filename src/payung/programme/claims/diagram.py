"""The diagram of the transition table, for the reference."""

from __future__ import annotations

from payung.programme.claims.models import Claim
from payung.programme.claims.states import TRANSITIONS

HEADER = """# States of a claim

Generated from `payung.programme.claims.states.TRANSITIONS`; a test compares it.
Who sends a claim to BPJS is another person than who reported the event.

"""


def states_page() -> str:
    """The page: a Mermaid state diagram and the same as a table."""
    return HEADER + _mermaid() + "\n" + _table() + "\n"


def _mermaid() -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {s}" for s in (Claim.State.PREPARED, Claim.State.GATHERING)]
    for step, t in TRANSITIONS.items():
        lines += [f"    {source} --> {t.target}: {step} ({t.right})" for source in t.sources]
    ends = (Claim.State.HANDED_OVER, Claim.State.WITHDRAWN)
    lines += [*(f"    {s} --> [*]" for s in ends), "```", ""]
    return "\n".join(lines)


def _table() -> str:
    lines = ["| step | from | to | right | in words |", "| --- | --- | --- | --- | --- |"]
    for step, t in TRANSITIONS.items():
        note = " (note needed)" if t.needs_note else ""
        sources = ", ".join(t.sources)
        lines.append(f"| {step} | {sources} | {t.target} | {t.right} | {t.label_en}{note} |")
    return "\n".join(lines)
