"""The fused engine: DuckDB reads the people, one compiled loop prices them, and runs are written.

It takes what the embedded engine takes; where a file is small, or its keys are of a kind that the
loop does not know, that engine does the work.
"""

from pathlib import Path

from payung.core.law.batch.duck import MEMORY, DuckEngine
from payung.core.law.batch.engine import Job, Progress, Written
from payung.core.law.refusal import LawRefusal

LEAST = 50_000
"""From so many people on the loop is the faster one, its start counted (docs/performance.md)."""
_KINDS = {
    "person_id": ("BIGINT", "INTEGER", "VARCHAR"),
    "area": ("VARCHAR",),
    "segment": ("VARCHAR",),
}


class FusedEngine(DuckEngine):
    """Prices by the fused loop from `least` people on, else as the embedded engine does.

    With `least` 0 it never does otherwise, and refuses keys that the loop cannot read.
    """

    def __init__(self, out: Path, memory: str = MEMORY, *, least: int = LEAST) -> None:
        super().__init__(out, memory)
        self.least = least
        self.types: dict[str, str] = {}

    def open(self, people: Path) -> dict[str, str]:
        """See TableEngine."""
        self.types = super().open(people)
        return self.types

    def price(
        self, job: Job, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> Written:
        """See TableEngine. Raises LawRefusal where a scenario raises a wage beyond its bounds."""
        ((people,),) = self.fetch("SELECT count(*) FROM source")
        unfit = ", ".join(key for key in job.keys if self.types[key] not in _KINDS[key])
        if unfit and not self.least:
            raise LawRefusal(
                "engine_unfit",
                f"Mesin “fused” membaca {unfit} hanya sebagai teks atau bilangan bulat; ubah jenis "
                "kolom itu, atau pakai --engine duckdb.",
                f"The engine “fused” reads {unfit} only as text or a whole number; change that "
                "column's type, or use --engine duckdb.",
            )
        if unfit or people < self.least:
            return super().price(job, out, metadata, progress)
        from payung.core.law.fused.run import priced_file

        return priced_file(self, job, out, metadata, people, progress)
