"""Preferences over HTTP."""

from typing import Any

from functions.notifications.preferences import schemas, store, wishes
from functions.notifications.preferences.deciding import Preferences
from functions.notifications.preferences.groups import MANDATORY, NAMES, URGENT, Group, kinds_of
from shared.web.access import signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Inbox"


@routes.route(
    "/v1/me/notification-preferences",
    summary="What I want to be told, how and when",
    description="The inbox has everything. Who has said nothing hears at once by every channel.",
    access=signed_in(),
    answer=schemas.PreferencesAnswer(),
    tag=_TAG,
)
def get_preferences(call: Call) -> Answer:
    return _answer(store.load(call.caller.person))


@routes.route(
    "/v1/me/notification-preferences",
    methods=["PUT"],
    summary="Say what I want to be told, how and when",
    description=(
        "All of it anew. It holds for what is delivered from now on: a notice written later is not sent by a "
        "channel that is switched off here. Mandatory groups go by SMS whatever is preferred; urgent ones in "
        "quiet hours too."
    ),
    access=signed_in(),
    body=schemas.PreferencesFields(),
    answer=schemas.PreferencesAnswer(),
    if_match=True,
    refusals=("notices_mandatory",),
    tag=_TAG,
)
def put_preferences(call: Call) -> Answer:
    return _answer(store.save(call.caller.person, wishes.of_request(call.body), call.version))


@routes.route(
    "/v1/notification-groups",
    summary="In which groups notices are",
    description="Their kinds, and which of them are mandatory or urgent.",
    access=signed_in(),
    answer=schemas.NoticeGroups(),
    tag=_TAG,
)
def list_notice_groups(call: Call) -> dict[str, Any]:
    tongue = 1 if call.language == "en" else 0
    return {
        "groups": [
            {
                "group": group,
                "name": NAMES[group][tongue],
                "mandatory": group in MANDATORY,
                "urgent": group in URGENT,
                "kinds": [str(kind) for kind in kinds_of(group)],
            }
            for group in Group
        ]
    }


def _answer(wanted: Preferences) -> Answer:
    return Answer(wishes.shown(wanted), version=wanted.version)
