"""What notices say: every kind in both languages, whatever its data holds or lacks."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.notifications import texts
from functions.notifications.texts.fields import LONGEST, SPOKEN
from functions.notifications.texts.words import Clause, needed
from shared.domain.notices import NoticeKind

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
FULL: dict[str, Any] = {
    "title": "优化营商环境座谈会",
    "starts": "2026-11-23T09:00:00+08:00",
    "ends": "2026-11-23T11:30:00+08:00",
    "place": "东城街道联络站",
    "reply_by": "2026-11-21T18:00:00+08:00",
    "reason": "主任会议改期",
    "name": "王晓梅",
    "with": "李国强",
    "subject": "社区养老",
    "due": "2026-11-27",
    "material": "会议议程",
    "approved": True,
    "opinion": "东关大街路灯不亮",
    "answer": "已列入明年计划",
    "outcome": "已修复路灯",
    "link": "https://henan.example.cn/i#a1.p1.mac_-",
    "instrument": "shangqiu",
    "article": "13",
}
LANGUAGES = ("zh-CN", "en")


def said(kind: str, language: str = "zh-CN", **data: Any) -> str:
    return texts.compose(kind, data, AT, language).text


def alternatives(clause: Clause) -> tuple[str, ...]:
    return (clause,) if isinstance(clause, str) else clause


def test_every_kind_has_words() -> None:
    assert texts.kinds_without_words() == set()


@pytest.mark.parametrize("kind", [*NoticeKind, "a_kind_of_a_later_version"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_something_in_both_languages_with_all_data_and_with_none(
    kind: str, language: str
) -> None:
    full, empty = texts.compose(kind, FULL, AT, language), texts.compose(kind, {}, AT, language)
    for told in (full, empty):
        assert told.title
        assert told.text
        assert not set("{}") & set(told.text)
        assert (max(told.title) >= "一") == (language == "zh-CN")
    assert full.text != empty.text
    assert empty.citation is None
    assert ("第十三条" if language == "zh-CN" else "art. 13") in full.text


@pytest.mark.parametrize("kind", NoticeKind)
def test_sentences_name_known_fields_only_and_the_same_in_both_languages(kind: NoticeKind) -> None:
    words = texts.WORDS[kind]
    in_chinese, in_english = (
        [[needed(sentence) for sentence in alternatives(clause)] for clause in clauses]
        for clauses in (words.zh, words.en)
    )
    assert in_chinese == in_english
    assert all(fields <= SPOKEN for clause in in_chinese for fields in clause)
    assert in_chinese[0][-1] == set(), "the first clause must be sayable without data"


def test_an_invitation_reads_as_people_write() -> None:
    data = {name: FULL[name] for name in ("title", "starts", "ends", "place", "reply_by")}
    assert said(NoticeKind.INVITATION_RECEIVED, **data) == (
        "邀请您参加“优化营商环境座谈会”。时间：11月23日（周一）09:00-11:30。地点：东城街道联络站。"
        "请于11月21日（周六）18:00前答复。"
    )
    assert said(NoticeKind.INVITATION_RECEIVED, "en", **data) == (
        "You are invited to “优化营商环境座谈会”. When: Mon 23 Nov 09:00-11:30. Where: 东城街道联络站. "
        "Please answer by Sat 21 Nov 18:00."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_answer_by_ends_before_a_blank(language: str) -> None:
    data = {"link": FULL["link"], "instrument": "shangqiu", "article": "13"}
    assert f"{FULL['link']} " in said(NoticeKind.INVITATION_RECEIVED, language, **data)
    assert said(NoticeKind.INVITATION_RECEIVED, language, link=FULL["link"]).endswith(FULL["link"])


@pytest.mark.parametrize(
    ("starts", "ends", "zh", "en"),
    [
        ("2026-12-31T15:30:00Z", None, "12月31日（周四）23:30", "Thu 31 Dec 23:30"),
        ("2026-12-31T16:00:00Z", None, "2027年1月1日（周五）00:00", "Fri 1 Jan 2027 00:00"),
        (
            "2026-12-31T22:00:00+08:00",
            "2027-01-01T02:00:00+08:00",
            "12月31日（周四）22:00至2027年1月1日（周五）02:00",
            "Thu 31 Dec 22:00 to Fri 1 Jan 2027 02:00",
        ),
        ("2025-12-31T23:59:59+08:00", None, "2025年12月31日（周三）23:59", "Wed 31 Dec 2025 23:59"),
        (
            "2026-11-23T09:00:00+08:00",
            "2026-12-23T17:00:00+08:00",
            "11月23日（周一）09:00至12月23日（周三）17:00",
            "Mon 23 Nov 09:00 to Wed 23 Dec 17:00",
        ),
        ("2028-02-29", None, "2028年2月29日（周二）", "Tue 29 Feb 2028"),
        ("2026-11-23", "2026-11-25", "11月23日（周一）至11月25日（周三）", "Mon 23 Nov to Wed 25 Nov"),
        ("2026-11-23", "2026-11-23", "11月23日（周一）", "Mon 23 Nov"),
    ],
)
def test_times_are_shanghais_and_name_another_year(starts: str, ends: str | None, zh: str, en: str) -> None:
    data = {"starts": starts} if ends is None else {"starts": starts, "ends": ends}
    assert f"时间：{zh}。" in said(NoticeKind.SEAT_FREE, **data)
    assert f"When: {en}." in said(NoticeKind.SEAT_FREE, "en", **data)


@pytest.mark.parametrize(
    ("approved", "zh", "en"),
    [
        (True, "您对“例会”的请假已获批准。", "was approved."),
        (False, "您对“例会”的请假未获批准。", "was not approved."),
        (None, "您对“例会”的请假已有结果。", "is decided."),
        ("yes", "您对“例会”的请假已有结果。", "is decided."),
    ],
)
def test_leave_says_how_it_was_decided(approved: object, zh: str, en: str) -> None:
    assert said(NoticeKind.LEAVE_ANSWERED, title="例会", approved=approved) == zh
    assert said(NoticeKind.LEAVE_ANSWERED, "en", title="例会", approved=approved).endswith(en)


@pytest.mark.parametrize(
    "bad",
    [
        {"starts": "2026-11-23T09:00:00"},
        {"starts": "2026-02-30"},
        {"starts": "0001-01-01T00:00:00+08:00"},
        {"starts": "9999-12-31T23:59:59-12:00"},
        {"starts": 20261123},
        {"starts": None},
        {"ends": "2026-11-23T09:00:00+08:00"},
        {"place": ["东城"]},
        {"place": " \u200b\n "},
        {"reason": {"of": "what"}},
        {"instrument": "shangqiu"},
        {"instrument": "nowhere", "article": "13"},
        {"instrument": "shangqiu", "article": "the thirteenth"},
        {"link": "javascript:alert(1)"},
        {"link": "https://henan.example.cn/i 请回电"},
        {"unknown": "x"},
    ],
)
def test_misshapen_data_leaves_its_clause_out(bad: dict[str, Any]) -> None:
    assert said(NoticeKind.INVITATION_CHANGED, title="例会", **bad) == "您受邀的“例会”有变更。"


def test_text_of_people_is_cut_cleaned_and_never_read_as_a_sentence_of_ours() -> None:
    told = texts.compose(
        NoticeKind.MATERIAL_ADDED, {"title": "{place}\u202e\n议程。", "material": "长" * 500}, AT, "zh-CN"
    )
    assert told.text.startswith("“{place} 议程”有新的材料。")
    assert len(told.data["material"]) == LONGEST
    assert told.data["material"].endswith("…")


def test_what_leaves_the_house_is_what_the_words_know() -> None:
    told = texts.compose(NoticeKind.INVITATION_RECEIVED, {**FULL, "phone": "+8613800001234"}, AT, "zh-CN")
    assert told.data.keys() == FULL.keys()
    assert told.data["starts"] == "2026-11-23T09:00:00+08:00"
    assert told.data["due"] == "2026-11-27"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None)
@given(
    kind=st.sampled_from([*NoticeKind, "other"]),
    language=st.sampled_from(LANGUAGES),
    data=st.dictionaries(st.sampled_from(sorted({*FULL, "x"})), VALUES, max_size=6),
    now=st.datetimes(timezones=st.just(UTC)),
)
def test_no_data_whatever_keeps_a_notice_from_being_told(
    kind: str, language: str, data: dict[str, Any], now: datetime
) -> None:
    told = texts.compose(kind, data, AT, language)
    assert told.text
    assert json.dumps(told.data)
    assert texts.is_over(kind, data, now) in {True, False}
