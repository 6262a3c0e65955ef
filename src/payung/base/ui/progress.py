"""What the progress of a long job shows; rooms fill it from their job."""

from dataclasses import dataclass

from payung.base.ui.nav import Text


@dataclass(frozen=True)
class Progress:
    """A job as its page shows it.

    ``url`` answers with the fragment ``ui/progress.html`` (context: ``progress``); ``result`` is
    where a finished job leads; ``failed`` is a sentence with the way out.
    """

    title: Text
    done: int
    total: int | None
    url: str
    finished: bool = False
    message: Text = ""
    failed: Text = ""
    result: str = ""
    result_label: Text = ""
