"""A deputy of Shangqiu makes a suggestion; the first reply does not content the deputy, the second does
(Deputies Law art. 36, 51)."""

from typing import Any

from infra.local.client import Client
from infra.local.walk.steps import Steps
from infra.sample.rows import SHANGQIU
from shared.domain.divisions import Level
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post

DEPUTY = f"{Role.DEPUTY} ({Level.CITY})"
RULE = "nat-51b.usual"
"""Three months from the hand-over."""
_STATED = ["clear_and_specific", "one_matter", "real_situation"]
_PLAN = {
    "congress": SHANGQIU,
    "title": "关于增设城乡公交停靠站的建议",
    "text": "三个行政村距公交站五公里以上，老人就医不便，建议增设停靠站。",
    "category": "交通运输",
}


class Course:
    """One suggestion from its draft to its end; ``path`` is its route."""

    _found: Any

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self.deputy, self.office = steps.enter(DEPUTY), steps.enter(Role.COMMITTEE_STAFF)
        self.staff = steps.enter(Role.UNIT_STAFF)
        self.unit = self.office.must(200, "GET", f"/v1/units?scope={SHANGQIU}&limit=1").json["items"][0]

    def go(self) -> None:
        """All steps in order."""
        steps = self._steps
        steps.say("\n# A deputy's suggestion: submitted, checked, handed over (Deputies Law art. 36, 51)")
        why = "the deputy drafts it; nobody else sees it"
        self._found = steps.step(self.deputy, 201, "POST", "/v1/suggestions", why, _PLAN).json
        self.path = f"/v1/suggestions/{self._found['id']}"
        self._next(self.deputy, "submission", "the deputy submits it", {"stated": _STATED})
        self._next(self.office, "check", "the office takes it in", {"accepted": True})
        self._hand_over("the unit's time begins with the hand-over")
        self._reply("已列入研究范围。", "explained", refused=True)
        steps.say("\n# The deputy is not content: nobody closes it, another round is owed")
        self._rate("dissatisfied", "停靠站仍未增设")
        self._next(
            self.office, "closing", "the office may not close it over the deputy's head", {}, status=409
        )
        self._hand_over("a second round, with its own time")
        self._reply("已增设停靠站三处，今日通车。", "done")
        self._rate("satisfied", None)
        self._next(self.office, "closing", "the office closes it", {})
        self._history()

    def _next(self, by: Client, to: str, why: str, body: Any, *, status: int = 200, path: str = "") -> None:
        """A step from the version that stands."""
        where, version = f"{path or self.path}/{to}", self._found["version"]
        answer = self._steps.step(by, status, "POST", where, why, body, version).json
        if status == 200:
            self._found = answer

    def _hand_over(self, why: str) -> None:
        steps = self._steps
        self._next(self.office, "handover", why, {"units": [{"unit": self.unit["id"], "share": "lead"}]})
        steps.notice(self.staff, NoticeKind.SUGGESTION_ASSIGNED, post(Role.UNIT_STAFF, self.unit["id"]))
        steps.notice(self.deputy, NoticeKind.SUGGESTION_HANDED_OVER)
        items = self.deputy.must(200, "GET", f"{self.path}/clocks").json["items"]
        clocks = [clock for one in items for clock in one["clocks"] if clock["rule"] == RULE]
        clock = next(clock for clock in clocks if clock["state"] == "running")
        steps.say(f"    {RULE} ({clock['instrument']} art. {clock['article']}): {clock['says']}")
        steps.say(f"    round {clock['round']}: {clock['how']}")
        steps.must(clock["round"] == self._found["round"], f"due on {clock['due']}")

    def _reply(self, text: str, outcome: str, *, refused: bool = False) -> None:
        of_unit = f"/v1/units/{self.unit['id']}{self.path.removeprefix('/v1')}"
        reply = {"text": text, "outcome": outcome, "signer": "张建军"}
        self._next(self.staff, "acceptance", "the unit takes it up", {"accepted": True}, path=of_unit)
        if refused:
            why = "no reply before the deputy was contacted and heard: refused with the article"
            self._next(self.staff, "reply", why, reply, status=422, path=of_unit)
        talk = {"way": "visit", "heard": True, "note": "现场听取代表意见"}
        self._next(self.staff, "contact", "the unit hears the deputy on the spot", talk, path=of_unit)
        self._next(self.staff, "reply", "it replies", reply, path=of_unit)
        self._steps.notice(self.deputy, NoticeKind.SUGGESTION_REPLIED)

    def _rate(self, result: str, reason: str | None) -> None:
        body = {"result": result, "attitude": "satisfied", "reason": reason}
        self._next(self.deputy, "rating", f"the deputy rates it: {result}", body)

    def _history(self) -> None:
        steps, history = self._steps, f"{self.path}/history"
        entries = steps.step(self.deputy, 200, "GET", history, "all of it, who and when").json["items"]
        words = [entry["what"] for entry in entries]
        steps.say(f"    {' > '.join(words)}")
        rounds = (words.count("replied"), words.count("dissatisfied"), words[-1])
        steps.must(
            rounds == (2, 1, "closed"), "two rounds, two replies, closed by nobody but a content deputy"
        )
        steps.must(
            len(words) == self._found["version"], "one entry for each version: nothing was overwritten"
        )
