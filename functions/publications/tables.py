"""The Publications table: what is made known, and to whom. Keys are made here.

An item is an envelope (`PublicationItem`) around one domain value in ``body``.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| publication | ``PUBLICATION#{id}`` | ``PUBLICATION`` | ``ISSUED#{issuer}``, ``{day of issue}#{id}`` |
| version | ``PUBLICATION#{id}`` | ``VERSION#{number}`` | |
| reader | ``PUBLICATION#{id}`` | ``READER#{person}`` | ``READER#{person}``, ``{told}#{id}`` |
| counts | ``PUBLICATION#{id}`` | ``COUNT#{part}`` | |
| item told | ``TOLD#{issuer}#{day}`` | ``{item}`` | |
| job (see `shared.store.jobs`) | ``JOB#{id}`` | ``JOB`` | |
| consultation | ``CONSULTATION#{id}`` | ``CONSULTATION`` | ``CONSULTING#{issuer}``, ``{day made}#{id}`` |
| its text | ``CONSULTATION#{id}`` | ``TEXT`` | |
| who is invited | ``CONSULTATION#{id}`` | ``INVITED#{person}`` | ``INVITED#{person}``, ``{told}#{id}`` |
| comment | ``CONSULTATION#{id}`` | ``COMMENT#{comment}`` | ``COMMENTER#{person}``, ``{at}#{id}`` |
| counts | ``CONSULTATION#{id}`` | ``COUNT#{0..7}`` | |
| list entry | ``CONSULTATIONS#{division or station}`` | ``{due}#{id}`` | |
| limit (TTL) | ``LIMIT#{keyed hash}#{end}`` | ``LIMIT`` | |
| item that a station makes public | ``STATION#{station}`` | ``PUBLIC#{item}`` | |
| station as legislative contact point | ``STATION#{station}`` | ``CONTACT_POINT`` | |
| filing | ``FILING#{id}`` | ``FILING`` | ``FILED#{division}``, ``{instant}#{id}`` |
| last filing of each below | ``FILINGS#{receiver}`` | ``{division}`` | |

Instants in keys are UTC (`utc_text`), so that they sort; days and years are legal ones, in China.
"""

from datetime import date, datetime

from pynamodb.attributes import NumberAttribute

from shared.domain.clock import utc_text
from shared.store.envelopes import Envelope
from shared.store.settings import Setting


class PublicationItem(Envelope):
    """The envelope; ``expires`` (Unix seconds) is the table's TTL."""

    table = Setting.PUBLICATIONS_TABLE
    expires = NumberAttribute(null=True)


def time_sort(moment: datetime, id_: str) -> str:
    """The place of something in a list in the order of time."""
    return f"{utc_text(moment)}#{id_}"


# -- publications ------------------------------------------------------------------------------------------

PUBLICATION = "PUBLICATION"


def publication_key(publication: str) -> str:
    """The partition of all that belongs to one publication."""
    return f"PUBLICATION#{publication}"


def version_sort(number: int | None = None) -> str:
    """The sort key of a version; without a number what those of a publication begin with."""
    return "VERSION#" + ("" if number is None else f"{number:04d}")


def reader_sort(person: str = "") -> str:
    """The sort key of somebody who was told of a publication; without a person what all begin with."""
    return f"READER#{person}"


def reader_key(person: str) -> str:
    """In the index: all that a person was told of."""
    return f"READER#{person}"


def count_sort(part: str = "") -> str:
    """The sort key of a part of the counts of a publication; without a part what all begin with."""
    return f"COUNT#{part}"


def told_key(issuer: str, day: date) -> str:
    """The partition of what an issuer told on a legal day."""
    return f"TOLD#{issuer}#{day}"


def issued_key(issuer: str) -> str:
    """In the index: all that an organ issued, drafts too."""
    return f"ISSUED#{issuer}"


# -- stations ----------------------------------------------------------------------------------------------

CONTACT_POINT = "CONTACT_POINT"


def station_key(station: str) -> str:
    """The partition of what a station makes public."""
    return f"STATION#{station}"


def public_sort(item: str = "") -> str:
    """The sort key of an item that a station makes public; without one what all begin with."""
    return f"PUBLIC#{item}"


# -- filings -----------------------------------------------------------------------------------------------

FILING = "FILING"


def filing_key(filing: str) -> str:
    """The partition of a filing."""
    return f"FILING#{filing}"


def filed_key(division: str) -> str:
    """In the index: all that a division filed."""
    return f"FILED#{division}"


def filings_key(receiver: str) -> str:
    """The partition of the last filing of each division below the one that receives them."""
    return f"FILINGS#{receiver}"


# -- consultations -----------------------------------------------------------------------------------------

CONSULTATION = "CONSULTATION"
TEXT = "TEXT"


def consultation_key(consultation: str) -> str:
    """The partition of all that belongs to one consultation."""
    return f"CONSULTATION#{consultation}"


def consulting_key(issuer: str) -> str:
    """In the index: all consultations of an organ."""
    return f"CONSULTING#{issuer}"


def open_key(place: str) -> str:
    """The partition of what everybody may comment on in a division or at a station."""
    return f"CONSULTATIONS#{place}"


def invited_sort(person: str = "") -> str:
    """The sort key of who is invited to comment; without a person what all begin with."""
    return f"INVITED#{person}"


def invited_key(person: str) -> str:
    """In the index: all that a person was invited to comment on."""
    return f"INVITED#{person}"


def comment_sort(comment: str = "") -> str:
    """The sort key of a comment; without one what all begin with."""
    return f"COMMENT#{comment}"


def commenter_key(person: str) -> str:
    """In the index: all comments of a person."""
    return f"COMMENTER#{person}"


LIMIT = "LIMIT"


def limit_key(subject: str, end: int) -> str:
    """How often ``subject`` (a keyed hash) did something in the window that ends at ``end``."""
    return f"LIMIT#{subject}#{end}"
