"""Why a file cannot be read at all, in a sentence with the way out."""

from payung.core.sheets.catalogue import CODES, Lang
from payung.core.sheets.problems import Problem


class Unreadable(Exception):
    """A file that gives no rows. ``code`` is stable; ``str()`` is the Indonesian sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.message())

    def message(self, lang: Lang = "id") -> str:
        """What is the matter."""
        return CODES[self.code].message[lang].format_map(self.facts)

    def way_out(self, lang: Lang = "id") -> str:
        """What the sender can do."""
        return CODES[self.code].way_out[lang].format_map(self.facts)

    def problem(self) -> Problem:
        """The same as a problem without a row."""
        return Problem(self.code, facts=self.facts)
