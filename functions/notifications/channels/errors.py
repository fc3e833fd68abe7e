"""How a channel says that a message did not go out."""


class TryAgain(Exception):
    """The other side failed, was busy, silent or unwilling: the message is to be sent again later."""


class NotYet(TryAgain):
    """The channel works, but does not take this message now."""


class Declined(Exception):
    """The other side will not take this message, now or later."""
