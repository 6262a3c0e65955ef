"""A wage by name: the UMP of a province, the UMK of a regency, a district's base for a role."""

from datetime import date
from fractions import Fraction

from payung.core.law.cases import Money, known_amount
from payung.core.law.engines.explain import Step
from payung.core.law.engines.shown import Words
from payung.core.law.law import Law
from payung.core.law.reader import class_value
from payung.core.law.refusal import Lang, cited
from payung.core.law.wording import figure

NAMED = ("ump", "umk", "wage_base", "siltap_minimum")


def stated_amount(
    raw: Money | None, fact: str, day: date, law: Law
) -> tuple[Fraction, tuple[Step, ...]]:
    """An amount as stated, or of a parameter written NAME:CLASS, with the step that gives it.

    Raises LawRefusal for none, for a bad amount, and for a value that is not known on the day.

    >>> from payung.core.law.law import current_law
    >>> stated_amount("ump:53", "wage", date(2025, 3, 1), current_law())[0]
    Fraction(232896969, 100)
    """
    name, _, key = raw.partition(":") if isinstance(raw, str) else ("", "", "")
    name = name.strip().lower()
    if not key or name not in NAMED:
        return known_amount(raw, fact), ()
    value, dated = class_value(law, name, key.strip().lower(), day)
    parameter = law.parameters[name]
    step = Step(
        rule=f"{fact}_{name}",
        value=value,
        unit="rupiah",
        inputs={parameter.class_name: key.strip().lower()},
        parameters=(),
        reference=dated.reference,
        confidence=dated.confidence_of(key.strip().lower()),
        words=_words(parameter.label_id, parameter.label_en, key.strip(), value, dated.reference),
    )
    return known_amount(value, fact), (step,)


def _words(label_id: str, label_en: str, key: str, value: Fraction, reference: str) -> Words:
    def words(lang: Lang) -> str:
        label = label_id if lang == "id" else label_en
        return f"{label} {key}: {figure(value, 'rupiah', lang)} ({cited(reference, lang)})."

    return words
