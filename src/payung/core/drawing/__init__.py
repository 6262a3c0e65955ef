"""Maps and charts as SVG: the same picture on the page and in the PDF.

Every picture carries a title and a text alternative, uses no style attribute, stays readable in
grey print and to colour-blind eyes, and takes its words in Indonesian or English.
"""

from payung.core.drawing.body import body
from payung.core.drawing.boundaries import (
    Area,
    Boundaries,
    available,
    from_resource,
    load_boundaries,
)
from payung.core.drawing.charts import Bar, Step, bars, funnel, sparkline
from payung.core.drawing.choropleth import choropleth
from payung.core.drawing.heat import HeatRow, State, heat
from payung.core.drawing.timeline import Event, Span, Track, timeline

__all__ = [
    "Area",
    "Bar",
    "Boundaries",
    "Event",
    "HeatRow",
    "Span",
    "State",
    "Step",
    "Track",
    "available",
    "bars",
    "body",
    "choropleth",
    "from_resource",
    "funnel",
    "heat",
    "load_boundaries",
    "sparkline",
    "timeline",
]
