"""Stations are assessed by the metrics in force, or by a scheme that is tried (Shangqiu art. 24)."""

from datetime import date, datetime

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.stations import Post
from shared.store import engine
from shared.store.records import RecordItem
from tests import costs
from tests.gateway import someone
from tests.standing.assessment.sample import CITY, FOUR, ONE, SCHEME, THREE, TWO, Sample
from tests.standing.hall import COUNTY, OFFICER, OWN

DRAFT = (
    SCHEME.replace('id = "scheme"', 'id = "trial"')
    .replace("sch-", "tri-")
    .replace("weight = 60", "weight = 20")
)


def answered(sample: Sample, station: str, on_time: int, late: int = 0, withdrawn: int = 0) -> None:
    for number, marks in ((on_time, ("on_time",)), (late, ()), (withdrawn, ("withdrawn",))):
        sample.did(station, "answered", *["2026-03-05"] * number, marks=marks)


@pytest.mark.usefixtures("scheme")
def test_sq_24_a_station_is_assessed_and_every_score_names_what_proves_it(sample: Sample) -> None:
    sample.station(ONE)
    answered(sample, ONE, on_time=9, late=1, withdrawn=5)
    sample.did(ONE, "activity", "2026-02-03", "2026-10-08", "2026-11-19")
    year = sample.assessed(ONE)["2026"]
    share, average = year["scores"]
    assert (share["numerator"], share["denominator"], share["points"], share["weight"]) == (9, 10, 5400, 60)
    assert (share["rule"], share["article"], share["meets"]) == ("sch-1", "1", True)
    assert (average["numerator"], average["denominator"], average["points"]) == (3, 1, 3000)
    assert average["meets"] is None
    assert len(share["evidence"]) == 9
    assert average["evidence"][0].startswith(f"{ONE}.20260203.a")
    assert (year["points"], year["measured"], year["weight"]) == (8400, 100, 100)
    assert (year["hundredths"], year["rounded"]) == (8400, 84)
    assert year["instrument"] == {"id": "scheme", "title": "示例市联络站考核办法（虚构）"}


@pytest.mark.usefixtures("scheme")
def test_metrics_of_a_quarter_are_not_weighed_against_those_of_a_year(sample: Sample) -> None:
    sample.station(ONE)
    sample.did(ONE, "activity", "2026-02-03", "2026-11-19")
    found = sample.assessed(ONE)
    assert list(found) == ["2026", "2026-Q4"]
    assert found["2026-Q4"]["hundredths"] == 5000
    assert sample.assessed(ONE, on="2026-03-31")["2026-Q1"]["hundredths"] == 5000


@pytest.mark.usefixtures("scheme")
def test_what_could_not_be_measured_takes_no_part(sample: Sample) -> None:
    sample.station(ONE)
    sample.did(ONE, "activity", "2026-02-03")
    year = sample.assessed(ONE)["2026"]
    assert (year["scores"][0]["denominator"], year["scores"][0]["points"]) == (0, None)
    assert (year["hundredths"], year["measured"], year["weight"]) == (2500, 40, 100)
    sample.station(TWO, Post.SPECIALIST)
    nothing = sample.assessed(TWO)["2026"]
    assert (nothing["hundredths"], nothing["rounded"], nothing["measured"]) == (None, None, 0)


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize(
    ("on_time", "late", "hundredths", "rounded"), [(1, 2, 3333, 33), (2, 1, 6667, 67), (1, 7, 1250, 13)]
)
def test_halves_are_rounded_up(
    sample: Sample, on_time: int, late: int, hundredths: int, rounded: int
) -> None:
    sample.station(ONE, Post.SPECIALIST)
    answered(sample, ONE, on_time, late)
    year = sample.assessed(ONE)["2026"]
    assert (year["hundredths"], year["rounded"]) == (hundredths, rounded)


@pytest.mark.usefixtures("scheme")
def test_a_past_year_is_told_as_it_ended_by_what_is_known_today(sample: Sample) -> None:
    sample.station(ONE)
    sample.did(ONE, "activity", "2025-12-31")
    assert sample.assessed(ONE, on="2025-03-01")["2025"]["hundredths"] == 2500
    assert sample.assessed(ONE)["2026"]["hundredths"] == 0
    sample.hall.now = datetime(2027, 1, 1, 0, 0, 1, tzinfo=SHANGHAI)
    assert "2027" in sample.assessed(ONE)


@pytest.mark.usefixtures("scheme")
def test_a_voided_record_no_longer_scores(sample: Sample) -> None:
    sample.station(ONE)
    sample.did(ONE, "activity", "2026-02-03")
    (item,) = engine.query(RecordItem, f"STATION#{ONE}").items
    item.correction = {"action": "void"}
    engine.put(item)
    assert sample.assessed(ONE)["2026"]["hundredths"] == 0


@pytest.mark.usefixtures("scheme")
def test_a_closed_station_is_assessed_up_to_its_last_day(sample: Sample) -> None:
    sample.station(ONE, closed_on=date(2026, 6, 30))
    assert sample.assessed(ONE) == {}
    assert "2026" in sample.assessed(ONE, on="2026-06-30")
    assert sample.ask().json["items"] == []


def test_without_a_scheme_there_is_nothing_to_assess_by_and_no_record_is_read(sample: Sample) -> None:
    sample.station(ONE)
    with costs.counted() as made:
        assert sample.assessed(ONE) == {}
    assert made == ["GetItem"]


@pytest.mark.usefixtures("scheme")
def test_a_page_is_of_stations_in_the_order_of_ids_and_one_alone_has_its_evidence(sample: Sample) -> None:
    for station in (THREE, ONE, TWO):
        sample.station(station)
    sample.did(TWO, "activity", "2026-02-03")
    first = sample.ask(limit=2).json
    assert [row["station"] for row in first["items"]] == [ONE, TWO]
    scores = first["items"][1]["assessments"][0]["scores"]
    assert (scores[1]["numerator"], scores[1]["evidence"]) == (1, None)
    second = sample.ask(limit=2, cursor=first["next"]).json
    assert ([row["station"] for row in second["items"]], second["next"]) == ([THREE], None)
    (alone,) = sample.ask(scope=TWO).json["items"]
    assert len(alone["assessments"][0]["scores"][1]["evidence"]) == 1


@pytest.mark.usefixtures("scheme")
def test_a_scheme_that_is_sent_assesses_alone_and_is_forgotten(sample: Sample) -> None:
    sample.station(ONE)
    answered(sample, ONE, on_time=1, late=1)
    (row,) = sample.ask(pack=DRAFT).json["items"]
    assert {found["instrument"]["id"] for found in row["assessments"]} == {"trial"}
    assert (row["assessments"][0]["weight"], row["assessments"][0]["points"]) == (60, 1000)
    (after,) = sample.ask(language="en").json["items"]
    assert {found["instrument"]["title"] for found in after["assessments"]} == {
        "Example City's scheme for stations (invented)"
    }


def test_a_scheme_can_be_tried_where_none_is_in_force(sample: Sample) -> None:
    sample.station(ONE)
    sample.did(ONE, "activity", "2026-02-03")
    (row,) = sample.ask(pack=SCHEME).json["items"]
    assert row["assessments"][0]["hundredths"] == 2500


def test_a_bad_scheme_is_refused_with_what_is_wrong_in_it(sample: Sample) -> None:
    answer = sample.ask(pack=SCHEME.replace("weight = 60", "weight = 0").replace('"metric"', '"metrik"', 1))
    assert (answer.status, answer.json["code"]) == (422, "pack_invalid")
    messages = [error["message"] for error in answer.json["errors"]]
    assert any("metrik" in message and "sch-1" in message for message in messages)
    assert sample.ask(pack="not toml").json["code"] == "pack_invalid"
    assert sample.ask(draft="nothing").json["code"] == "draft_not_found"
    assert sample.ask(draft="shenzhen").json["code"] == "draft_elsewhere"
    assert sample.ask(draft="shenzhen", pack=SCHEME).json["code"] == "invalid_request"
    head, _, _ = SCHEME.partition("[[rule]]")
    quota = 'id = "q-1"\narticle = "1"\nmodality = "must"\nkind = "quota"\nsubject = "station"\nsays = "办"\n'
    nothing = sample.ask(
        pack=f'{head}[[rule]]\n{quota}says_en = "Holds"\nof = "activity"\nat_least = 1\nper = "year"'
    )
    assert (nothing.status, nothing.json["code"]) == (422, "scheme_without_metrics")


def test_a_scheme_of_too_many_metrics_is_refused(sample: Sample) -> None:
    head, mark, rules = SCHEME.partition("[[rule]]")
    rule = mark + rules.partition("[[rule]]")[0]
    many = "".join(rule.replace("sch-1", f"sch-{number}") for number in range(61))
    answer = sample.ask(pack=head + many)
    assert (answer.status, answer.json["code"]) == (422, "scheme_too_large")
    assert "60" in answer.json["title"]


def test_who_asks_and_for_what(sample: Sample) -> None:
    sample.station(ONE)
    path = f"/v1/stations/{ONE}/assessment"
    for caller in (CITY, COUNTY, OFFICER, someone("auditor:41")):
        assert sample.hall.get(path, caller).status == 200
    other = someone("committee_staff:411403")
    for caller, code in ((OWN, "role_missing"), (other, "out_of_scope")):
        assert sample.hall.get(path, caller).json["code"] == code
    assert sample.hall.get(path, CITY, on="2100-01-01").json["code"] == "day_out_of_range"
    assert sample.hall.get(f"/v1/stations/{FOUR}/assessment", CITY).json["code"] == "station_not_found"
    for caller, code in ((OFFICER, "role_missing"), (COUNTY, "out_of_scope")):
        assert sample.ask(caller).json["code"] == code
    assert sample.ask(on="1999-12-31").json["code"] == "day_out_of_range"
    assert sample.ask(cursor="x").json["code"] == "invalid_cursor"
    assert sample.ask(limit=26).json["code"] == "invalid_request"
    assert sample.ask(scope="9999").json["code"] == "invalid_request"
