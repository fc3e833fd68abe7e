"""Path parameters: each name has one form across the API. Another form cannot name anything: 404."""

import re
from dataclasses import dataclass

from shared.domain.errors import Refusal
from shared.domain.ids import PATTERN
from shared.domain.places import ID_PATTERN

RULE_PATTERN = r"[a-z][a-z0-9-]{0,50}(?:\.[a-z0-9]{1,12})?"


@dataclass(frozen=True, slots=True)
class Parameter:
    """The pattern of a path parameter, an example and what it names."""

    pattern: str
    example: str
    description: str


def _id(prefix: str, description: str) -> Parameter:
    return Parameter(prefix + PATTERN, prefix + "01j9zq3v7k2m8n4p6r5t", description)


PARAMETERS: dict[str, Parameter] = {
    "station_id": Parameter(ID_PATTERN, "411402001-01", "A station: its division's code and a serial"),
    "division": Parameter(r"[0-9]{2,12}", "411402001", "A division's code (GB/T 2260)"),
    "deputy_id": _id("p", "A deputy"),
    "member_id": _id("p", "A member of a standing committee"),
    "person_id": _id("p", "A person"),
    "mandate_id": _id("m", "A mandate"),
    "group_id": _id("g", "A deputy group"),
    "unit_id": _id("u", "A handling unit"),
    "photo": _id("f", "A picture that belongs to an opinion"),
    "receipt": _id("e", "An opinion of a resident: the number of its receipt"),
    "case_id": Parameter(f"[ehst]{PATTERN}", "s01j9zq3v7k2m8n4p6r5t", "A case, whatever its kind"),
    "concern_id": _id("h", "What a deputy raised by letter, on a visit or in contact with a member"),
    "appeal_id": _id("t", "The appeal of a deputy whose liberty is restricted"),
    "report_id": _id("x", "A report that a deputy's duty was obstructed"),
    "template_id": _id("t", "A template of an answer"),
    "suggestion_id": _id("s", "A suggestion"),
    "activity_id": _id("a", "An activity"),
    "appointment_id": _id("o", "An appointment"),
    "booking_id": _id("b", "A booking of a place"),
    "conversation_id": _id("w", "What was said at a reception"),
    "day": Parameter(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-12-07", "A day"),
    "wish_id": _id("w", "What a deputy proposes to the group"),
    "contact_id": _id("k", "A contact of a member with a deputy"),
    "opinion_id": _id("v", "An opinion voiced at an activity"),
    "material_id": _id("m", "What an activity hands out"),
    "filing_id": _id("l", "A report of placements to those above"),
    "consultation_id": _id("c", "A consultation on a draft, or a question to the public"),
    "item": Parameter(r"[a-z][a-z0-9_]{2,40}", "handling_flow", "What a rule wants public, in its words"),
    "publication_id": _id("d", "A bulletin or a document"),
    "number": Parameter(r"[1-9][0-9]{0,3}", "1", "A version, from 1"),
    "inspection_request_id": _id("q", "A deputy's request for an inspection"),
    "roster_id": _id("r", "An uploaded roster"),
    "post": Parameter(r"[a-z_]{3,20}", "liaison_officer", "A post at a station"),
    "role": Parameter(r"[a-z_]{3,20}", "township_staff", "A role"),
    "scope": Parameter(
        f"(?:[0-9]{{2,12}}|u{PATTERN})", "411402001", "The division or handling unit in which a role is held"
    ),
    "kind": Parameter(r"[a-z]{3,20}", "deputies", "A kind of roster"),
    "rule": Parameter(RULE_PATTERN, "nat-47.b", "A rule, or one of its parts"),
    "statement_id": Parameter(
        rf"(?:[0-9]{{2,12}}|{ID_PATTERN}|[pgu]{PATTERN})\.[0-9]{{8}}\.{RULE_PATTERN}",
        "p01j9zq3v7k2m8n4p6r5t.20261120.nat-47.b",
        "A statement: its subject, day and rule",
    ),
    "notice_id": Parameter(
        rf"[0-9]{{17}}n{PATTERN}", "20261120013000000n01j9zq3v7k2m8n4p6r5t", "A notice in my inbox"
    ),
    "invitation_token": Parameter(
        rf"a{PATTERN}\.p{PATTERN}\.[A-Za-z0-9_-]{{22}}",
        "a01j9zq3v7k2m8n4p6r5t.p01j9zq3v7k2m8n4p6r5t.Zr0v0bJ2kq3Xw8yT5uN1eA",
        "What lets its owner answer an invitation without signing in",
    ),
    "calendar_token": Parameter(
        rf"p{PATTERN}\.[A-Za-z0-9_-]{{22}}\.ics",
        "p01j9zq3v7k2m8n4p6r5t.Zr0v0bJ2kq3Xw8yT5uN1eA.ics",
        "A person's private calendar",
    ),
    "record_id": Parameter(
        rf"p{PATTERN}\.[0-9]{{8}}\.{ID_PATTERN}", "p01j9zq3v7k2m8n4p6r5t.20261120.411402001-01", "A record"
    ),
}


def check_path(name: str, value: str) -> str:
    """The value, if it has the parameter's form; raises ``Refusal("not_found")`` otherwise."""
    if re.fullmatch(PARAMETERS[name].pattern, value, re.ASCII) is None:
        raise Refusal("not_found")
    return value
