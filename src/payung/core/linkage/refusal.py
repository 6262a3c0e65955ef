"""Why something cannot be linked."""

from __future__ import annotations

from payung.core.linkage.record import Lang


class LinkageRefusal(Exception):
    """Not done, with a sentence in two languages; ``says_all``: nothing needs to be added."""

    says_all = True

    def __init__(self, code: str, sentence_id: str, sentence_en: str) -> None:
        super().__init__(sentence_id)
        self.code = code
        self.id = sentence_id
        self.en = sentence_en

    def text(self, lang: Lang = "id") -> str:
        """The sentence in one language."""
        return self.en if lang == "en" else self.id
