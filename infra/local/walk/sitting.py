"""The meeting held: a deputy comes, speaks, hears what became of it, and the duty done is counted (Guangxi
art. 6 and 10)."""

from typing import Any

from infra.local.walk.meeting import Meeting
from infra.local.walk.steps import Steps
from infra.sample.load import DEPUTY_IN_GUANGXI
from infra.sample.rows import GUANGXI
from shared.domain.notices import NoticeKind

_COVERED = "gx-06c.a"
"""Each grassroots deputy at a meeting within the term, as far as can be."""
_FEEDBACK = "gx-10.c"
"""What cannot be answered during the meeting is answered after it, in time."""
_OPINION = "建议把社区养老用房纳入新建小区的规划条件。"
_WHY = "需会同自然资源部门研究"
_ANSWER = "建议已采纳，写入条例草案修改稿第十二条。"


def hold(steps: Steps, meeting: Meeting) -> None:
    """From the opening to the feedback."""
    before = _standing(steps, meeting)
    _attend(steps, meeting)
    voiced = _speak(steps, meeting)
    _close(steps, meeting)
    _feed_back(steps, meeting, voiced)
    _counted(steps, meeting, before)


def _attend(steps: Steps, meeting: Meeting) -> None:
    steps.say("\n# The meeting opens; a screen in the hall shows its code")
    meeting.move("opening", "on its day")
    codes = meeting.staff.must(200, "GET", f"{meeting.path}/codes?count=1").json
    scan = {"code": codes["items"][0]["code"]}
    path = f"{meeting.path}/attendances"
    made = steps.step(meeting.deputy, 201, "POST", path, "the deputy scans it: arrived", scan).json
    again = steps.step(meeting.deputy, 200, "POST", path, "scanned again: the first stands", scan).json
    steps.must(made["arrived_at"] == again["arrived_at"], "one arrival")


def _speak(steps: Steps, meeting: Meeting) -> str:
    """The route of the opinion."""
    steps.say("\n# The deputy speaks; what is said starts clocks (art. 10)")
    path = f"{meeting.path}/voiced"
    said = {"text": _OPINION, "agenda": 0, "topic": "养老服务"}
    voiced = steps.step(meeting.deputy, 201, "POST", path, "recorded as it is said", said).json
    _tell(steps, voiced)
    own = f"{path}/{voiced['id']}"
    why = {"answerable": False, "explanation": _WHY, "handed_to": "自治区民政厅"}
    sorted_ = steps.step(
        meeting.staff, 200, "PATCH", own, "no answer during the meeting: told why", why, voiced["version"]
    ).json
    _tell(steps, sorted_)
    steps.notice(meeting.deputy, NoticeKind.OPINION_OUTCOME)
    return own


def _close(steps: Steps, meeting: Meeting) -> None:
    steps.say("\n# The meeting is closed; what follows is recorded in the background")
    meeting.move("closure", "the sheet settles, feedback is owed from now on", {})
    path = f"{meeting.path}/attendance-sheet"
    sheet = steps.step(meeting.staff, 200, "GET", path, "who was there, as JSON, page or workbook").json
    counts = sheet["counts"]
    steps.must((counts["present"], counts["on_leave"]) == (1, 1), "one came, one had leave")

    def owed() -> bool:
        path = f"/v1/feedback-owed?scope={GUANGXI}"
        return any(one["text"] == _OPINION for one in meeting.staff.must(200, "GET", path).json["items"])

    steps.becomes(owed, "the staff see what they owe the speaker")


def _feed_back(steps: Steps, meeting: Meeting, voiced: str) -> None:
    version = meeting.staff.must(200, "GET", voiced).json["version"]
    body = {"text": _ANSWER, "by": "自治区人大社会建设委员会"}
    fed = steps.step(
        meeting.staff, 200, "POST", f"{voiced}/feedback", "what became of it", body, version
    ).json
    _tell(steps, fed)
    states = {clock["rule"]: clock["state"] for clock in fed["clocks"]}
    steps.must(states[_FEEDBACK] == "met", f"{_FEEDBACK}: answered after the meeting, as art. 10 asks")
    said = _ANSWER.rstrip("。")
    steps.must(said in steps.notice(meeting.deputy, NoticeKind.OPINION_OUTCOME), "the speaker reads it")
    steps.message(DEPUTY_IN_GUANGXI, NoticeKind.OPINION_OUTCOME, said)


def _counted(steps: Steps, meeting: Meeting, before: Any) -> None:
    steps.say("\n# What counts of it: the deputy's duty, and how far the term has come (art. 6-2)")
    after = _standing(steps, meeting)
    steps.must(after["counted"] == before["counted"] + 1, "the meeting is the deputy's")
    steps.must(after["state"] == "met", "once in the term is what art. 6-2 wants")
    path = f"/v1/coverage?scope={GUANGXI}&rule={_COVERED}"
    answer = steps.step(meeting.staff, 200, "GET", path, "which grassroots deputies have not been yet").json
    for one in answer["items"]:
        steps.say(f"    {one['name']}: invited {one['invited']}, attended {one['attended']}")
    steps.must(answer["attended"] == 1 and len(answer["items"]) == 2, "one of three has been")


def _tell(steps: Steps, opinion: Any) -> None:
    for clock in opinion["clocks"]:
        steps.say(f"    {clock['rule']} {clock['state']}: {clock['says']}")


def _standing(steps: Steps, meeting: Meeting) -> Any:
    """The verdict on whether the deputy has been to a meeting in this term."""
    mandates = meeting.deputy.must(200, "GET", "/v1/me/standing").json["mandates"]
    found = next(verdict for verdict in mandates[0]["verdicts"] if verdict["rule"] == _COVERED)
    steps.say(f"    {found['sentence']}")
    return found
