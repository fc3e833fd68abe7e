"""The Suggestions table: cases (opinions and suggestions) and all that belongs to them. Keys are made here.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| head of a case | ``CASE#{id}`` | ``CASE`` | |
| history | ``CASE#{id}`` | ``EVENT#{number}`` | |
| list entry | ``{kind}#{scope}#{state}`` | ``{opened}#{id}`` | ``{kind}#{scope}#{month}``, the same |
| waits for words | ``OPINIONS#{scope}#WAITING`` | ``{opened}#{id}`` | |
| hand-over | ``CASE#{id}`` | ``HANDOVER#{party}`` | ``WATCH#{0..7}``, ``{moment}#{id}#{party}`` |
| calendar | ``CALENDAR`` | ``CALENDAR`` | |
| watch of a promise | ``CASE#{id}`` | ``PROMISE#{unit}`` | ``PROMISES#{0..7}``, ``{moment}#{id}#{unit}`` |
| published | ``CASE#{id}`` | ``PUBLISHED`` | |
| public list | ``PUBLISHED#{scope}`` | ``{published}#{id}`` | |
| due entry | ``DUE#{unit}``, ``DUE#{scope}``, ``DUE#{deputy}`` | ``{due}#{id}#{party}`` | |
| who spoke | ``CASE#{id}`` | ``RESIDENT`` | ``OPINIONS_OF#{person}``, ``{opened}#{id}`` |
| who signs | ``SIGNER#{deputy}`` | ``{drafted}#{id}`` | |
| who sees a draft | ``SHOWN#{unit}`` | ``{shown}#{id}`` | |
| who raised it | ``{kind}_OF#{person}`` | ``{opened}#{id}`` | |
| what it says | ``LIKE#{division}`` | ``{opened}#{opinion}`` | |
| what it counts as | ``CASE#{id}`` | ``FIGURE`` | |
| a case counted | ``FIGURES#{kind}#{scope}#{month}``, of units too | ``{id}`` | |
| tallies | ``TALLY#{kind}#{scope}``, ``TALLIES#{kind}#{scope above}#{month}`` | ``{month}``, ``{scope}`` | |
| given report | ``REPORT#{congress}#{year}`` | ``REPORT`` | |
| how often | ``LIMIT#{keyed hash}#{window}#{end}`` | ``LIMIT`` | |

Instants in keys are UTC (`utc_text`), so that they sort; months are legal months, in China. A list entry
stands once for each scope that reaches the case: a list is one query a page.
"""

from datetime import datetime

from pynamodb.attributes import NumberAttribute

from shared.domain.clock import utc_text
from shared.store.envelopes import Envelope
from shared.store.settings import Setting


class SuggestionItem(Envelope):
    """The envelope; ``expires`` (Unix seconds) is the table's TTL."""

    table = Setting.SUGGESTIONS_TABLE
    expires = NumberAttribute(null=True)


CASE = "CASE"
RESIDENT = "RESIDENT"
"""Who brought an opinion, apart from all that others read."""
FIGURE = "FIGURE"
"""What a case is counted as."""
LIMIT = "LIMIT"
REPORT = "REPORT"
"""To whom the report of a year was given."""


def case_key(case: str) -> str:
    """The partition of all that belongs to one case."""
    return f"CASE#{case}"


def event_sort(number: int | None = None) -> str:
    """The sort key of an entry of the history; without a number what those of a case begin with."""
    return "EVENT#" + ("" if number is None else f"{number:06d}")


def list_key(kind: str, scope: str, of: str) -> str:
    """A list of a kind of case in a scope: of a state, or (in the index) of a month."""
    return f"{kind}#{scope}#{of}"


def time_sort(moment: datetime, id_: str) -> str:
    """The place of something in a list in the order of time."""
    return f"{utc_text(moment)}#{id_}"


def opinions_key(person: str) -> str:
    """In the index: what a person brought with their name."""
    return f"OPINIONS_OF#{person}"


def signer_key(deputy: str) -> str:
    """The partition of the suggestions in which a deputy has a part."""
    return f"SIGNER#{deputy}"


def raised_key(kind: str, person: str) -> str:
    """The partition of the cases of a kind that a person raised, or that are about the person."""
    return f"{kind}_OF#{person}"


def shown_key(unit: str) -> str:
    """The partition of the drafts that a unit is shown."""
    return f"SHOWN#{unit}"


def likeness_key(division: str) -> str:
    """The partition of the open opinions of a township or county by what they say."""
    return f"LIKE#{division}"


def limit_key(subject: str, seconds: int, end: int) -> str:
    """How often ``subject`` (a keyed hash) did something in the ``seconds`` up to ``end``."""
    return f"LIMIT#{subject}#{seconds}#{end}"


CALENDAR = "CALENDAR"
"""Of which calendar of working days the due days of all open cases are, and how far they follow a new one."""
WATCHES = 8
"""Partitions over which the moments at which a clock is looked at are spread."""


def handover_sort(party: str = "") -> str:
    """The sort key of a hand-over; without a party what those of a case begin with."""
    return f"HANDOVER#{party}"


def due_key(of: str) -> str:
    """The partition of what is due from a unit, or in what a scope reaches."""
    return f"DUE#{of}"


def watch_key(number: int) -> str:
    """In the index: hand-overs by the next moment at which there is something to tell of their clocks."""
    return f"WATCH#{number}"


def promise_sort(unit: str) -> str:
    """The sort key of the watch of what a unit promised."""
    return f"PROMISE#{unit}"


def promises_key(number: int) -> str:
    """In the index: promises by the next moment at which there is something to tell of them."""
    return f"PROMISES#{number}"


PUBLISHED = "PUBLISHED"
"""The public copy of a suggestion and its replies."""


def published_key(scope: str) -> str:
    """The partition of what is public of the suggestions that a scope reaches."""
    return f"PUBLISHED#{scope}"


def figures_key(kind: str, of: str, month: str) -> str:
    """The partition of what the cases of a scope's or a unit's month are counted as."""
    return f"FIGURES#{kind}#{of}#{month}"


def report_key(congress: str, year: int) -> str:
    """The partition of what was stated of the report of a congress on a year."""
    return f"REPORT#{congress}#{year}"


def tally_key(kind: str, of: str) -> str:
    """The partition of the tallies, by month, of a scope's own cases or of a unit's."""
    return f"TALLY#{kind}#{of}"


def tallies_key(kind: str, above: str, month: str) -> str:
    """The partition of the tallies of all that each of the scopes just below ``above`` reaches."""
    return f"TALLIES#{kind}#{above}#{month}"
