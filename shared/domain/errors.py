"""One exception for everything that this system declines to do, and why.

A ``Refusal`` carries a stable ``code``. What HTTP status and which words (Chinese and English) a
code has is said in one place, ``shared.web.problems``; here there is no HTTP.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """The article of law on which a refusal rests, e.g. ``Basis("national", "61")``."""

    instrument: str
    article: str


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: its path (``body.location.lat``) and a sentence in two languages."""

    field: str
    zh: str
    en: str


class Refusal(Exception):
    """A request that is understood and declined.

    ``params`` fill the placeholders of the code's sentences; ``errors`` name single fields;
    ``retry_after`` is in seconds; ``basis`` is the article where a rule refuses.
    """

    def __init__(
        self,
        code: str,
        *,
        errors: tuple[FieldProblem, ...] = (),
        basis: Basis | None = None,
        retry_after: int | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
        self.basis = basis
        self.retry_after = retry_after
        self.params = params


def invalid(field: str, zh: str, en: str) -> Refusal:
    """The refusal of one bad value, in the same shape as a failed schema."""
    return Refusal("invalid_request", errors=(FieldProblem(field, zh, en),))
