"""What is owed to a deputy whose views were heard: that they are handed over, and what became of them
(Guangxi art. 12, Tianjin art. 10, Shenzhen art. 8).

Packs call the same things by different names: what happened goes into the matter under every name that a
rule may listen to.
"""

from datetime import date, datetime, time
from typing import Any

from functions.invitations.appointments import citing
from functions.invitations.contacts.contact import Contact, Happened, View
from functions.invitations.contacts.words import book_of
from shared.domain.clock import SHANGHAI
from shared.regulations.kinds.publish import Publish
from shared.regulations.matters import Matter, Running, routes, running
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact
from shared.web.citing import clock

_HEARD = ("view_given", "heard_in_contact")
_NAMES = {Happened.HANDED_OVER: ("handed_over",), Happened.RESULT_KNOWN: ("result_known",)}
_SUBJECTS = (SubjectKind.MEMBER,)


def clocks(contact: Contact, number: int, now: datetime) -> tuple[Running, ...]:
    """What the deputy is owed of one view, counted from 1."""
    book = book_of(contact.division, contact.day)
    events = _events(book, contact.views[number - 1], contact.day)
    matter = Matter(f"{contact.id}.{number}", _facts(contact.division), events, subjects=_SUBJECTS)
    return running(book, matter, now)


def shown(contact: Contact, now: datetime, chinese: bool) -> dict[str, Any]:
    """The views with what is owed of each, and what the rules say is to be done with views."""
    book = book_of(contact.division, contact.day)
    facts = _facts(contact.division)
    views = [
        {
            "number": number,
            "text": view.text,
            "steps": view.steps,
            "fed_back": view.fed_back,
            "clocks": [clock(book, run, chinese) for run in clocks(contact, number, now)],
        }
        for number, view in enumerate(contact.views, 1)
    ]
    ways = [way for event in _HEARD for way in routes(book, facts, event, _SUBJECTS)] if views else []
    return {"views": views, "ways": citing.ways(book, ways, chinese)}


def _facts(division: str) -> dict[str, Fact]:
    return {"level": str(level_of(division)), "heard_through": "contact"}


def _events(book: Rulebook, view: View, day: date) -> tuple[Event, ...]:
    heard = datetime.combine(day, time.min, SHANGHAI)
    found = [Event(name, heard) for name in _HEARD]
    told = {item for part in book.parts if isinstance(part.fields, Publish) for item in part.fields.what}
    for step in view.steps:
        names = ("fed_back", *sorted(told)) if step.what is Happened.FED_BACK else _NAMES[step.what]
        found += [Event(name, step.at) for name in names]
    return tuple(found)
