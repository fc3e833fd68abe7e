"""What may happen to a suggestion, and what follows: plain values in, plain values out.

Each function answers the suggestion as it is afterwards and what is to stand in its history, one entry for
each version. Rules are asked elsewhere (``ruling``): here is only what the order of things allows. All raise
``Refusal("case_state")`` where the state does not allow the step.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.promises.promise import lifted
from functions.suggestions.suggestions.matching.talk import all_ended
from functions.suggestions.suggestions.suggestion import (
    Happened,
    Rating,
    Signature,
    State,
    Suggestion,
)
from shared.domain.errors import Refusal, invalid
from shared.regulations.values import Fact

OPEN = (State.DRAFT, State.RETURNED)
"""With the deputy: text and signatures may still change."""
NOT_YET_REPLIED = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.ACCEPTED,
    State.HANDED_OVER,
    State.HANDLING,
)


class Moved(NamedTuple):
    """The suggestion after a step, and what happened."""

    after: Suggestion
    entries: tuple[Entry, ...]


def require_state(suggestion: Suggestion, *states: State) -> None:
    """Raises ``Refusal("case_state")`` in any other state."""
    if suggestion.state not in states:
        raise Refusal("case_state", state=suggestion.state.value)


def edit(suggestion: Suggestion, fields: Mapping[str, Any], by: str, at: datetime) -> Moved | None:
    """Other words; ``None`` where nothing changes. Who had signed other words is asked anew."""
    require_state(suggestion, *OPEN)
    changed = {name: value for name, value in fields.items() if getattr(suggestion, name) != value}
    if not changed:
        return None
    after = replace(suggestion, **changed)
    if not {"title", "text"}.isdisjoint(changed):
        signers = (
            replace(signer, signature=Signature.ASKED, since=at)
            if signer.signature is Signature.SIGNED
            else signer
            for signer in suggestion.signers
        )
        after = replace(after, signers=tuple(signers))
    return Moved(after, (Entry(Happened.EDITED, by, at, data={"fields": sorted(changed)}),))


def submit(suggestion: Suggestion, stated: Collection[str], in_session: bool, by: str, at: datetime) -> Moved:
    """To the congress. Who was asked to sign and has not is left out from now on."""
    require_state(suggestion, *OPEN)
    signers = tuple(one for one in suggestion.signers if one.signature is not Signature.ASKED)
    after = replace(
        suggestion,
        state=State.SUBMITTED,
        submitted_at=suggestion.submitted_at or at,
        stated=tuple(sorted(stated)),
        in_session=in_session,
        reason=None,
        signers=signers,
        talks=all_ended(suggestion.talks, at),
    )
    said = {
        "title": after.title,
        "text": after.text,
        "signers": list(after.signed_by),
        "in_session": in_session,
    }
    return Moved(after, (Entry(Happened.SUBMITTED, by, at, data=said),))


def check(
    suggestion: Suggestion,
    accepted: bool,
    reason: str | None,
    facts: Mapping[str, Fact],
    by: str,
    at: datetime,
) -> Moved:
    """The office takes it in, with the facts that it states, or sends it back to the deputy and says why."""
    require_state(suggestion, State.SUBMITTED)
    if accepted:
        after = replace(suggestion, state=State.ACCEPTED, facts={**suggestion.facts, **facts}, reason=reason)
        return Moved(after, (Entry(Happened.CHECKED, by, at, reason, {"facts": dict(facts)}),))
    if reason is None:
        raise invalid("body.reason", "退回须说明理由", "say why it is sent back")
    after = replace(suggestion, state=State.RETURNED, reason=reason, voices=())
    return Moved(after, (Entry(Happened.SENT_BACK, by, at, reason, _parted(suggestion)),))


def rate(
    suggestion: Suggestion, result: Verdict, attitude: Verdict, reason: str | None, by: str, at: datetime
) -> Moved:
    """The deputy says what the replies are worth, once a round; also of a suggestion that was closed unrated.
    Dissatisfaction with the result opens the way to another round. Raises ``rated_already``."""
    require_state(suggestion, State.REPLIED, State.RATED, State.CLOSED)
    if suggestion.rating is not None:
        raise Refusal("rated_already")
    if Verdict.DISSATISFIED in (result, attitude) and reason is None:
        raise invalid("body.reason", "不满意须说明理由", "say why you are dissatisfied")
    rating = Rating(result, attitude, at, reason)
    after = replace(suggestion, rating=rating)
    if suggestion.state is not State.CLOSED or result is Verdict.DISSATISFIED:
        after = replace(after, state=State.RATED)
    told = {"result": result.value, "attitude": attitude.value, "round": suggestion.round}
    entries = [Entry(Happened.RATED, by, at, reason, told)]
    if after.dissatisfied and not suggestion.dissatisfied:
        entries.append(Entry(Happened.DISSATISFIED, by, at, reason, {"round": suggestion.round}))
    return Moved(after, tuple(entries))


def close(suggestion: Suggestion, reason: str | None, by: str, at: datetime) -> Moved:
    """The office closes what was answered. Raises ``round_owed`` while the deputy is dissatisfied: nobody
    closes it over the deputy's head."""
    require_state(suggestion, State.REPLIED, State.RATED)
    if suggestion.dissatisfied:
        raise Refusal("round_owed")
    after = replace(suggestion, state=State.CLOSED, reason=reason)
    return Moved(after, (Entry(Happened.CLOSED, by, at, reason),))


def withdraw(suggestion: Suggestion, reason: str | None, by: str, at: datetime) -> Moved:
    """The deputy takes it back, or asks for no further round; after the submission with a reason. Not what
    was replied to and waits to be rated. Raises ``stands_for_others`` while units handle it for others too:
    these are taken out first."""
    require_state(suggestion, *((State.RATED,) if suggestion.dissatisfied else NOT_YET_REPLIED))
    if any(one.reply is not None for one in suggestion.units) and not suggestion.dissatisfied:
        raise Refusal("case_state", state=State.REPLIED.value)
    if suggestion.submitted_at is not None and reason is None:
        raise invalid("body.reason", "撤回须说明理由", "say why it is withdrawn")
    if suggestion.voices and suggestion.round:
        raise Refusal("stands_for_others")
    talks = all_ended(suggestion.talks, at)
    promises = lifted(suggestion.promises)
    after = replace(suggestion, state=State.WITHDRAWN, reason=reason, talks=talks, promises=promises)
    entry = Entry(Happened.WITHDRAWN, by, at, reason, _parted(suggestion))
    return Moved(replace(after, voices=()), (entry,))


def _parted(suggestion: Suggestion) -> dict[str, Any]:
    """The suggestions that it stood for until now."""
    return {"parted": [voice.suggestion for voice in suggestion.voices]} if suggestion.voices else {}
