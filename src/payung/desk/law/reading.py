"""The whole law as a page reads it: programmes, subjects, parameters, versions; and filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from payung.core.calendar import Lang
from payung.core.law import Law, current_law
from payung.core.law.dated import DatedValue, Parameter, least_confident
from payung.core.law.loading import HERE, read_yaml
from payung.desk.law.figures import Line, lines
from payung.desk.law.words import BASIS, PROGRAMMES, programme_title


@dataclass(frozen=True, slots=True)
class Version:
    """One dated value. `last` is the last day on which it holds, None while nothing ends it."""

    lines: tuple[Line, ...]
    since: date
    last: date | None
    reference: str
    title: str
    basis: str
    confidence: str
    sources: tuple[str, ...]
    note: str
    retroactive: bool
    in_force: bool
    own: bool = False
    """A region's own decision; `reference` is then the paper that it rests on."""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each source with its host, by which readers know it."""
        return [(url, urlsplit(url).netloc.removeprefix("www.") or url) for url in self.sources]


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter: its words, the version in force on the day (None: none known), and all."""

    name: str
    label: str
    description: str
    now: Version | None
    versions: tuple[Version, ...]
    overdue: date | None

    @property
    def confidence(self) -> str:
        """Of the value in force; an overdue one is uncertain whatever it was."""
        if self.now is None or self.overdue:
            return "low"
        return self.now.confidence

    @property
    def own(self) -> bool:
        """True where what is in force is the region's own decision."""
        return self.now is not None and self.now.own


@dataclass(frozen=True, slots=True)
class Subject:
    """The parameters of one file of the law, under one heading."""

    programme: str
    label: str
    checked: date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    programme: str
    labels: tuple[str, str]
    checked: date
    names: tuple[str, ...]


@cache
def _headings() -> tuple[_Heading, ...]:
    """What the files say of themselves, in the order of the programmes."""
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        raw = read_yaml(path.read_text("utf-8"), path.name)
        if "parameters" in raw:
            labels = (raw["subject"]["id"], raw["subject"]["en"])
            checked = date.fromisoformat(raw["checked"]["on"])
            found.append(_Heading(raw["programme"], labels, checked, tuple(raw["parameters"])))
    order = {code: place for place, code in enumerate(PROGRAMMES)}
    return tuple(sorted(found, key=lambda heading: order.get(heading.programme, len(order))))


def subjects(law: Law, day: date, lang: Lang) -> list[Subject]:
    """Every parameter of the law with all its versions, those in force on the day marked."""
    found = [
        Subject(
            heading.programme,
            heading.labels[lang == "en"],
            heading.checked,
            tuple(_entry(law, law.parameters[name], day, lang) for name in heading.names),
        )
        for heading in _headings()
    ]
    own = [law.parameters[name] for name in law.parameters if name not in current_law().parameters]
    if own:
        entries = tuple(_entry(law, parameter, day, lang) for parameter in own)
        label = ("Hanya di daerah ini", "Only in this region")[lang == "en"]
        found.insert(0, Subject("settings", label, None, entries))
    return found


def _entry(law: Law, parameter: Parameter, day: date, lang: Lang) -> Entry:
    said = lang == "en"
    versions = tuple(_versions(law, parameter, day, lang))
    return Entry(
        parameter.name,
        (parameter.label_id, parameter.label_en)[said],
        (parameter.description_id, parameter.description_en)[said],
        next((version for version in versions if version.in_force), None),
        versions,
        parameter.next_expected if parameter.stale_on(day) else None,
    )


def _versions(law: Law, parameter: Parameter, day: date, lang: Lang) -> Iterator[Version]:
    """Newest first."""
    holds = parameter.at(day)
    following: DatedValue | None = None
    for dated in reversed(parameter.values):
        last = dated.until
        if following is not None and last is None:
            last = date.fromordinal(following.start.toordinal() - 1)
        told = lines(parameter, dated, lang)
        regulation = law.regulations.get(dated.regulation)
        yield Version(
            told,
            dated.start,
            last,
            dated.reference,
            (regulation.title_en if lang == "en" else regulation.title_id) if regulation else "",
            str(BASIS.get(dated.basis, dated.basis)),
            least_confident(dated.confidence, *(line.confidence for line in told)),
            dated.sources,
            dated.note_en if lang == "en" else dated.note_id,
            dated.retroactive,
            dated is holds,
            dated.regulation not in current_law().regulations or _named(law, parameter, dated),
        )
        following = dated


def _named(law: Law, parameter: Parameter, dated: DatedValue) -> bool:
    """True for a value that the national law does not have, whatever paper it shares."""
    national = current_law().parameters.get(parameter.name)
    return law is not current_law() and (national is None or dated.reference not in {
        value.reference for value in national.values
    })  # fmt: skip


def filtered(found: Iterable[Subject], programme: str, sure: str, text: str) -> list[Subject]:
    """Only the subjects and entries that answer to the filters; empty filters let all pass."""
    kept = []
    for subject in found:
        if programme and subject.programme != programme:
            continue
        entries = tuple(
            entry
            for entry in subject.entries
            if (not sure or entry.confidence == sure) and _says(subject, entry, text)
        )
        if entries:
            kept.append(replace(subject, entries=entries))
    return kept


def _says(subject: Subject, entry: Entry, text: str) -> bool:
    words = text.casefold().split()
    if not words:
        return True
    told = [subject.label, programme_title(subject.programme), entry.name, entry.label]
    told.append(entry.description)
    for version in entry.versions:
        told += [version.reference, version.title, version.note]
        told += [line.label for line in version.lines]
    everything = " ".join(told).casefold()
    return all(word in everything for word in words)
