"""The diagram of a payment's states, for the reference."""

from __future__ import annotations

from payung.programme.billing.states import TRANSITIONS, State

HEADER = """# States of a payment

Generated from `payung.programme.billing.states.TRANSITIONS`; a test compares it. File, check and
approve are done by three persons; a step back asks for a note. A payment becomes debited when a
line of the bank's statement is matched with it, by nobody's hand.

"""


def states_page() -> str:
    """The page: one Mermaid state diagram per chain."""
    return HEADER + "\n".join(_chain(chain) for chain in TRANSITIONS)


def _chain(chain: str) -> str:
    lines = [f"## {chain}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
    for step, t in TRANSITIONS[chain].items():  # type: ignore[index]
        lines.append(f"    {t.source} --> {t.target}: {step} ({t.right})")
    lines.append(f"    {State.SENT} --> {State.DEBITED}: the bank's statement")
    return "\n".join([*lines, f"    {State.DEBITED} --> [*]", "```", ""])
