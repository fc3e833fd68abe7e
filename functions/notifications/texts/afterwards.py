"""The words of what comes after a reply: the deputy's rating, what units promised, publication."""

from functions.notifications.texts.words import Clause, Words
from shared.domain.notices import NoticeKind as Kind

_SUBJECT = ("建议：{subject}。", "Suggestion: {subject}.")
_DUE = ("日期：{due}。", "Due: {due}.")
_REASON = ("原因：{reason}。", "Reason: {reason}.")


def _words(title: tuple[str, str], zh: Clause, en: Clause, *more: tuple[str, str]) -> Words:
    """``more`` are sentences in both languages that come after the first ones."""
    return Words(title, zh=(zh, *(pair[0] for pair in more)), en=(en, *(pair[1] for pair in more)))


WORDS: dict[str, Words] = {
    Kind.RATING_DUE_SOON: _words(
        ("评价期限将至", "Please rate the reply"),
        ("请在期限内评价“{title}”的办理结果。", "请在期限内评价建议的办理结果。"),
        ("The time to rate “{title}” ends soon.", "The time to rate a reply ends soon."),
        _DUE,
    ),
    Kind.RATING_OVERDUE: _words(
        ("评价逾期", "The rating is overdue"),
        ("“{title}”的办理结果尚未评价，评价期限已过。", "建议的办理结果尚未评价，评价期限已过。"),
        ("The time to rate “{title}” is over.", "The time to rate a reply is over."),
        _DUE,
    ),
    Kind.RATING_URGED: _words(
        ("请评价办理结果", "Please rate the reply"),
        ("请尽快评价“{title}”的办理结果。", "请尽快评价建议的办理结果。"),
        ("Please rate the reply to “{title}”.", "Please rate the reply to your suggestion."),
        _DUE,
    ),
    Kind.PROMISE_DUE_SOON: _words(
        ("承诺事项将到期", "A promise is due soon"),
        "答复代表时承诺办理的事项将到期。",
        "What you promised a deputy in a reply is due soon.",
        _SUBJECT,
        _DUE,
    ),
    Kind.PROMISE_OVERDUE: _words(
        ("承诺事项逾期", "A promise is overdue"),
        ("{with}答复时承诺的事项已逾期。", "答复时承诺的事项已逾期。"),
        ("What {with} promised in its reply is overdue.", "What was promised in a reply is overdue."),
        _SUBJECT,
        _DUE,
    ),
    Kind.PROMISE_URGED: _words(
        ("催办承诺事项", "Please keep the promise"),
        "请尽快落实答复代表时承诺的事项。",
        "Please do what you promised a deputy in your reply.",
        _SUBJECT,
        _DUE,
    ),
    Kind.PROMISE_FULFILLED: _words(
        ("承诺事项已落实", "A promise was kept"),
        ("{with}报告承诺的事项已经落实，请代表评价。", "承诺的事项已经落实，请代表评价。"),
        ("{with} says that it has done what it promised.", "A unit says it has done what it promised."),
        _SUBJECT,
        ("落实情况：{answer}。", "What was done: {answer}."),
    ),
    Kind.POSTPONEMENT_ASKED: _words(
        ("申请调整承诺日期", "Another day is asked for"),
        ("{with}申请调整承诺事项的完成日期。", "有单位申请调整承诺事项的完成日期。"),
        ("{with} asks for another day for its promise.", "A unit asks for another day for its promise."),
        _SUBJECT,
        _DUE,
        _REASON,
    ),
    Kind.POSTPONEMENT_ANSWERED: _words(
        ("承诺日期的答复", "The day of a promise"),
        ("调整承诺日期：{outcome}。", "调整承诺日期的申请已有答复。"),
        ("Another day for a promise: {outcome}.", "Another day for a promise was answered."),
        _SUBJECT,
        _DUE,
        _REASON,
    ),
    Kind.PUBLICATION_PROPOSED: _words(
        ("拟公开建议答复", "The reply may be published"),
        "拟公开建议及其答复，请表示是否同意。",
        "Your suggestion and its replies are to be published: please say whether you agree.",
        _SUBJECT,
    ),
    Kind.PUBLICATION_ANSWERED: _words(
        ("建议答复公开的意见", "Publication of a reply"),
        ("代表对公开建议答复的意见：{outcome}。", "代表已对公开建议答复表示意见。"),
        ("The deputy's word on publication: {outcome}.", "The deputy has spoken on publication."),
        _SUBJECT,
        _REASON,
    ),
    Kind.PUBLICATION_WITHDRAWN: _words(
        ("建议答复不再公开", "No longer public"),
        "建议及其答复已不再公开。",
        "The suggestion and its replies are no longer public.",
        _SUBJECT,
        _REASON,
    ),
}
