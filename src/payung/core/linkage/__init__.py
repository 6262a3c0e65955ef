"""Who is the same person: declared comparisons, one table of points, reasons in words."""

from payung.core.linkage.index import Index
from payung.core.linkage.link import Summary, dedupe_file, link_files
from payung.core.linkage.points import Points, default_points, load_points
from payung.core.linkage.rarity import Rarity, default_rarity
from payung.core.linkage.record import Found, Reason, Record, Scored
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.scoring import score

__all__ = [
    "Found",
    "Index",
    "LinkageRefusal",
    "Points",
    "Rarity",
    "Reason",
    "Record",
    "Scored",
    "Summary",
    "dedupe_file",
    "default_points",
    "default_rarity",
    "link_files",
    "load_points",
    "score",
]
