"""Every verdict, clock and refusal in one Chinese and one English sentence, with its article."""

import pytest

from shared.domain.errors import Basis
from shared.regulations import matters
from shared.regulations.evaluation import evaluate
from shared.regulations.library import library
from shared.regulations.matters import Matter, running
from shared.regulations.rules import SubjectKind
from shared.regulations.sentences import (
    article,
    basis,
    numeral,
    of_clock,
    of_lack,
    of_refusal,
    of_verdict,
    period,
)
from tests.regulations.books import TODAY, book, deputy, records, rule
from tests.regulations.moments import at, happened, on

SHANGQIU = library().rulebook("411402001", TODAY)


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "一"),
        (10, "十"),
        (13, "十三"),
        (20, "二十"),
        (51, "五十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_numerals(n: int, text: str) -> None:
    assert numeral(n) == text


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("13", "第十三条", "art. 13"),
        ("13-2", "第十三条第二款", "art. 13 para. 2"),
        ("20(1)", "第二十条第（一）项", "art. 20 item 1"),
        ("7-1(9)", "第七条第一款第（九）项", "art. 7 para. 1 item 9"),
    ],
)
def test_articles(text: str, zh: str, en: str) -> None:
    assert article(text) == (zh, en)


@pytest.mark.parametrize(
    ("label", "zh"),
    [
        ("2026", "2026年"),
        ("2026-03", "2026年3月"),
        ("2026-Q3", "2026年第三季度"),
        ("2026-H1", "2026年上半年"),
        ("2026-W05", "2026年第5周"),
    ],
)
def test_periods(label: str, zh: str) -> None:
    assert period(label)[0] == zh


def test_a_verdict_says_what_is_asked_by_which_article_and_what_is_missing() -> None:
    verdicts = evaluate(SHANGQIU, deputy("city"), records("check_in", "2026-03-05"), on("2026-06-01"))
    verdict = next(verdict for verdict in verdicts if verdict.rule == "sq-13b")
    assert of_verdict(SHANGQIU, verdict) == (
        "《商丘市人大代表联络站工作条例》第十三条第二款：市代表一年至少进站两次。"
        "2026年：要求2，已计1，还差1，截至2026年12月31日，进行中。",
        "Regulations of Shangqiu on the work of deputy liaison stations, art. 13 para. 2: "
        "A city deputy comes to the station at least twice a year. "
        "In 2026: 1 of 2 counted, 1 missing, due 2026-12-31. Open.",
    )


def test_a_sentence_says_why_nothing_is_owed_or_what_is_missing() -> None:
    away = deputy("city")._replace(suspended=((on("2025-12-01"), None),))
    verdict = next(v for v in evaluate(SHANGQIU, away, [], TODAY) if v.rule == "sq-13b")
    zh, en = of_verdict(SHANGQIU, verdict)
    assert zh.endswith("2026年：免除（期间暂停执行代表职务）。")
    assert en.endswith("In 2026: Excused (the mandate was suspended).")


def test_a_clock_says_how_its_day_was_reckoned() -> None:
    shenzhen = library().rulebook("440303", TODAY, ["shenzhen"])
    facts = {"level": "city", "appointment_with": "member"}
    matter = Matter("a1", facts, (happened("requested", "2026-02-12"),), subjects=(SubjectKind.STAFF,))
    run = next(run for run in running(shenzhen, matter, at("2026-02-13")) if run.part.id == "sz-09a")
    assert of_clock(shenzhen, run.part, run.clock) == (
        "自提出要求起3个工作日，法定休假日不计，2026年2月24日为最后一日。",
        "3 working days from request, days of rest not counted; the last day is 2026-02-24.",
    )


def test_clocks_before_an_event_without_a_number_and_of_an_unannounced_year() -> None:
    fields = (
        'before = "meeting_opens"\nuntil = "materials_sent"',
        'after = "changed"\nuntil = "filled"\npromptly = true',
        'after = "received"\nuntil = "replied"\nwithin = "1 working_days"',
    )
    rules = book(*(rule("deadline", text, id_=f"x-{n}") for n, text in enumerate(fields)))
    events = (
        happened("meeting_opens", "2027-03-02"),
        happened("changed", "2027-03-01"),
        happened("received", "2027-03-01"),
    )
    said = [
        of_clock(rules, run.part, run.clock)
        for run in running(rules, Matter("m", {}, events), at("2027-03-01 13:00"))
    ]
    assert [zh for zh, _ in said] == [
        "须在会议举行之前完成，最迟2027年3月2日。",
        "没有写明期限，应当及时完成。",
        "自收到起1个工作日，法定休假日不计，2027年3月2日为最后一日。当年放假安排尚未公布，日期为暂定。",
    ]
    assert said[2][1].endswith("Provisional: that year's holidays are not announced.")


def test_a_refusal_cites_its_article_and_is_a_basis_of_a_problem() -> None:
    datong = library().rulebook("1402", TODAY)
    part = next(
        p
        for p in matters.barred(datong, "settle_problem", {"level": "city"}, ["card_inspection"])
        if p.instrument == "datong"
    )
    assert basis(part) == Basis("datong", part.article)
    zh, en = of_refusal(datong, part)
    assert zh.startswith("《大同市人民代表大会常务委员会加强同代表联系充分发挥代表作用的办法》第十二条")
    assert ", art. 12" in en


def test_what_is_missing_of_a_list_is_named_by_its_words() -> None:
    rules = book(rule("checklist", 'items = ["agenda", "materials"]\non = "meeting_opens"'))
    (lack,) = matters.lacking(rules, "meeting_opens", {}, {"agenda"})
    assert of_lack(rules, lack) == (
        "《示例办法》第一条：示例。缺相关材料。",
        "Sample Measures, art. 1: A sample. Missing: materials.",
    )
