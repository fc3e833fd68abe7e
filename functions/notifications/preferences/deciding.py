"""Whether a notice goes out by a channel, and when: decided at delivery from the person's preferences."""

from dataclasses import dataclass
from datetime import datetime

from functions.notifications.channels.names import Channel


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person wants. ``language`` is that of the messages."""

    language: str = "zh-CN"


STANDARD = Preferences()
"""Those of who has said nothing."""


@dataclass(frozen=True, slots=True)
class Send:
    """Now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not before ``at`` (aware), and decided anew then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """With all else that waits, in the next digest."""


@dataclass(frozen=True, slots=True)
class Never:
    """Not by this channel; ``why`` in a word or two, without personal data."""

    why: str


Decision = Send | Later | Digest | Never


def decide(kind: str, channel: Channel, preferences: Preferences, now: datetime) -> Decision:
    """What becomes of a notice of ``kind`` (:class:`NoticeKind`, or one of a later version) by ``channel``.

    Pure; ``now`` is aware. One-time codes are no notices and are never asked about.
    """
    return Send()
