"""What the resident thinks of the answer, by the receipt: once to each. Who is dissatisfied is owed another
round, as who says that nothing is solved."""

from datetime import datetime

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions import following, limits, store, telling
from functions.suggestions.opinions.opinion import (
    MOST_ROUNDS,
    RESIDENT,
    Happened,
    Opinion,
    Rating,
    State,
    then,
)
from functions.suggestions.opinions.store import Found
from shared.domain.errors import Refusal, invalid


def rate(
    receipt: str, secret: str, result: Verdict, reason: str | None, mark: str | None, now: datetime
) -> Opinion:
    """The rating in history, head and lists; those who received the opinion are told, and the unit that
    handled it. Of what was merged, the answer to the one that stands for it is rated; who is dissatisfied
    with that goes the own way again. In the last of the rounds the rating stands alone. The same request
    repeated rates nothing again.

    Raises ``receipt_wrong``, ``case_state`` while there is no answer, ``rated_already``, ``invalid_request``
    (dissatisfied without a reason), ``too_many_requests``, ``conflict``. Two calls, three where it was
    merged.
    """
    if result is Verdict.DISSATISFIED and reason is None:
        raise invalid("body.reason", "不满意须说明理由", "say why you are dissatisfied")
    found = store.follow(receipt, secret)
    opinion = found.opinion
    if following.is_repeated(opinion, mark):
        return opinion
    main = found if opinion.merged_into is None else store.load(opinion.merged_into)
    rating = _rating(opinion, main, result, now)
    told = {"rating": result.value, "of": rating.of, "round": rating.round}
    said = {} if reason is None else {"text": reason}
    rated = Entry(Happened.RATED, RESIDENT, now, data={**told, **said})
    after, rated = then(opinion, rated, ratings=(*opinion.ratings, rating), added_by=mark)
    entries = [rated]
    others = [
        limits.counted(limits.FOLLOWING, opinion.id, now),
        *telling.rated(opinion, main.opinion.unit, result, now),
    ]
    if result is Verdict.DISSATISFIED and opinion.round < MOST_ROUNDS:
        after, unsolved = then(after, Entry(Happened.UNSOLVED, RESIDENT, now))
        entries.append(unsolved)
        if main is not found:
            others += following.left(main, opinion.id, now)
    return following.written(found, after, entries, others)


def _rating(opinion: Opinion, main: Found, result: Verdict, now: datetime) -> Rating:
    answered = main.opinion
    if answered.state is not State.ANSWERED:
        raise Refusal("case_state", state=answered.state)
    if opinion.rating_of(answered) is not None:
        raise Refusal("rated_already")
    return Rating(answered.id, answered.round, result, now)
