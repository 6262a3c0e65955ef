"""A case that the law does not allow, or that the known parameters do not decide."""

from typing import Literal

Lang = Literal["id", "en"]


class LawRefusal(Exception):
    """Why a case is refused, in two languages, with the article that says so.

    >>> refusal = LawRefusal("jp_not_for_bpu", "JP tidak tersedia.", "JP is not available.")
    >>> refusal.text("en")
    'JP is not available.'
    """

    def __init__(self, code: str, reason_id: str, reason_en: str, article: str = "") -> None:
        super().__init__(code, reason_id, reason_en, article)
        self.code = code
        self.reason_id = reason_id
        self.reason_en = reason_en
        self.article = article

    def text(self, lang: Lang = "id") -> str:
        """The sentence for a reader, with the article when one is known."""
        reason = self.reason_id if lang == "id" else self.reason_en
        return f"{reason} ({self.article})" if self.article else reason

    def __str__(self) -> str:
        return self.text("en")


class LawFault(Exception):
    """The law's own text is wrong: a parameter file or a rule that must not be used."""
