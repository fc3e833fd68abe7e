"""Suggestions over HTTP, as the units that handle them use them. A unit's time and clocks are with its
hand-over."""

from functions.suggestions.suggestions import persons, schemas, store, units
from functions.suggestions.suggestions.routes import TAG, answered
from functions.suggestions.suggestions.units import Work
from shared.domain.errors import invalid
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_PATH = "/v1/units/{unit_id}/suggestions/{suggestion_id}"
_STEP = ("case_not_found", "case_state", "handover_not_found", "handover_state")


@routes.route(
    f"{_PATH}/acceptance",
    methods=["POST"],
    summary="Take a suggestion up, or give it back",
    description="The time runs from the hand-over either way. Who gives it back says why: the office and the "
    "deputy are told, and it goes to others.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.TakingUp(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=_STEP,
    tag=TAG,
)
def take_suggestion_up(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    work, reason = _work(call, unit_id, suggestion_id), call.body["reason"]
    if call.body["accepted"]:
        return answered(call, units.accept(work))
    if reason is None:
        raise invalid("body.reason", "退回须说明理由", "say why it is given back")
    return answered(call, units.give_back(work, reason))


@routes.route(
    f"{_PATH}/contact",
    methods=["POST"],
    summary="Record a talk with the deputy",
    description="In handling a suggestion the unit contacts the deputy and hears what the deputy thinks "
    "(Deputies Law art. 51): without that no reply is taken.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Talk(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=_STEP,
    tag=TAG,
)
def record_talk(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    work, said = _work(call, unit_id, suggestion_id), call.body
    return answered(call, units.contact(work, said["way"], said["heard"], said["note"]))


@routes.route(
    f"{_PATH}/contribution",
    methods=["POST"],
    summary="Tell the units that lead one's part",
    description="By a unit that helps, which has done its part with that.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Contribution(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*_STEP, "lead_replies"),
    tag=TAG,
)
def contribute_to_reply(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    return answered(call, units.contribute(_work(call, unit_id, suggestion_id), call.body["text"]))


@routes.route(
    f"{_PATH}/reply",
    methods=["POST"],
    summary="Reply to the deputy",
    description="By a unit that leads. Refused with the article where the reply lacks what the rules want. "
    "The deputies who signed and the office are told.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Replying(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*_STEP, "not_lead", "suggestion_incomplete"),
    tag=TAG,
)
def reply_to_deputy(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    work, said = _work(call, unit_id, suggestion_id), call.body
    replied = units.reply(work, said["text"], said["outcome"], said["signer"], said["until"], said["stated"])
    return answered(call, replied)


def _work(call: Call, unit: str, suggestion: str) -> Work:
    return Work(store.load(suggestion), call.version, unit, call.caller.person, call.now)
