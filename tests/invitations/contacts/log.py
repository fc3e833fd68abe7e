"""Members who keep contact with deputies, and the log of it."""

from collections.abc import Callable
from typing import Any

from functions.standing.app import app as standing
from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.domain.roles import Caller
from tests.gateway import Response, call, someone
from tests.invitations.committee import GUANGXI, Committee, in_office


class Log:
    """Enters contacts, by default a visit of today by the member."""

    def __init__(self, committee: Committee, act_as: Callable[[str], None]) -> None:
        self.committee = committee
        self._act_as = act_as

    def adopts_shenzhen(self) -> None:
        """This deployment lives by Shenzhen's draft since 2026."""
        self.committee.world.deploy_with(AdoptedDrafts="shenzhen:2026-01-01")
        self._act_as("InvitationsFunction")

    def pair(self, division: str = GUANGXI) -> tuple[Member, Deputy]:
        """A member and a deputy, linked."""
        deputy = self.committee.deputy(division)
        return self.committee.member(division, deputy), deputy

    def tries(
        self, member: Member, deputy: Deputy | str, *, caller: Caller | None = None, **fields: Any
    ) -> Response:
        """Enters a contact, which may be refused."""
        body = {
            "deputy": deputy if isinstance(deputy, str) else deputy.id,
            "by": "visit",
            "day": str(self.committee.now.date()),
            "face_to_face": True,
            **fields,
        }
        path = f"/v1/members/{member.id}/contacts"
        return self.committee.send("POST", path, body, by=caller or in_office(member))

    def enters(self, member: Member, deputy: Deputy, *, caller: Caller | None = None, **fields: Any) -> Any:
        """Enters a new contact."""
        answer = self.tries(member, deputy, caller=caller, **fields)
        assert answer.status == 201, answer.text
        return answer.json

    def try_follow(self, made: Any, to: str, body: object, *, caller: Caller | None = None) -> Response:
        """Something happens to a view, or to the contact; may be refused."""
        path = f"/v1/members/{made['member']}/contacts/{made['id']}/{to}"
        by = caller or self._member(made)
        return self.committee.send("POST", path, body, by=by, version=made["version"])

    def follow(self, made: Any, to: str, body: object) -> Any:
        """The same, which succeeds."""
        answer = self.try_follow(made, to, body)
        assert answer.status == 200, answer.text
        return answer.json

    def words(self, division: str) -> Any:
        """The ways and topics there, as anybody may ask."""
        return self.committee.done("GET", f"/v1/divisions/{division}/contact-words", by=None)

    def standing(self, member: Member, **query: str) -> Any:
        """Where the member stands, as the standing service says."""
        self._act_as("StandingFunction")
        path = f"/v1/members/{member.id}/standing"
        answer = call(standing, "GET", path, caller=in_office(member), query=query)
        self._act_as("InvitationsFunction")
        assert answer.status == 200, answer.text
        return answer.json

    def verdicts(self, member: Member, **query: str) -> dict[str, Any]:
        """The verdicts on the member by rule."""
        return {verdict["rule"]: verdict for verdict in self.standing(member, **query)["verdicts"]}

    def _member(self, made: Any) -> Caller:
        return someone(f"member:{made['division']}", person=made["member"])
