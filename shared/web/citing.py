"""What the rules say of a matter, as it is answered: a rule with its article, a clock and its reckoning."""

from typing import Any

from shared.regulations import sentences
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.matters import BINDING, Running
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part

_PROMPTLY = ("没有写明期限，应当及时完成。", "No length is given: to be done in time.")


def cited(book: Rulebook, part: Part, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`shared.web.citations.RuleCited`."""
    instrument = book.instruments[part.instrument]
    return {
        "rule": part.id,
        "instrument": part.instrument,
        "title": instrument.title if chinese else instrument.title_en,
        "article": part.article,
        "says": part.says if chinese else part.says_en,
        "binding": part.modality in BINDING,
    }


def clock(book: Rulebook, run: Running, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`shared.web.citations.ClockAnswer`."""
    found = run.clock
    how = _PROMPTLY
    if isinstance(run.part.fields, Deadline):
        how = sentences.of_clock(book, run.part, found)
    return {
        **cited(book, run.part, chinese),
        "item": book.word(run.item)[0 if chinese else 1] if run.item else None,
        "started_at": found.started.at if found.started else None,
        "due": found.due.day if found.due else None,
        "due_at": found.due.at if found.due else None,
        "provisional": found.due is not None and found.due.provisional,
        "state": found.state,
        "how": how[0 if chinese else 1],
    }
