"""The words of supervision, and of who goes on with a case."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

_SUBJECT = ("建议：{subject}。", "Suggestion: {subject}.")
_REASON = ("原因：{reason}。", "Reason: {reason}.")

WORDS: dict[str, Words] = {
    Kind.SUGGESTION_KEY: Words(
        ("重点督办", "Key supervision"),
        zh=(("建议已列为重点督办，由{with}牵头督办。", "建议已列为重点督办。"), _SUBJECT[0]),
        en=(
            ("A suggestion is under key supervision, led by {with}.", "It is under key supervision."),
            _SUBJECT[1],
        ),
    ),
    Kind.SUGGESTION_KEY_ENDED: Words(
        ("不再重点督办", "No longer under key supervision"),
        zh=("建议不再列为重点督办。", _SUBJECT[0], _REASON[0]),
        en=("A suggestion is no longer under key supervision.", _SUBJECT[1], _REASON[1]),
    ),
    Kind.SUGGESTION_SUPERVISED: Words(
        ("督办", "Supervision"),
        zh=(("{with}督办了建议的办理。", "建议的办理受到督办。"), _SUBJECT[0], "情况：{outcome}。"),
        en=(
            ("{with} has looked into the handling.", "The handling was looked into."),
            _SUBJECT[1],
            "{outcome}.",
        ),
    ),
    Kind.PROGRESS_DEMANDED: Words(
        ("请报告进展", "Report on progress"),
        zh=(("{with}要求报告建议的办理进展。", "请报告建议的办理进展。"), _SUBJECT[0], "要求：{outcome}。"),
        en=(
            ("{with} asks how the handling goes on.", "Please report how the handling goes on."),
            _SUBJECT[1],
            "{outcome}.",
        ),
    ),
    Kind.PROGRESS_REPORTED: Words(
        ("办理进展", "Progress reported"),
        zh=(("{with}报告了办理进展。", "承办单位报告了办理进展。"), _SUBJECT[0], "进展：{answer}。"),
        en=(
            ("{with} has reported on progress.", "A unit has reported on progress."),
            _SUBJECT[1],
            "{answer}.",
        ),
    ),
    Kind.CASE_ESCALATED: Words(
        ("提级督办", "Brought before those above"),
        zh=(
            ("“{title}”已提请{with}处理。", "“{title}”久催未办，已报告上级。", "有一件事项已提级督办。"),
            "期限：{due}。",
            _REASON[0],
        ),
        en=(
            ("“{title}” was brought before {with}.", "“{title}” was reported above.", "A case was reported."),
            "It was due: {due}.",
            _REASON[1],
        ),
    ),
    Kind.CASE_DUE_MOVED: Words(
        ("期限变动", "The day has moved"),
        zh=(
            ("因节假日安排变动，“{title}”的办理期限有变。", "因节假日安排变动，有一件事项的办理期限有变。"),
            "期限：{due}。",
            "原期限：{when}。",
        ),
        en=(
            ("The calendar has changed, and with it when “{title}” is due.", "A case is due on another day."),
            "Due: {due}.",
            "Before: {when}.",
        ),
    ),
    Kind.CASE_SUCCEEDED: Words(
        ("承办单位承继", "Another unit goes on with it"),
        zh=(
            ("{name}的“{title}”由{with}继续办理。", "有一件事项改由另一单位继续办理。"),
            "期限不变。",
            _REASON[0],
        ),
        en=(
            ("{with} goes on with “{title}” in the place of {name}.", "Another unit goes on with a case."),
            "Its time runs on.",
            _REASON[1],
        ),
    ),
    Kind.SUGGESTION_SUCCESSOR: Words(
        ("代表承继", "Another deputy goes on with it"),
        zh=(
            ("建议由{name}代表继续跟进、评价。", "建议由另一位代表继续跟进、评价。"),
            _SUBJECT[0],
            _REASON[0],
        ),
        en=(
            ("{name} goes on with a suggestion.", "Another deputy goes on with a suggestion."),
            _SUBJECT[1],
            _REASON[1],
        ),
    ),
}
