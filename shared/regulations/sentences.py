"""One sentence in Chinese and one in English for a verdict, a clock and a refusal, each with its article."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from shared.domain.errors import Basis
from shared.regulations.clocks import Clock
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.matters import Lack
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.regulations.values import Span
from shared.regulations.verdicts import State, Verdict

Language = Literal["zh", "en"]
Both = tuple[str, str]
"""The Chinese and the English words."""

_DIGITS = "零一二三四五六七八九"

_STATES: dict[State, Both] = {
    State.MET: ("已达到", "met"),
    State.OPEN: ("进行中", "open"),
    State.AT_RISK: ("有未完成的风险", "at risk"),
    State.SHORT: ("未达到", "short"),
    State.EXCUSED: ("免除", "excused"),
}
_BECAUSE: dict[str, Both] = {
    "too_many": ("超过上限", "more than is allowed"),
    "suspended": ("期间暂停执行代表职务", "the mandate was suspended"),
    "on_leave": ("已批准请假", "on approved leave"),
    "in_session": ("期间为人民代表大会会议", "the congress was in session"),
    "circumstances": ("有特殊情况", "special circumstances"),
    "part_period": ("任职不满整个期间", "the mandate covers only part of the period"),
    "prorated": ("按任职时间折算", "in proportion to the time in office"),
    "not_binding": ("非强制要求", "not binding"),
    "late": ("已逾期完成", "done late"),
    "halted": ("计时暂停", "the clock is halted"),
    "stopped": ("届满终止计时", "the clock stopped with the term"),
    "extended": ("已延期", "extended"),
}
_PREFIXES: dict[str, Both] = {
    "missing": ("缺{}", "missing: {}"),
    "not_allowed": ("不得有{}", "not allowed: {}"),
    "then": ("后果：{}", "it follows: {}"),
    "item": ("{}", "{}"),
}
_UNITS: dict[str, tuple[str, str, str]] = {
    "hours": ("{}小时", "{} hour", "{} hours"),
    "days": ("{}日", "{} day", "{} days"),
    "working_days": ("{}个工作日", "{} working day", "{} working days"),
    "weeks": ("{}周", "{} week", "{} weeks"),
    "months": ("{}个月", "{} month", "{} months"),
    "years": ("{}年", "{} year", "{} years"),
}
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q(\d)|H(\d)|W(\d{2})))?")


def numeral(n: int) -> str:
    """A number from 1 to 999 as articles are counted: 五十一."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def article(text: str) -> Both:
    """``20(1)`` is 第二十条第（一）项, ``13-2`` is 第十三条第二款."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?(?:\((\d+)\))?", text)
    if found is None:
        return f"第{text}条", f"art. {text}"
    number, paragraph, item = found.groups()
    zh = f"第{numeral(int(number))}条"
    en = f"art. {number}"
    if paragraph:
        zh += f"第{numeral(int(paragraph))}款"
        en += f" para. {paragraph}"
    if item:
        zh += f"第（{numeral(int(item))}）项"
        en += f" item {item}"
    return zh, en


def citation(book: Rulebook, instrument: str, at: str) -> Both:
    """The instrument's title with the article: 《…》第十三条第二款."""
    title = book.instruments[instrument]
    zh, en = article(at)
    return f"《{title.title}》{zh}", f"{title.title_en}, {en}"


def basis(part: Part) -> Basis:
    """What a refusal under this part rests on."""
    return Basis(part.instrument, part.article)


def period(label: str) -> Both:
    """A calendar period as people say it; other labels stay as they are."""
    found = _PERIOD.fullmatch(label)
    if found is None:
        return label, label
    year, month, quarter, half, week = found.groups()
    if month:
        return f"{year}年{int(month)}月", label
    if quarter:
        return f"{year}年第{numeral(int(quarter))}季度", f"quarter {quarter} of {year}"
    if half:
        return (
            f"{year}年{'上' if half == '1' else '下'}半年",
            f"the {'first' if half == '1' else 'second'} half of {year}",
        )
    return (f"{year}年第{int(week)}周", f"week {int(week)} of {year}") if week else (f"{year}年", year)


def span(length: Span) -> Both:
    """A length of time."""
    zh, one, many = _UNITS[length.unit]
    return zh.format(length.n), (one if length.n == 1 else many).format(length.n)


def of_verdict(book: Rulebook, verdict: Verdict) -> Both:
    """What is asked, by which article, where it stands, what is missing and until when."""
    part = book.part(verdict.rule)
    says = (part.says, part.says_en) if part else ("", "")
    cited = citation(book, verdict.instrument, verdict.article)
    why = [_because(book, code) for code in verdict.because]
    notes = tuple(
        "".join(f"（{pair[0]}）" if lang == 0 else f" ({pair[1]})" for pair in why) for lang in (0, 1)
    )
    standing = _standing(verdict)
    provisional = (
        "（当年放假安排尚未公布，日期为暂定）",
        " (provisional: that year's holidays are not announced)",
    )
    tail = provisional if verdict.provisional else ("", "")
    return (
        f"{cited[0]}：{says[0]}{standing[0]}{_STATES[verdict.state][0]}{notes[0]}。{tail[0]}".strip(),
        f"{cited[1]}: {says[1]} {standing[1]}{_STATES[verdict.state][1].capitalize()}{notes[1]}.{tail[1]}",
    )


def _standing(verdict: Verdict) -> Both:
    name = period(verdict.period.label)
    zh, en = [f"{name[0]}：" if _calendar(verdict) else ""], [f"In {name[1]}: " if _calendar(verdict) else ""]
    if verdict.state is not State.EXCUSED and verdict.kind != "consequence":
        asked, most = str(verdict.required), verdict.limit
        zh.append(f"要求{asked}，已计{verdict.counted}" if verdict.required else f"已计{verdict.counted}")
        en.append(
            f"{verdict.counted} of {asked} counted" if verdict.required else f"{verdict.counted} counted"
        )
        if most is not None:
            zh.append(f"，至多{most}")
            en.append(f", at most {most}")
        if verdict.remaining:
            zh.append(f"，还差{verdict.remaining}")
            en.append(f", {verdict.remaining} missing")
        if verdict.due is not None and verdict.state in (State.OPEN, State.AT_RISK):
            zh.append(f"，截至{_day(verdict.due)}")
            en.append(f", due {verdict.due}")
        zh.append("，")
        en.append(". ")
    elif verdict.kind == "consequence":
        zh.append(f"已计{verdict.counted}，")
        en.append(f"{verdict.counted} counted. ")
    return "".join(zh), "".join(en)


def _calendar(verdict: Verdict) -> bool:
    return _PERIOD.fullmatch(verdict.period.label) is not None


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _because(book: Rulebook, code: str) -> Both:
    if code in _BECAUSE:
        return _BECAUSE[code]
    prefix, _, word = code.partition(":")
    zh, en = _PREFIXES[prefix]
    named = book.word(word)
    return zh.format(named[0]), en.format(named[1])


def of_clock(book: Rulebook, part: Part, clock: Clock) -> Both:
    """How a due day was computed: from what, how long, what was left out."""
    rule: Deadline = part.fields
    if clock.due is None or rule.within is None or clock.started is None:
        if clock.due is not None and clock.precedes is not None:
            event = book.word(clock.precedes.name)
            return (
                f"须在{event[0]}之前完成，最迟{_day(clock.due.day)}。",
                f"To be done before the {event[1]}, by {clock.due.day} at the latest.",
            )
        return "没有写明期限，应当及时完成。", "No length is given: to be done in time."
    event = book.word(clock.started.name)
    length = span(rule.within)
    zh = f"自{event[0]}起{length[0]}"
    en = f"{length[1]} from {event[1]}"
    if rule.within.unit == "working_days":
        zh += "，法定休假日不计"
        en += ", days of rest not counted"
    if clock.extended:
        zh += f"，已延期{len(clock.extended)}次"
        en += f", extended {len(clock.extended)} time(s)"
    zh += f"，{_day(clock.due.day)}为最后一日。"
    en += f"; the last day is {clock.due.day}."
    if clock.due.provisional:
        zh += "当年放假安排尚未公布，日期为暂定。"
        en += " Provisional: that year's holidays are not announced."
    return zh, en


def of_refusal(book: Rulebook, part: Part) -> Both:
    """Why something is refused."""
    cited = citation(book, part.instrument, part.article)
    return f"{cited[0]}：{part.says}", f"{cited[1]}: {part.says_en}"


def of_lack(book: Rulebook, lack: Lack) -> Both:
    """What is missing of a checklist, or must not be there."""
    zh, en = of_refusal(book, lack.part)
    for prefix, words in (("missing", lack.missing), ("not_allowed", lack.not_allowed)):
        if words:
            names = [book.word(word) for word in words]
            form = _PREFIXES[prefix]
            zh += form[0].format("、".join(name[0] for name in names)) + "。"
            en += " " + form[1].format(", ".join(name[1] for name in names)).capitalize() + "."
    return zh, en
