"""Several deputies make one suggestion: who drafted it asks others of the same congress, who sign the words
that they have read, or do not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases.case import Entry
from functions.suggestions.suggestions import persons, store, telling
from functions.suggestions.suggestions.states import OPEN, Moved, require_state
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import (
    MOST_SIGNERS,
    Happened,
    Signature,
    Signer,
    State,
    Suggestion,
)
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.writing import put

NOT_HANDED_OVER = (*OPEN, State.SUBMITTED, State.ACCEPTED)
"""A signature can be taken back until units handle the suggestion."""
_STANDING = (Signature.ASKED, Signature.SIGNED)


def asked(suggestion: Suggestion, others: Sequence[tuple[str, str]], by: str, at: datetime) -> Moved:
    """These deputies (id and name) are asked to sign. Raises ``case_state``, ``asked_already``,
    ``limit_reached``."""
    require_state(suggestion, *OPEN)
    ids = {deputy for deputy, _ in others}
    standing = {one.deputy for one in suggestion.signers if one.signature in _STANDING}
    if ids & {suggestion.deputy, *standing} or len(ids) < len(others):
        raise Refusal("asked_already")
    kept = tuple(one for one in suggestion.signers if one.deputy not in ids)
    signers = (*kept, *(Signer(deputy, name, Signature.ASKED, at) for deputy, name in others))
    if len(signers) > MOST_SIGNERS:
        raise Refusal("limit_reached", limit=MOST_SIGNERS)
    entries = tuple(
        Entry(Happened.SIGNATURE_ASKED, by, at, data={"deputy": deputy, "name": name})
        for deputy, name in others
    )
    return Moved(replace(suggestion, signers=signers), entries)


def answered(suggestion: Suggestion, signed: bool, by: str, at: datetime) -> Moved:
    """A deputy who was asked signs or declines; who signed takes the signature back. Raises ``case_state``,
    ``not_asked``, ``signed_already``."""
    signer = next((one for one in suggestion.signers if one.deputy == by), None)
    if signer is None or signer.signature not in _STANDING:
        raise Refusal("not_asked")
    if signer.signature is Signature.SIGNED:
        if signed:
            raise Refusal("signed_already")
        require_state(suggestion, *NOT_HANDED_OVER)
        signature, what = Signature.WITHDRAWN, Happened.SIGNATURE_WITHDRAWN
    else:
        require_state(suggestion, *OPEN)
        signature = Signature.SIGNED if signed else Signature.DECLINED
        what = Happened.SIGNED if signed else Happened.SIGNATURE_DECLINED
    changed = replace(signer, signature=signature, since=at)
    signers = tuple(changed if one.deputy == by else one for one in suggestion.signers)
    return Moved(replace(suggestion, signers=signers), (Entry(what, by, at),))


def ask(found: Found, deputies: Sequence[str], version: int, by: str, now: datetime) -> Suggestion:
    """Asks deputies of the same congress, who are told. Raises as :func:`asked`, and ``deputy_not_found``,
    ``no_mandate_there``, ``stale_version``. Two calls."""
    suggestion = found.suggestion
    names = persons.names_in_congress(deputies, suggestion.congress, legal_day(now))
    moved = asked(suggestion, [(deputy, names[deputy]) for deputy in deputies], by, now)
    kind = NoticeKind.SUGGESTION_SIGNATURE_ASKED
    others = [
        *(put(store.signer_item(suggestion, deputy)) for deputy in deputies),
        *(telling.person(suggestion, deputy, kind, now, name=suggestion.name) for deputy in deputies),
    ]
    return store.save(found, version, moved, others)


def answer(found: Found, signed: bool, version: int, by: str, now: datetime) -> Suggestion:
    """Signs the words of the version that was read, declines, or takes the signature back; who asked is told.
    Raises as :func:`answered`, and ``no_mandate_there``, ``stale_version``. One call, two to sign."""
    suggestion = found.suggestion
    moved = answered(suggestion, signed, by, now)
    if signed:
        persons.in_congress(by, suggestion.congress, legal_day(now))
    kind = NoticeKind.SUGGESTION_SIGNED if signed else NoticeKind.SUGGESTION_NOT_SIGNED
    name = next(one.name for one in suggestion.signers if one.deputy == by)
    told = telling.person(suggestion, suggestion.deputy, kind, now, name=name)
    return store.save(found, version, moved, [told])
