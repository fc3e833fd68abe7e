"""A consultation: on what, whose, of whom views are asked until when, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.publications.documents.publication import Audience, Issuer
from shared.domain.roles import Role

MOST_STATIONS = 20
"""Each has an entry in its list, written with the consultation in one transaction."""
MOST_ARTICLES = 300


class Kind(StrEnum):
    """A draft is commented article by article; a question is asked of people, at stations above all."""

    DRAFT = "draft"
    QUESTION = "question"


class State(StrEnum):
    """In preparation; open, until its last day is over; summed up; withdrawn."""

    DRAFT = "draft"
    OPEN = "open"
    SUMMED_UP = "summed_up"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of a comment."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    NOTED = "noted"


IN_WORDS = {
    Outcome.ADOPTED: "已采纳",
    Outcome.PARTLY: "部分采纳",
    Outcome.NOT_ADOPTED: "未采纳",
    Outcome.NOTED: "留作研究参考",
}


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a draft, or one point of a question, by its number from 1."""

    number: int
    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What is asked about: an introduction and the articles."""

    introduction: str
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Something else that a rule wants done for the occasion (motions were studied), on a legal day."""

    item: str
    on: date
    by: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """``due`` is the last legal day for comments. ``audience`` is invited, everybody may comment where
    ``public``, or through one of the ``stations``. ``occasion`` is what the consultation is for and
    ``matter`` what it is about, in words of the rules; ``happened_on`` the legal day of the occasion.
    ``articles`` counts those of the text."""

    id: str
    kind: Kind
    title: str
    issuer: Issuer
    due: date
    articles: int
    created_by: str
    created_at: datetime
    audience: Audience | None = None
    public: bool = False
    stations: tuple[str, ...] = ()
    occasion: str | None = None
    matter: str | None = None
    prepared: tuple[Prepared, ...] = ()
    state: State = State.DRAFT
    opened_at: datetime | None = None
    happened_on: date | None = None
    summary: str | None = None
    summed_up_at: datetime | None = None
    reason: str | None = None
    version: int = 1

    @property
    def of_everybody(self) -> bool:
        """Whether people who are not invited may see it and comment."""
        return self.public or bool(self.stations)

    @property
    def places(self) -> tuple[str, ...]:
        """In whose lists it stands for everybody."""
        return (*((self.issuer.division,) if self.public else ()), *self.stations)

    def takes_comments(self, day: date) -> bool:
        """Whether comments are taken on a legal day."""
        return self.state is State.OPEN and day <= self.due


@dataclass(frozen=True, slots=True)
class Listed:
    """A consultation of everybody as lists show it."""

    consultation: str
    kind: Kind
    title: str
    issuer: str
    due: date
    state: State
    matter: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited to comment. ``told`` is the version of it of which they were told last."""

    consultation: str
    person: str
    name: str
    home: str
    title: str
    issuer: str
    due: date
    told: int
    told_at: datetime
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Comment:
    """``article`` is the number of the article it is on, none for the whole. ``role`` is as who it was made;
    ``person`` is none of who did not sign in, who has a receipt instead (the hash of its secret).
    ``recorded_by`` took it down at a ``station``."""

    id: str
    consultation: str
    title: str
    text: str
    at: datetime
    role: Role
    article: int | None = None
    person: str | None = None
    name: str | None = None
    station: str | None = None
    recorded_by: str | None = None
    receipt: str | None = None
    outcome: Outcome | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments there are, and how many were answered."""

    comments: int = 0
    answered: int = 0
