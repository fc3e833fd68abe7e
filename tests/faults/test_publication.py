"""A document is published, read and revised; a consultation is opened, commented on and summed up."""

import pytest

from tests.faults.gauntlet import Gauntlet
from tests.invitations.committee import TIANJIN, of
from tests.publications import asking
from tests.publications.newsroom import Newsroom


@pytest.mark.worker("PublicationsWorkFunction")
def test_a_document_comes_through(newsroom: Newsroom, gauntlet: Gauntlet) -> None:
    first, _ = newsroom.deputies(2, TIANJIN)
    made = newsroom.published()
    newsroom.read(made, of(first))
    newsroom.later(days=1)
    made = newsroom.revised(made)
    newsroom.read(made, of(first), 2)
    newsroom.step(made, "withdrawal", {"reason": "内容有误"})
    newsroom.work()
    assert gauntlet.tally.requests >= 8


def test_a_consultation_comes_through(newsroom: Newsroom, gauntlet: Gauntlet) -> None:
    first, second = newsroom.deputies(2, TIANJIN)
    made = asking.opened(newsroom)
    one = asking.comment(newsroom, made, of(first))
    other = asking.comment(newsroom, made, of(second), "同意")
    newsroom.later(days=31)
    made = asking.step(newsroom, made, "summary", {"summary": "收到意见两条。"}, method="PUT")
    asking.answer(newsroom, made, one, other)
    newsroom.work()
    assert gauntlet.tally.requests >= 6
