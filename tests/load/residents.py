"""What residents do in a load: they sign in with the code that comes and bring opinions, to which the
station's officer replies, and hear of that at the phone with which they signed in."""

import base64
import json
from collections.abc import Callable

from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post
from tests.load.asking import Asker
from tests.load.kinds import CODE, OPINION, REPLY, SESSION
from tests.load.ledger import Told
from tests.load.messages import CODE_SENT
from tests.load.town import Person, Town

OPINIONS_EACH = 3


class Residents:
    """Pieces of work of the residents of a town."""

    def __init__(self, town: Town, asker: Asker) -> None:
        self._town, self._asker = town, asker
        self._inbox = town.stack.receiver.inbox

    def piece(self, person: Person, number: int) -> Callable[[], None]:
        """One resident's: signs in, brings opinions."""

        def piece() -> None:
            signed = self._signed_in(person)
            if signed is not None:
                for nth in range(OPINIONS_EACH):
                    self._brings(*signed, number, nth)

        return piece

    def _signed_in(self, person: Person) -> tuple[str, str] | None:
        """Who the resident is, and the token."""
        ledger, before = self._asker.ledger, len(self._inbox.messages(person.phone))
        opened = self._asker.send(
            CODE,
            "/v1/sign-in/codes",
            {"phone": person.phone},
            key=f"code-{person.id}",
            may_tell=[Told(person.phone, CODE_SENT, "")],
        )
        if opened is None:
            return None
        ledger.promised(CODE, opened["challenge"], person.phone)
        try:
            code = self._inbox.wait_for(person.phone, before, 90)["data"]["code"]
        except TimeoutError:
            return None
        answer = {"challenge": opened["challenge"], "code": code}
        signed = self._asker.send(SESSION, "/v1/sign-in/tokens", answer)
        if signed is None:
            return None
        ledger.reached(signed["person"], person.phone)
        ledger.promised(SESSION, _session(signed["access_token"]), signed["person"])
        return signed["person"], signed["access_token"]

    def _brings(self, person: str, token: str, number: int, nth: int) -> None:
        at = (number + nth) % len(self._town.stations)
        station, officer = self._town.stations[at], self._town.officers[at]
        receivers, came = post(Role.LIAISON_OFFICER, station), NoticeKind.OPINION_RECEIVED
        made = self._asker.made(
            OPINION,
            "/v1/me/opinions",
            {"text": f"第{number}户第{nth}件：夜间没有路灯。", "station": station},
            name="receipt",
            token=token,
            key=f"opinion-{number}-{nth}",
            number=nth + number,
            may_tell=[Told(receivers, came, "")],
        )
        if made is None:
            return
        receipt = made["receipt"]
        about = f"opinion:{receipt}"
        self._asker.ledger.promised(OPINION, receipt, person, Told(receivers, came, about))
        self._asker.changed(
            REPLY,
            f"/v1/opinions/{receipt}/reply",
            {"text": "已报修。"},
            of=receipt,
            by=officer,
            version=1,
            number=nth + number + 1,
            tells=[Told(person, NoticeKind.OPINION_RESULT, about)],
        )


def _session(token: str) -> str:
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    session: str = claims["sid"]
    return session
