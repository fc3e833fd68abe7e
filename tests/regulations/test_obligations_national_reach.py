"""The Deputies Law: the congresses that each rule reaches, how strongly it binds, who tells whom."""

import pytest

from shared.regulations.rules import Modality
from shared.regulations.values import Facts
from tests.regulations.nation import AT, COUNTY_AND_ABOVE, LOCAL, NATION
from tests.regulations.standings import part

REACH = {
    ("national",): "nat-20a",
    COUNTY_AND_ABOVE: "nat-12 nat-25.a nat-27 nat-33.invited nat-33.arranged nat-39.arrest nat-39.other "
    "nat-39.caught nat-39.caughtnow nat-39.review nat-43.plan nat-43.adopt nat-43.deputies nat-43.public "
    "nat-44.contact nat-44.system nat-44.widen nat-45.b nat-46.a nat-47.a nat-48 nat-50.hear nat-50.tell "
    "nat-51c.committee nat-51c.session nat-61a.usual nat-63.announce",
    ("national", "province", "city"): "nat-34.session nat-34.invited",
    ("province", "city", "county"): "nat-25.b nat-45.a",
    LOCAL: "nat-28 nat-29c.arrange nat-58b.record nat-58b.reports nat-58b.public nat-62a",
    ("county",): "nat-34.county",
    ("township",): "nat-25.c nat-33.township nat-37.a nat-37.b nat-39.township nat-39.townshipnow "
    "nat-44.township nat-47.c nat-51c.township nat-61a.township nat-63.township",
}
OTHER_FACTS: dict[str, Facts] = {
    "nat-24": {"in_session": True},
    "nat-29b.hear": {"request_for": "appointment"},
    "nat-29c.arrange": {"request_for": "card_inspection"},
    "nat-51b.wide": {"wide_or_difficult": True},
    "nat-52b": {"widely_followed": True},
}


def test_each_rule_reaches_the_levels_that_its_article_names_and_the_others_reach_all() -> None:
    named = {part_id: levels for levels, ids in REACH.items() for part_id in ids.split()}
    for one in NATION.parts:
        facts = OTHER_FACTS.get(one.id, {})
        reached = tuple(level for level in AT if one.condition.holds({**AT[level], **facts}))
        assert reached == named.pop(one.id, tuple(AT)), one.id
    assert not named


def test_what_the_law_only_allows_and_what_it_forbids() -> None:
    allowed = (
        "nat-20c.again nat-27 nat-29a nat-29b.ask nat-29c.card nat-30 nat-33.invited nat-33.arranged "
        "nat-33.township nat-34.session nat-34.invited nat-34.county nat-36a nat-45.b nat-52b nat-60"
    )
    forbidden = "nat-31c nat-38 nat-55a nat-59"
    expected = dict.fromkeys(allowed.split(), Modality.MAY) | dict.fromkeys(
        forbidden.split(), Modality.MUST_NOT
    )
    for one in NATION.parts:
        assert one.modality is expected.get(one.id, Modality.MUST), one.id


@pytest.mark.parametrize(
    ("part_id", "by", "to", "promptly"),
    [
        ("nat-43.deputies", "committee", ("deputy",), False),
        ("nat-43.public", "committee", ("public",), False),
        ("nat-46.a", "committee", ("deputy",), True),
        ("nat-46.b", "state_organ", ("deputy",), True),
        ("nat-50.tell", "special_committee", ("deputy",), True),
        ("nat-51c.committee", "working_body", ("committee",), False),
        ("nat-51c.session", "working_body", ("congress",), False),
        ("nat-51c.township", "presidium", ("congress",), False),
        ("nat-51c.public", "", ("public",), False),
        ("nat-58b.record", "", (), False),  # kept, not told
        ("nat-58b.public", "", ("public",), False),
        ("nat-63.announce", "committee", ("public",), False),
        ("nat-63.township", "congress", ("public",), False),
    ],
)
def test_who_tells_whom_and_whether_in_time(
    part_id: str, by: str, to: tuple[str, ...], promptly: bool
) -> None:
    notice = part(NATION, part_id).fields
    assert (notice.by, notice.to, notice.promptly) == (by, to, promptly)


@pytest.mark.parametrize(
    ("part_id", "ways"),
    [
        ("nat-19", [("state_organ", ("deputy",))]),
        ("nat-20c.answer", [("state_organ", ("deputy",))]),
        ("nat-25.b", [("committee", ("upper_level_deputies",))]),
        ("nat-29b.hear", [("organ_head", ("deputy",))]),
        ("nat-29c.arrange", [("presidium", ("deputy",)), ("committee", ("deputy",))]),
        ("nat-31a", [("presidium", ("unit_concerned",)), ("working_body", ("unit_concerned",))]),
        ("nat-51a", [("presidium", ("unit_concerned",)), ("working_body", ("unit_concerned",))]),
        (
            "nat-52a",
            [
                ("special_committee", ("handling_unit",)),
                ("working_body", ("handling_unit",)),
                ("presidium", ("handling_unit",)),
            ],
        ),
        (
            "nat-52b",
            [("council_of_chairpersons", ("handling_unit",)), ("chairpersons_meeting", ("handling_unit",))],
        ),
        (
            "nat-63.report",
            [("credentials_committee", ("congress",)), ("credentials_committee", ("committee",))],
        ),
    ],
)
def test_who_acts_and_towards_whom(part_id: str, ways: list[tuple[str, tuple[str, ...]]]) -> None:
    route = part(NATION, part_id).fields
    assert [(branch.by or route.by, branch.to) for branch in route.branch] == ways


def test_who_declares_what_follows() -> None:
    by = {one.id: one.fields.by for one in NATION.parts if one.kind == "consequence" and one.fields.by}
    assert by == {
        "nat-20c.again": ("deputies",),
        "nat-55b.refusal": ("unit_concerned",),
        "nat-55b.obstruct": ("employer", "state_organ"),
        "nat-55b.revenge": ("employer", "state_organ"),
        "nat-61a.usual": ("credentials_committee",),
        "nat-61a.township": ("credentials_committee",),
    }
    ends = [one for one in NATION.parts if one.rule.startswith("nat-62")]
    assert len(ends) == 8
    # a death ends the mandate of itself; every other end is reported and announced
    assert [one.id for one in ends if one.fields.leads_to != ("nat-63",)] == ["nat-62h"]
