"""What people were told, and how they want to be told."""

from datetime import timedelta
from typing import Any

from functions.notifications.app import app
from infra.sample.copies import STATION, Per
from shared.domain.notices import NoticeKind
from shared.store import engine
from shared.store.identities import Contact, contact_key
from shared.store.inbox import notice
from tests.bench.growth.workshop import MORNING, Workshop
from tests.gateway import call, someone
from tests.notifications.letters import ABOUT, MEETING

READER = someone(person="p01j9zq3v7k2m8n4p6r5t")
NOTICES = 30
POST = f"liaison_officer:{STATION}"


def make(workshop: Workshop) -> None:
    workshop.world.deploy_with(MailSender="notice@example.cn")
    workshop.enter(_Morning(), "NotificationsFunction")
    with workshop.family("somebody's inbox", Per.STATION):
        workshop.act_as("RegistrationFunction")
        engine.put(Contact(contact_key(READER.person), "CONTACT", phone="+8613800001234"))
        workshop.act_as("NotificationsFunction")
        for number in range(NOTICES):
            _tell(READER.person, number)
        for path, body in (
            ("/v1/me/wechat-consents", {"count": 3}),
            ("/v1/me/e-mail/codes", {"address": "wang.li@example.cn"}),
        ):
            answer = call(app, "POST", path, body=body, caller=READER)
            assert answer.status < 300, answer.text
    with workshop.family("a post's inbox", Per.STATION):
        for number in range(NOTICES):
            _tell(POST, number)
    workshop.found.update(told=READER, post=POST)


class _Morning:
    now = MORNING


def _tell(recipient: str, number: int) -> None:
    when = MORNING - timedelta(minutes=number)
    data: dict[str, Any] = MEETING
    engine.put(notice(recipient, NoticeKind.INVITATION_RECEIVED, ABOUT, when, data, cause=str(number)))
