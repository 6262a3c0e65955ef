"""A case that the law does not allow, or that the known parameters do not decide."""

import re
from typing import Literal

Lang = Literal["id", "en"]
_IN_ENGLISH = {
    "Pasal": "Article",
    "ayat": "paragraph",
    "huruf": "letter",
    "angka": "number",
    "Lampiran": "Annex",
    "lampiran": "annex",
    "Tabel": "Table",
    "perubahan": "amending",
    "jo.": "with",
    "Skenario": "Scenario",
}
_CITED = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _IN_ENGLISH))})(?!\w)")


def cited(reference: str, lang: Lang) -> str:
    """A citation inside a sentence: names of regulations stay, the words around them do not.

    >>> cited("PP 82/2019 Pasal 34 ayat (1) (perubahan PP 44/2015)", "en")
    'PP 82/2019 Article 34 paragraph (1) (amending PP 44/2015)'
    >>> cited("PP 44/2015 Pasal 16", "id")
    'PP 44/2015 Pasal 16'
    """
    if lang == "id":
        return reference
    return _CITED.sub(lambda found: _IN_ENGLISH[found[0]], reference)


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
        return f"{reason} ({cited(self.article, lang)})" if self.article else reason

    def __str__(self) -> str:
        return self.text("en")


class LawFault(Exception):
    """The law's own text is wrong: a parameter file or a rule that must not be used."""
