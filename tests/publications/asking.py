"""Organs that ask for views: drafts and questions, opened and answered, for the tests of consultations."""

from typing import Any

from shared.domain.roles import Caller
from tests.gateway import someone
from tests.invitations.committee import SHANGQIU, STAFF, STATION, TIANJIN
from tests.publications.newsroom import Newsroom

DUE = "2026-12-20"
STRANGER = someone(person="pstranger000000000000")


def fields(division: str = TIANJIN, /, **said: Any) -> dict[str, Any]:
    """The body that prepares a consultation of a division's deputies on a draft of three articles."""
    return {
        "kind": "draft",
        "title": "养老服务条例（草案）",
        "issuer": {"kind": "committee", "id": division},
        "due": DUE,
        "introduction": "现就条例草案征求意见。",
        "articles": [{"heading": f"第{number}条", "text": "……"} for number in "一二三"],
        "audience": {"scope": division},
        **said,
    }


def question(**said: Any) -> dict[str, Any]:
    """The body that asks people at a station what they wish to be done (Shangqiu art. 19)."""
    more = {
        "kind": "question",
        "title": "征集2027年民生实事候选项目",
        "audience": None,
        "stations": [STATION],
        "matter": "livelihood_projects",
        "articles": [{"text": "您希望办好哪件实事？"}],
        **said,
    }
    return fields(SHANGQIU, **more)


def drafted(newsroom: Newsroom, body: dict[str, Any], **options: Any) -> Any:
    """A consultation in preparation."""
    by = options.pop("by", STAFF[body["issuer"]["id"]])
    return newsroom.done("POST", "/v1/consultations", body, by=by, **options)


def step(newsroom: Newsroom, made: Any, to: str, body: object = None, *, method: str = "POST") -> Any:
    """The consultation, as last answered, taken a step on: ``opening``, ``deadline``, ``summary``."""
    path, by = f"/v1/consultations/{made['id']}/{to}", STAFF[made["issuer"]["id"]]
    return newsroom.done(method, path, body, by=by, version=made["version"])


def opened(newsroom: Newsroom, body: dict[str, Any] | None = None) -> Any:
    """An open consultation, with its audience invited."""
    after = step(newsroom, drafted(newsroom, body or fields()), "opening")
    newsroom.work()
    return after


def comment(newsroom: Newsroom, made: Any, by: Caller, text: str = "建议……", **said: Any) -> Any:
    """Somebody signed in comments."""
    path = f"/v1/consultations/{made['id']}/comments"
    return newsroom.done("POST", path, {"text": text, **said}, by=by)


def answer(newsroom: Newsroom, made: Any, *comments: Any, outcome: str = "partly") -> Any:
    """The organ tells who commented what became of it."""
    body = {"comments": [one["id"] for one in comments], "outcome": outcome, "text": "已写入第十二条。"}
    path = f"/v1/consultations/{made['id']}/answers"
    return newsroom.done("POST", path, body, by=STAFF[made["issuer"]["id"]])["items"]


def seen(newsroom: Newsroom, made: Any, by: Caller | None = None) -> Any:
    """The consultation as somebody sees it now: without anybody, who asks."""
    path = f"/v1/consultations/{made['id']}"
    return newsroom.done("GET", path, by=by or STAFF[made["issuer"]["id"]])
