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
}
