"""A resident of a street of Shangqiu and a deputy of the city who makes a suggestion of the opinion."""

from typing import Any

from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.suggestions.suggestions.congress import AT_CIVIL, CIVIL, OFFICE, Congress, of

STREET = "411402001"
TOWNSHIP = someone(f"township_staff:{STREET}", person="pt0wnsh1pstreet000000")
NEIGHBOUR = someone("township_staff:411402002", person="pne1ghb0vr00000000000")
RESIDENT = someone(person="pres1dent000000000000")
TEXT = "几个小区都没有养老用房，老人没有去处。"


class Street:
    """An opinion in research, and a submitted suggestion that is not yet linked with it."""

    def __init__(self, congress: Congress) -> None:
        self.congress = congress
        self.receipt = self.bring()
        self.deputy = congress.deputy()
        self.suggestion = congress.submitted(self.deputy)

    def bring(self, by: Caller | None = RESIDENT) -> Any:
        """The receipt of an opinion that was taken up for research."""
        body = {"text": TEXT, "division": STREET}
        path = "/v1/opinions" if by is None else "/v1/me/opinions"
        receipt = self.congress.done("POST", path, body, by=by)
        opinion = self.opinion(receipt)
        facts = {"facts": {"common_and_complex": "true"}}
        path = f"/v1/opinions/{receipt['receipt']}"
        opinion = self.congress.done("PATCH", path, facts, by=TOWNSHIP, version=opinion["version"])
        body = {"text": "列入专题调研。"}
        self.congress.done("POST", f"{path}/research", body, by=TOWNSHIP, version=opinion["version"])
        return receipt

    def opinion(self, receipt: Any = None, by: Caller = TOWNSHIP) -> Any:
        return self.congress.done("GET", f"/v1/opinions/{(receipt or self.receipt)['receipt']}", by=by)

    def follow(self, receipt: Any = None) -> Any:
        """What the resident sees by the receipt."""
        shown = receipt or self.receipt
        body = {"receipt": shown["receipt"], "secret": shown["secret"]}
        return self.congress.done("POST", "/v1/opinions/follow", body, by=None)

    def link(self, receipt: Any = None, *, by: Caller | None = None) -> Response:
        """The deputy, or ``by``, links the opinion with the suggestion."""
        body = {"opinion": (receipt or self.receipt)["receipt"]}
        self.read()
        return self.congress.attempt(self.suggestion, "origins", body, by=by or of(self.deputy))

    def linked(self, receipt: Any = None) -> Any:
        answer = self.link(receipt)
        assert answer.status == 200, answer.text
        return answer.json

    def feed_back(self, text: str = "市民政局答复：三处用房年内建成。") -> Response:
        version = self.opinion()["version"]
        path = f"/v1/opinions/{self.receipt['receipt']}/feedback"
        return self.congress.send("POST", path, {"text": text}, by=TOWNSHIP, version=version)

    def read(self) -> Any:
        path = f"/v1/suggestions/{self.suggestion['id']}"
        self.suggestion = self.congress.done("GET", path, by=of(self.deputy))
        return self.suggestion

    def step(self, what: str, body: Any, by: Caller = OFFICE) -> None:
        self.read()
        self.suggestion = self.congress.step(self.suggestion, what, body, by=by)

    def handed_over(self) -> None:
        if self.read()["state"] == "submitted":
            self.step("check", {"accepted": True})
        self.step("handover", {"units": [{"unit": CIVIL, "share": "lead"}]})

    def replied(self) -> None:
        """The unit has it in hand, hears the deputy and replies, a day each."""
        self.handed_over()
        reply = {"text": "三处用房年内建成。", "outcome": "done", "signer": "张建军"}
        for what, body in (
            ("acceptance", {"accepted": True}),
            ("contact", {"way": "visit", "heard": True}),
            ("reply", reply),
        ):
            self.congress.later(days=1)
            path = f"/v1/units/{CIVIL}/suggestions/{self.suggestion['id']}/{what}"
            version = self.suggestion["version"]
            self.suggestion = self.congress.done("POST", path, body, by=AT_CIVIL, version=version)
