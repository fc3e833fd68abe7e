"""What a suggestion waits for from one deputy: it stands beside it in the deputy's own list.

One that stands for others is not in the list of who made those: their word on it is in ``GET /v1/me/due``.
"""

from enum import StrEnum

from functions.suggestions.promises.promise import Standing
from functions.suggestions.publishing.publication import Stand
from functions.suggestions.suggestions import states
from functions.suggestions.suggestions.suggestion import Signature, State, Suggestion


class Awaited(StrEnum):
    """A word of the deputy: by the name of the route that takes it."""

    SIGNATURE = "signature"
    SUBMISSION = "submission"
    RATING = "rating"
    PROMISE_RATING = "promise_rating"
    POSTPONEMENT = "postponement"
    PUBLICATION = "publication"


def of(suggestion: Suggestion, deputy: str) -> list[Awaited]:
    """All of it, in the order in which it comes up in the course of a suggestion."""
    found = []
    to_be_made = suggestion.state in states.OPEN
    asked = {one.deputy for one in suggestion.signers if one.signature is Signature.ASKED}
    if to_be_made and deputy in asked:
        found.append(Awaited.SIGNATURE)
    leads = deputy == suggestion.deputy
    if to_be_made and leads:
        found.append(Awaited.SUBMISSION)
    if suggestion.state is State.REPLIED and _owes_rating(suggestion, deputy):
        found.append(Awaited.RATING)
    if not leads:
        return found
    if any(one.state is Standing.REPORTED for one in suggestion.promises):
        found.append(Awaited.PROMISE_RATING)
    if any(one.asked is not None for one in suggestion.promises):
        found.append(Awaited.POSTPONEMENT)
    if suggestion.publication is not None and suggestion.publication.state is Stand.PROPOSED:
        found.append(Awaited.PUBLICATION)
    return found


def _owes_rating(suggestion: Suggestion, deputy: str) -> bool:
    """Who leads, and who led one that it stands for, has not rated the round."""
    if deputy == suggestion.deputy and suggestion.rating is None:
        return True
    return any(voice.deputy == deputy and voice.rating is None for voice in suggestion.voices)
