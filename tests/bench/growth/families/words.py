"""Publications and their readers, consultations and questions, what stations make public, filings."""

from typing import Any

from infra.sample.copies import CITY, TOWNSHIP, Per
from tests.bench.growth.workshop import Workshop
from tests.gateway import someone
from tests.invitations.committee import SHANGQIU
from tests.publications.asking import comment, fields, opened, question
from tests.publications.newsroom import Newsroom
from tests.publications.test_filings import file
from tests.publications.test_questions import say
from tests.publications.test_station_information import ITEMS, publish

READERS = 10


def make(workshop: Workshop) -> None:
    found = workshop.found
    newsroom: Newsroom = workshop.room(Newsroom, 50_000)
    workshop.enter(newsroom, "PublicationsFunction")
    with workshop.family("station's information", Per.STATION):
        for item in ITEMS:
            publish(newsroom, item)
    with workshop.family("who reads", Per.CITY):
        group = newsroom.group(SHANGQIU, newsroom.deputies(READERS, SHANGQIU))
        reader = someone(f"deputy:{CITY}", person=f"p{50_000:020d}")
    with workshop.family("publications", Per.CITY, 20):
        audience = {"scope": SHANGQIU, "groups": [group.id]}
        made = newsroom.published(SHANGQIU, audience=audience)
    with workshop.family("consultations", Per.CITY, 20):
        audience = {"scope": SHANGQIU, "groups": [group.id]}
        asked = opened(newsroom, fields(SHANGQIU, audience=audience, public=True))
        comment(newsroom, asked, reader)
    with workshop.family("questions", Per.CITY, 20):
        put = opened(newsroom, question())
        say(newsroom, put, name="张先生")
    with workshop.family("filings", Per.STATION):
        filing: Any = file(newsroom, TOWNSHIP)
    found.update(publication=made["id"], consultation=asked["id"], question=put["id"], filing=filing["id"])
    found.update(reader=reader)
