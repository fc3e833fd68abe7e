"""Shangqiu's standing committee publishes a document for the city's deputies, and sees who has read it."""

from infra.local.walk.steps import Steps
from infra.local.walk.suggestion import DEPUTY
from infra.sample.rows import SHANGQIU
from shared.domain import clock
from shared.domain.divisions import Level
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role

_TITLE = "商丘市人大常委会年度工作要点"
_TEXT = "一、依法履行监督职责。\n二、密切联系人大代表和人民群众。"


def show(steps: Steps) -> None:
    """Drafted, published, told, read; who has not read it."""
    steps.say("\n# A document for the city's deputies: published, told to each, read by one")
    office, deputy = steps.enter(Role.COMMITTEE_STAFF), steps.enter(DEPUTY)
    plan = {
        "kind": "document",
        "title": _TITLE,
        "issuer": {"kind": "committee", "id": SHANGQIU},
        "issued_on": str(clock.legal_day(clock.now())),
        "audience": {"scope": SHANGQIU, "level": Level.CITY},
    }
    made = steps.step(office, 201, "POST", "/v1/publications", "the staff draft it", plan).json
    path = f"/v1/publications/{made['id']}"
    steps.step(office, 201, "POST", f"{path}/versions", "its words; nobody is told yet", {"text": _TEXT})
    number = {"number": 1}
    why = "its audience is told in the background"
    steps.step(office, 200, "POST", f"{path}/publishing", why, number, made["version"])
    steps.becomes(
        lambda: not office.must(200, "GET", f"{path}/reach").json["telling"], "everybody has been told"
    )
    steps.message(DEPUTY, NoticeKind.DOCUMENT_PUBLISHED, _TITLE)
    steps.notice(deputy, NoticeKind.DOCUMENT_PUBLISHED)
    seen = steps.step(deputy, 200, "GET", path, "a deputy of the city opens it").json
    steps.must(seen["content"]["text"] == _TEXT, "as it was published")
    steps.step(deputy, 200, "PUT", f"{path}/readers/me", "and confirms having read it", number)
    reach = steps.step(office, 200, "GET", f"{path}/reach", "how far it has come").json
    steps.must(reach["read"] == 1 and reach["told"] > 1, f"{reach['told']} were told, one has read it")
    read = office.must(200, "GET", f"{path}/readers?read=true&limit=100").json["items"]
    rest = office.must(200, "GET", f"{path}/readers?read=false&limit=100").json["items"]
    steps.say(f"    read: {', '.join(one['name'] for one in read)}")
    steps.say(f"    not yet: {', '.join(one['name'] for one in rest[:5])}")
    me = deputy.must(200, "GET", "/v1/me").json
    steps.must([one["person"] for one in read] == [me["person"]], "the issuer sees who has read it")
    steps.must(len(rest) == reach["told"] - 1, "and who has not")
