"""Why a row is not taken that is good in itself: what the tables, or the uploader's reach, say against it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from functions.registration.rosters.problems import Trouble
from shared.domain.errors import Refusal
from shared.web import problems


class RowRefused(Exception):
    """The row is not taken; ``field`` is the column to blame."""

    def __init__(self, field: str, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.field = field
        self.trouble = trouble


@contextmanager
def blamed(field: str, others: Mapping[str, str] | None = None) -> Iterator[None]:
    """What the block declines becomes a fault of this column, or of the one that ``others`` has for the
    code."""
    try:
        yield
    except Refusal as refusal:
        raise RowRefused((others or {}).get(refusal.code, field), trouble_of(refusal)) from refusal


def trouble_of(refusal: Refusal) -> Trouble:
    """The refusal in the words that the API has for it."""
    if refusal.errors:
        first = refusal.errors[0]
        return Trouble(refusal.code, first.zh, first.en)
    zh, en = (
        problems.document(refusal, language, "")[1]["title"]
        for language in (problems.CHINESE, problems.ENGLISH)
    )
    return Trouble(refusal.code, zh, en)
