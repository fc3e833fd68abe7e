"""Many cases at once over HTTP."""

from collections.abc import Callable
from functools import partial
from typing import Any

from marshmallow import Schema

from functions.suggestions.desk.batches import doing, schemas, store
from functions.suggestions.desk.batches.doing import Done
from functions.suggestions.desk.templates import store as templates
from functions.suggestions.desk.templates.template import Template
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.suggestions.persons import OFFICE
from shared.store.envelopes import value_of
from shared.web.access import roles
from shared.web.batches import problem_in
from shared.web.call import Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Desk"
_LIMIT = 128 * 1024
"""Bytes: twenty-five notes of a thousand Chinese characters, and what goes with them."""
_EACH = (
    "Each item names the version that was read, and is done and answered by itself, in order: a refused one "
    "harms no other. Sent again, by the same person, nothing is done twice: what was done before is "
    "`existing`."
)


@routes.route(
    "/v1/opinions/handovers",
    methods=["POST"],
    summary="Hand many opinions over",
    description=f"To the units concerned, which are told of each, as are the residents. {_EACH}",
    access=roles(HANDLERS, within="anywhere"),
    body=schemas.OpinionsToHandOver(),
    body_limit=_LIMIT,
    answer=schemas.BatchDone(),
    idempotent=True,
    tag=_TAG,
)
def hand_over_opinions(call: Call) -> dict[str, Any]:
    step = partial(doing.hand_over_opinion, call)
    return _answer(call, schemas.OpinionToHandOver(), step)


@routes.route(
    "/v1/opinions/answers",
    methods=["POST"],
    summary="Answer many opinions on the spot",
    description=f"With a text, or with a template that is filled for each. {_EACH}",
    access=roles(HANDLERS, within="anywhere"),
    body=schemas.OpinionsToTell(),
    answer=schemas.BatchDone(),
    idempotent=True,
    refusals=("template_not_found",),
    tag=_TAG,
)
def answer_opinions(call: Call) -> dict[str, Any]:
    step = partial(doing.answer_opinion, call, text=_words(call))
    return _answer(call, schemas.OpinionOfBatch(), step)


@routes.route(
    "/v1/opinions/feedbacks",
    methods=["POST"],
    summary="Tell the residents of many opinions the result",
    description="And all whose opinions were joined with them. With a text, or with a template that is "
    f"filled for each. {_EACH}",
    access=roles(HANDLERS, within="anywhere"),
    body=schemas.OpinionsToTell(),
    answer=schemas.BatchDone(),
    idempotent=True,
    refusals=("template_not_found",),
    tag=_TAG,
)
def feed_back_on_opinions(call: Call) -> dict[str, Any]:
    step = partial(doing.feed_back, call, text=_words(call))
    return _answer(call, schemas.OpinionOfBatch(), step)


@routes.route(
    "/v1/suggestions/handovers",
    methods=["POST"],
    summary="Hand many suggestions over",
    description="By the office of their congress. The units, whose time begins, and the deputies who signed "
    f"are told of each. {_EACH}",
    access=roles(OFFICE, within="anywhere"),
    body=schemas.SuggestionsToHandOver(),
    answer=schemas.BatchDone(),
    idempotent=True,
    tag=_TAG,
)
def hand_over_suggestions(call: Call) -> dict[str, Any]:
    step = partial(doing.hand_over_suggestion, call)
    return _answer(call, schemas.SuggestionToHandOver(), step)


def _words(call: Call) -> str | Template:
    """What is told: the text, or the template. One call for a template."""
    text: str | None = call.body["text"]
    return text if text is not None else value_of(templates.load(call.body["template"]), Template)


def _answer(call: Call, schema: Schema, step: Callable[[dict[str, Any]], Done]) -> dict[str, Any]:
    store.note(call)
    return {"items": list(doing.each(call.body["items"], schema, step, problem_in(call)))}
