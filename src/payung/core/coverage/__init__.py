"""Cover: from recorded payments to "protected until", waiting clocks, and honest percentages."""

from payung.core.coverage.answers import Mend, Standing, Why, month_states, standing
from payung.core.coverage.benefit import JkmAmounts, jkm_amounts
from payung.core.coverage.clock import JkmClock, jkm_clock, jkm_is_full
from payung.core.coverage.facts import (
    ClockBasis,
    ClockScope,
    CoverFacts,
    CoverRules,
    GraceBasis,
    Receipt,
    Segment,
    State,
    due_on,
)
from payung.core.coverage.funnel import Funnel, Step
from payung.core.coverage.sentences import Stakes, Told, tell
from payung.core.coverage.shares import Share, percent, percent_text
from payung.core.coverage.spells import Spell, lapse_day, spells

__all__ = [
    "ClockBasis",
    "ClockScope",
    "CoverFacts",
    "CoverRules",
    "Funnel",
    "GraceBasis",
    "JkmAmounts",
    "JkmClock",
    "Mend",
    "Receipt",
    "Segment",
    "Share",
    "Spell",
    "Stakes",
    "Standing",
    "State",
    "Step",
    "Told",
    "Why",
    "due_on",
    "jkm_amounts",
    "jkm_clock",
    "jkm_is_full",
    "lapse_day",
    "month_states",
    "percent",
    "percent_text",
    "spells",
    "standing",
    "tell",
]
