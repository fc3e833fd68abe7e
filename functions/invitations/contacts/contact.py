"""A contact of a member of a standing committee with a deputy, and what became of the views heard."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.errors import Refusal

MOST_STEPS = 20
"""Steps that one view remembers."""


class Happened(StrEnum):
    """What can happen to a view that was heard: handed over to those concerned, a result known, the deputy
    told."""

    HANDED_OVER = "handed_over"
    RESULT_KNOWN = "result_known"
    FED_BACK = "fed_back"


@dataclass(frozen=True, slots=True)
class Step:
    """``to`` is who takes it on, ``reference`` what it is called there."""

    what: Happened
    at: datetime
    by: str
    text: str | None = None
    to: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One view heard, in words."""

    text: str
    steps: tuple[Step, ...] = ()

    @property
    def fed_back(self) -> bool:
        """Whether the deputy was told what became of it."""
        return any(step.what is Happened.FED_BACK for step in self.steps)


@dataclass(frozen=True, slots=True)
class Voided:
    """Who said when that it was entered in error, and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Contact:
    """``way`` and ``topics`` are words of the rulebook of the committee's ``division``, where it has such."""

    id: str
    member: str
    member_name: str
    deputy: str
    deputy_name: str
    division: str
    way: str
    day: date
    face_to_face: bool
    entered_by: str
    entered_at: datetime
    topics: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    voided: Voided | None = None
    version: int = 1

    def says_the_same(self, other: "Contact") -> bool:
        """Whether another entry of the same contact has the same content."""
        return (self.topics, self.face_to_face, [view.text for view in self.views]) == (
            other.topics,
            other.face_to_face,
            [view.text for view in other.views],
        )


def follow(contact: Contact, number: int, step: Step) -> Contact:
    """The contact after something happened to one of its views, counted from 1. Raises ``contact_void``,
    ``view_not_found``, ``fed_back_already``, ``limit_reached``."""
    if contact.voided is not None:
        raise Refusal("contact_void")
    if not 1 <= number <= len(contact.views):
        raise Refusal("view_not_found")
    view = contact.views[number - 1]
    if view.fed_back:
        raise Refusal("fed_back_already")
    if len(view.steps) >= MOST_STEPS:
        raise Refusal("limit_reached", limit=MOST_STEPS)
    after = replace(view, steps=(*view.steps, step))
    return replace(contact, views=(*contact.views[: number - 1], after, *contact.views[number:]))


def void(contact: Contact, voided: Voided) -> Contact:
    """The contact as entered in error; raises ``contact_void`` for one that is."""
    if contact.voided is not None:
        raise Refusal("contact_void")
    return replace(contact, voided=voided)
