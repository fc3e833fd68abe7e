"""Why a letter stays where it is."""


class NotSentAgain(Exception):
    """It could not be sent again now; the message says why, without personal data."""
