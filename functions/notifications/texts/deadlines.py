"""The words of time running out: cases that are due soon, overdue, urged."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

WORDS: dict[str, Words] = {
    Kind.CASE_DUE_SOON: Words(
        ("办理期限将至", "Due soon"),
        zh=(("“{title}”的办理期限将至。", "有一件事项的办理期限将至。"), "期限：{due}。"),
        en=(("“{title}” is due soon.", "A case is due soon."), "Due: {due}."),
    ),
    Kind.CASE_OVERDUE: Words(
        ("办理已逾期", "Overdue"),
        zh=(("“{title}”已逾期，尚未办结。", "有一件事项已逾期，尚未办结。"), "期限：{due}。"),
        en=(("“{title}” is overdue.", "A case is overdue."), "It was due: {due}."),
    ),
    Kind.CASE_URGED: Words(
        ("催办", "Please handle it"),
        zh=(
            ("请尽快办理“{title}”。", "有一件事项请尽快办理。"),
            "期限：{due}。",
            "说明：{reason}。",
        ),
        en=(
            ("Please handle “{title}”.", "Please handle a case that waits."),
            "Due: {due}.",
            "{reason}.",
        ),
    ),
    Kind.STANDING_DUE_SOON: Words(
        ("履职提醒", "Still to be done"),
        zh=(
            ("{name}尚有要求未完成：{says}。", "尚有要求未完成：{says}。", "尚有法规要求未完成。"),
            "要求{required}，已计{counted}，还差{remaining}。",
            "截至：{due}。",
        ),
        en=(
            (
                "{name} has not done yet what is asked: {says}.",
                "Something is still to be done: {says}.",
                "Something that a rule asks is still to be done.",
            ),
            "{counted} of {required} counted, {remaining} missing.",
            "Until {due}.",
        ),
    ),
    Kind.EXTENSION_ASKED: Words(
        ("延期申请", "More time asked for"),
        zh=(("“{title}”的承办单位申请延期。", "有承办单位申请延期。"), "理由：{reason}。"),
        en=(("More time is asked for “{title}”.", "A unit asks for more time."), "Reason: {reason}."),
    ),
    Kind.EXTENSION_GIVEN: Words(
        ("办理延期", "Time made longer"),
        zh=(
            ("“{title}”的办理期限已延长。", "有一件事项的办理期限已延长。"),
            "期限：{due}。",
            "说明：{reason}。",
        ),
        en=(
            ("The time to handle “{title}” was made longer.", "The time to handle a case was made longer."),
            "Due: {due}.",
            "Reason: {reason}.",
        ),
    ),
    Kind.EXTENSION_DECLINED: Words(
        ("未同意延期", "More time declined"),
        zh=(("未同意“{title}”延期。", "未同意延期。"), "期限：{due}。", "说明：{reason}。"),
        en=(
            ("More time for “{title}” was declined.", "More time was declined."),
            "Due: {due}.",
            "Reason: {reason}.",
        ),
    ),
}
