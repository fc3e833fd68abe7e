"""What a certificate says: which days, of what, by which articles. Only what counts is certified."""

from dataclasses import dataclass
from datetime import date

from functions.standing import recorded
from functions.standing.judging import evaluator
from functions.standing.jurisdiction import binding
from shared.domain import divisions
from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate
from shared.domain.places import division_of, is_station_id
from shared.regulations.counting import valid
from shared.regulations.inputs import ATTESTATION, PUBLICATION
from shared.regulations.rulebook import Rulebook
from shared.regulations.sentences import citation
from shared.store.records import deputy_key

_SHOWN_BY = {"certificate_of_duty", "duty_certificate"}
"""Words by which packs name this certificate as what shows that an employer's duty is kept."""
_NO_DUTY = {"absence", ATTESTATION, PUBLICATION}
"""Kinds of record by which nobody was on duty: missing it, stating or publishing something."""


@dataclass(frozen=True)
class Entry:
    """One day's duty: what, where, and the record that proves it."""

    day: date
    what: str
    where: str
    record: str


@dataclass(frozen=True)
class Certificate:
    """Of a deputy and the days from ``first`` to ``last``, made on ``today``. ``congresses`` are those of
    which the deputy was one on some day; ``articles`` what the rules in force say to the employer, cited."""

    deputy: Deputy
    first: date
    last: date
    today: date
    congresses: tuple[str, ...]
    articles: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]

    @property
    def days(self) -> int:
        """Days on which there was duty."""
        return len({entry.day for entry in self.entries})


def certify(deputy: Deputy, first: date, last: date, today: date) -> Certificate:
    """What is certified of these days: counted records of days on which a mandate was active. One query, none
    where no mandate covers a day."""
    held = [
        mandate
        for mandate in deputy.mandates
        if mandate.begins <= last and (mandate.ends is None or mandate.ends >= first)
    ]
    records = recorded.of_subject(deputy_key(deputy.id), first, last) if held else []
    books = [evaluator(binding(deputy, mandate), last).book for mandate in held]
    entries = [
        Entry(record.day, _name(books[0], record.kind), _place(record.reference), record.id)
        for record in valid(records)
        if record.kind not in _NO_DUTY and any(mandate.active_on(record.day) for mandate in held)
    ]
    return Certificate(
        deputy,
        first,
        last,
        today,
        tuple(dict.fromkeys(map(_congress, held))),
        tuple(dict.fromkeys(article for book in books for article in _articles(book))),
        tuple(sorted(entries, key=lambda entry: (entry.day, entry.record))),
    )


def _congress(mandate: Mandate) -> str:
    return f"第{mandate.term}届{divisions.get(mandate.division).name}人民代表大会"


def _articles(book: Rulebook) -> list[tuple[str, str]]:
    return [
        (citation(book, part.instrument, part.article)[0], part.says)
        for part in book.parts
        if part.kind == "attest" and not _SHOWN_BY.isdisjoint(part.fields.evidence)
    ]


def _name(book: Rulebook, kind: str) -> str:
    return book.word(kind)[0]


def _place(reference: str) -> str:
    """Of a station the divisions that it stands in, and its id."""
    if not is_station_id(reference) or not divisions.exists(division_of(reference)):
        return reference
    names = "".join(division.name for division in divisions.path(division_of(reference)))
    return f"{names}（联络站 {reference}）"
