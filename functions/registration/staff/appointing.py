"""The operator's first command: somebody becomes administrator of the province, by no route of the API."""

from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields

from functions.registration.staff import roles
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.store.settings import Setting, setting
from shared.web import problems
from shared.web.messages import refusal_of
from shared.web.schemas import Body, PersonalName, Phone


class NotAppointed(Exception):
    """Nobody was appointed; the message says why, in both languages."""


class Appointee(Body):
    """What the operator sends. ``division`` is the province unless said."""

    phone = Phone(required=True)
    name = PersonalName(required=True)
    division = fields.String()


def appoint(event: Any, now: datetime) -> dict[str, str]:
    """Makes the person behind a phone administrator; twice is once. Raises :class:`NotAppointed`."""
    try:
        given = _read(event)
        division = given.get("division") or setting(Setting.PROVINCE)
        made = roles.first_administrator(given["phone"], given["name"], division, legal_day(now))
    except Refusal as refusal:
        raise NotAppointed(_words(refusal)) from refusal
    return {
        "person": made.person,
        "name": made.name,
        "phone_mask": made.phone_mask,
        "role": made.role,
        "scope": made.scope,
    }


def _read(event: Any) -> dict[str, Any]:
    try:
        given: dict[str, Any] = Appointee().load(event)
    except ValidationError as error:
        raise refusal_of(error.messages, "event") from error
    return given


def _words(refusal: Refusal) -> str:
    parts = []
    for language in (problems.CHINESE, problems.ENGLISH):
        _, document = problems.document(refusal, language, "")
        fields_ = [f"{item['field']}: {item['message']}" for item in document.get("errors", [])]
        parts.append("; ".join([document["title"], *fields_]))
    return " / ".join(parts)
