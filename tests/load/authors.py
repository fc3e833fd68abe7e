"""What deputies do in a load: each drafts a suggestion, which a neighbour signs, and submits it; the office
takes it in and hands it to a unit. Both deputies hear of it at their phones."""

from collections.abc import Callable
from typing import Any

from shared.domain.notices import NoticeKind as Kind
from shared.domain.roles import Role
from shared.store.inbox import post
from tests.load.asking import Asker
from tests.load.kinds import ASKED, CHECKED, HANDED_OVER, SIGNED, SUBMITTED, SUGGESTION
from tests.load.ledger import Told
from tests.load.town import Person, Town

_STATED = ["clear_and_specific", "one_matter", "real_situation"]


class Authors:
    """Pieces of work of the deputies of a town and of those who handle their suggestions."""

    def __init__(self, town: Town, asker: Asker) -> None:
        self._town, self._asker = town, asker

    def piece(self, number: int) -> Callable[[], None]:
        """One deputy's: one suggestion, from its draft to its hand-over."""

        def piece() -> None:
            author = self._town.deputies[number]
            neighbour = self._town.deputies[(number + 1) % len(self._town.deputies)]
            made = self._drafted(author, number)
            if made is not None:
                course = _Course(self._asker, author, made, number)
                signers = [neighbour.id] if neighbour != author and course.is_signed(neighbour) else []
                course.is_handled([author.id, *signers], self._town)

        return piece

    def _drafted(self, author: Person, number: int) -> Any:
        """The draft, of which nobody is told."""
        draft = {
            "congress": self._town.city,
            "title": f"关于第{number}号路灯的建议",
            "text": "夜间没有路灯。",
            "category": "市政",
        }
        made = self._asker.made(
            SUGGESTION,
            "/v1/suggestions",
            draft,
            name="id",
            token=author.token,
            key=f"draft-{author.id}",
            number=number,
        )
        if made is not None:
            self._asker.ledger.promised(SUGGESTION, made["id"], author.id)
        return made


class _Course:
    """Of one suggestion: each step changes the version that the one before left."""

    def __init__(self, asker: Asker, author: Person, made: Any, number: int) -> None:
        self._asker, self._author, self._number = asker, author, number
        self._id: str = made["id"]
        self._version: int = made["version"]

    def is_signed(self, by: Person) -> bool:
        """Another deputy is asked and signs."""
        asked = [(by.id, Kind.SUGGESTION_SIGNATURE_ASKED)]
        signed = [(self._author.id, Kind.SUGGESTION_SIGNED)]
        return self._step(ASKED, "signers", {"deputies": [by.id]}, self._author, asked) and self._step(
            SIGNED, "signature", {"signed": True}, by, signed
        )

    def is_handled(self, deputies: list[str], town: Town) -> bool:
        """It is submitted, taken in and handed over."""
        received = [(post(Role.COMMITTEE_STAFF, town.city), Kind.SUGGESTION_RECEIVED)]
        checked = [(one, Kind.SUGGESTION_CHECKED) for one in deputies]
        assigned = [(post(Role.UNIT_STAFF, town.unit), Kind.SUGGESTION_ASSIGNED)]
        handed = [(one, Kind.SUGGESTION_HANDED_OVER) for one in deputies]
        to = {"units": [{"unit": town.unit, "share": "lead"}]}
        return (
            self._step(SUBMITTED, "submission", {"stated": _STATED}, self._author, received)
            and self._step(CHECKED, "check", {"accepted": True}, town.office, checked)
            and self._step(HANDED_OVER, "handover", to, town.office, [*assigned, *handed])
        )

    def _step(self, kind: str, path: str, body: Any, by: Person, tells: list[tuple[str, Kind]]) -> bool:
        after = self._asker.changed(
            kind,
            f"/v1/suggestions/{self._id}/{path}",
            body,
            of=self._id,
            by=by,
            version=self._version,
            number=self._number + self._version,
            tells=[Told(recipient, told, f"suggestion:{self._id}") for recipient, told in tells],
        )
        if after is None:
            return False
        self._version = after["version"]
        return True
