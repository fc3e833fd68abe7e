"""How every route answers that makes or finds a record of a visit."""

from functions.checkin import policy
from functions.checkin.records import CheckIn, shown
from shared.web.call import Answer

TAG = "Check-in"
FIRST = {200: "The first record of the same deputy, station and legal day, or of the same request"}


def answer(outcome: tuple[CheckIn, bool]) -> Answer:
    """The record as it is shown: 201 for one just made, 200 for one that stood before."""
    record, made = outcome
    return Answer(shown(record, policy.counted_grades()), status=201 if made else 200)
