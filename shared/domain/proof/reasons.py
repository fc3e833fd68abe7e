"""Why a code or the time of a scan is refused. Nothing else is: the rest is graded (see ``assurance``)."""

from enum import StrEnum


class Reason(StrEnum):
    """The ``code`` of a ``Refusal``; each has its HTTP status and sentences in ``shared.web.problems``."""

    CODE_MALFORMED = "code_malformed"
    """Not the one spelling of any payload of a known version: damaged, cut short, or no code of ours."""
    CODE_UNKNOWN_VERSION = "code_unknown_version"
    """A payload of a later version than this service reads."""
    CODE_FORGED = "code_forged"
    """Well formed, but this province did not make it: forged, altered, or another province's."""
    CODE_FOR_OTHER = "code_for_other"
    """Of an activity where a station's is asked for, or the other way round, or of another activity."""
    CODE_EXPIRED = "code_expired"
    """A poster past its last day, or a rotating code more than ``codes.LATE`` old."""
    CODE_NOT_YET_VALID = "code_not_yet_valid"
    """A window that has not begun, or a poster before its day of issue."""
    CODE_SUPERSEDED = "code_superseded"
    """Made before the station's keys were changed, or before it was closed. Only the store knows."""
    CODE_WINDOW_MISMATCH = "code_window_mismatch"
    """The phone's time of the scan is not the time at which the screen showed this code."""
    CAPTURED_IN_FUTURE = "captured_in_future"
    """The phone's time of the scan is ahead of ours by more than ``codes.CLOCK_SKEW``."""
    CAPTURED_TOO_OLD = "captured_too_old"
    """A poster's scan sent more than ``codes.LATE`` after the phone says it was made."""
