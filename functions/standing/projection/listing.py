"""Lists of who is short, over HTTP."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from functions.standing.projection import periods, store
from functions.standing.projection.subjects import UNMET, is_listed
from functions.standing.projection.whom import KINDS
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.roles import READERS
from shared.regulations.rules import Part, Status
from shared.regulations.verdicts import State
from shared.store.packs import packs
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.schemas import ScopeListing, page_of
from shared.web.service import Routes

routes = Routes(__name__)
_STATES = sorted(map(str, UNMET))
_SENTENCE = (
    "《商丘市人大代表联络站工作条例》第十三条："
    "2026年应进站签到不少于2次，已1次，还差1次，截止2026年12月31日。"
)


class ShortfallListing(ScopeListing):
    """Which rule, which period, in which state."""

    rule = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z0-9][a-z0-9.-]{0,63}$(?!\n)"),
        metadata={"example": "sq-13b", "description": "A rule's id; of a rule in parts, the part's"},
    )
    period = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^(?:[0-9]{4}[-~A-Z0-9]{0,8}|current)$(?!\n)"),
        metadata={
            "example": "2026",
            "description": "`2026`, `2026-H2`, `2026-Q4`, `2026-11`, `2026-11~12`, `2026-W47`, or `current` "
            "for what is asked by no calendar; the period that today falls in, if not said",
        },
    )
    state = fields.String(
        load_default=str(State.SHORT),
        validate=validate.OneOf(_STATES),
        metadata={
            "example": "short",
            "description": "`short`: not done and too late. While time is left: `at_risk` or `open`",
        },
    )


class ShortfallAnswer(Schema):
    """Somebody who has not done what the rule asks in the period."""

    kind = fields.String(
        validate=validate.OneOf(sorted(map(str, KINDS))),
        metadata={"example": "deputy", "description": "Of the subject"},
    )
    subject = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    home = fields.String(
        metadata={"example": "411402001-01", "description": "The station or division it belongs to"}
    )
    mandate = fields.String(
        allow_none=True,
        metadata={"example": "m01j9zq3v7k2m8n4p6r5t", "description": "Each of a deputy's counts by itself"},
    )
    rule = fields.String(metadata={"example": "sq-13b"})
    period = fields.String(metadata={"example": "2026"})
    with_ = fields.String(
        data_key="with",
        allow_none=True,
        metadata={"example": None, "description": "The other of a pair, where it is owed with each"},
    )
    required = fields.Integer(metadata={"example": 2})
    counted = fields.Integer(metadata={"example": 1})
    remaining = fields.Integer(metadata={"example": 1})
    state = fields.Enum(State, by_value=True, metadata={"example": "short"})
    due = fields.Date(allow_none=True, metadata={"example": "2026-12-31"})
    sentence = fields.String(metadata={"example": _SENTENCE})


_PAGE = page_of(ShortfallAnswer(), "ShortfallPage")


@routes.route(
    "/v1/shortfalls",
    summary="Who has not done what a rule asks",
    description="Deputies, stations, groups, members and committees of the scope: most remaining first, "
    "then by name. The list follows a record within seconds; what changes without one (a period turns, a "
    "mandate ends, somebody is placed) it knows from five past midnight. Periods are kept as they "
    "ended, with what is corrected in them later.",
    access=roles(READERS, within="query:scope"),
    query=ShortfallListing(),
    answer=_PAGE,
    refusals=("rule_not_found", "rule_not_listed", "invalid_cursor"),
    tag="Standing",
)
def list_shortfalls(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    part = _part(query["rule"])
    if not is_listed(part):
        raise Refusal("rule_not_listed")
    found = store.page(
        part.id,
        query["period"] or periods.label_of(part, legal_day(call.now)),
        query["scope"],
        State(query["state"]),
        limit=query["limit"],
        cursor=query["cursor"],
    )
    return found.map(lambda body: _shown(body, call.language == CHINESE))


def _part(id_: str) -> Part:
    """The newest form of a rule or part in force anywhere at any time."""
    bound = (pack for pack in packs().packs if pack.instrument.status is Status.IN_FORCE)
    found = [part for pack in bound for part in pack.parts() if part.id == id_]
    if not found:
        raise Refusal("rule_not_found", rule=id_)
    return found[-1]


def _shown(body: dict[str, Any], chinese: bool) -> dict[str, Any]:
    return {
        **body,
        "mandate": body["mandate"] or None,
        "with_": body["with_"] or None,
        "state": State(body["state"]),
        "due": date.fromisoformat(body["due"]) if body["due"] else None,
        "sentence": body["zh" if chinese else "en"],
    }
