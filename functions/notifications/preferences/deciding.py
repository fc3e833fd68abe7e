"""Whether a notice goes out by a channel, and when: decided at delivery from the person's preferences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.notifications.channels.names import Channel
from functions.notifications.preferences.groups import MANDATORY, URGENT, Group, group_of
from shared.domain.clock import SHANGHAI

LONGEST_QUIET = timedelta(hours=12)
"""As long as anybody's quiet hours may be: what waits in the queue for longer is in trouble."""

DIGEST_TAKES = timedelta(minutes=20)
"""From a digest's time until it is sent, at most while all goes well: the schedule fires each quarter of an
hour."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing rings, each day in Asia/Shanghai: from ``start`` to just before ``end``. Where
    ``start`` is the later one they span midnight; the two differ."""

    start: time
    end: time

    def until(self, now: datetime) -> datetime | None:
        """When the quiet in which ``now`` lies ends; ``None`` outside of it."""
        return next_at(self.end, now) if self.covers(now.astimezone(SHANGHAI).time()) else None

    @property
    def length(self) -> timedelta:
        """How long they last."""
        begins = datetime.combine(date.min, self.start)
        return (datetime.combine(date.min, self.end) - begins) % timedelta(days=1)

    def covers(self, at: time) -> bool:
        """Whether a time of day is in them."""
        begun, lasts = self.start <= at, at < self.end
        return begun and lasts if self.start < self.end else begun or lasts


@dataclass(frozen=True, slots=True)
class Wish:
    """What one wants of a group: not by the channels in ``off``, and in the ``digest`` instead of at once."""

    group: Group
    off: tuple[Channel, ...] = ()
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person wants. ``language`` is that of the messages; ``digest_at`` the time of day, in
    Asia/Shanghai, of the digest and ``digest_channel`` its way. A group without a wish goes at once by every
    channel. ``version`` 0: the person has said nothing yet."""

    language: str = "zh-CN"
    wishes: tuple[Wish, ...] = ()
    quiet: Quiet | None = None
    digest_at: time = time(8)
    digest_channel: Channel = Channel.SMS
    version: int = 0

    def wish(self, group: Group) -> Wish:
        """What is wanted of a group."""
        return next((wish for wish in self.wishes if wish.group is group), Wish(group))


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
    """With all else that waits, in the digest of ``at`` (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """Not by this channel; ``why`` in a word or two, without personal data."""

    why: str


Decision = Send | Later | Digest | Never


def decide(
    kind: str,
    channel: Channel,
    preferences: Preferences,
    now: datetime,
    is_over: Callable[[datetime], bool] = lambda _: False,
) -> Decision:
    """What becomes of a notice of ``kind`` (:class:`NoticeKind`, or one of a later version) by ``channel``.

    Pure; ``now`` is aware. ``is_over``: whether the notice comes too late at a moment; what may do so in the
    digest does not wait for it. One-time codes are no notices and are never asked about.
    """
    group = group_of(kind)
    wish = preferences.wish(group)
    if channel in wish.off and not is_fixed(group, channel):
        return Never("switched off")
    if group in URGENT:
        return Send()
    digest = next_at(preferences.digest_at, now)
    if wish.digest and group not in MANDATORY and not is_over(digest + DIGEST_TAKES):
        return Digest(digest)
    rest = preferences.quiet.until(now) if preferences.quiet else None
    return Later(rest) if rest else Send()


def is_fixed(group: Group, channel: Channel) -> bool:
    """Whether nobody can switch the channel off for the group: mandatory kinds go to the phone, which is the
    one channel that everybody has."""
    return group in MANDATORY and channel is Channel.SMS


def next_at(at: time, now: datetime) -> datetime:
    """The first moment after ``now`` that is ``at`` in Asia/Shanghai, where every day has 24 hours."""
    local = now.astimezone(SHANGHAI)
    today = datetime.combine(local.date(), at, SHANGHAI)
    return today if today > local else today + timedelta(days=1)
