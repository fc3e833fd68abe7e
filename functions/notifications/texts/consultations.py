"""The words of consultations, of what was adopted, and of placements reported upward."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

WORDS: dict[str, Words] = {
    Kind.CONSULTATION_OPENED: Words(
        ("征求意见", "Your views are asked"),
        zh=(
            ("{name}就“{title}”征求您的意见。", "现就“{title}”征求您的意见。", "有一件事项征求您的意见。"),
            "截止：{due}。",
        ),
        en=(
            (
                "{name} asks for your views on “{title}”.",
                "Your views are asked on “{title}”.",
                "Your views are asked on a matter.",
            ),
            "Until {due}.",
        ),
    ),
    Kind.CONSULTATION_MOVED: Words(
        ("征求意见延期", "More time for your views"),
        zh=(
            ("“{title}”的征求意见期限已延长。", "一件事项的征求意见期限已延长。"),
            "截止：{due}。",
        ),
        en=(
            ("There is more time for views on “{title}”.", "There is more time for your views on a matter."),
            "Until {due}.",
        ),
    ),
    Kind.CONSULTATION_WITHDRAWN: Words(
        ("征求意见取消", "A consultation was withdrawn"),
        zh=(("“{title}”不再征求意见。", "一件事项不再征求意见。"), "原因：{reason}。"),
        en=(
            ("Views on “{title}” are no longer asked.", "Views on a matter are no longer asked."),
            "Reason: {reason}.",
        ),
    ),
    Kind.CONSULTATION_ANSWERED: Words(
        ("意见采纳反馈", "What became of your views"),
        zh=(
            ("您对“{title}”的意见：{outcome}。", "您对“{title}”的意见已有反馈。", "您的意见已有反馈。"),
            "说明：{answer}。",
        ),
        en=(
            (
                "Your views on “{title}”: {outcome}.",
                "There is an answer to your views on “{title}”.",
                "There is an answer to your views.",
            ),
            "{answer}.",
        ),
    ),
    Kind.FILING_SENT: Words(
        ("代表进站情况报备", "Placements reported"),
        zh=(("{name}报来代表进站情况，请予备案。", "有代表进站情况报来，请予备案。"),),
        en=(
            (
                "{name} reports its placements: please take them to the record.",
                "Placements were reported: please take them to the record.",
            ),
        ),
    ),
    Kind.FILING_TAKEN: Words(
        ("代表进站情况已备案", "Placements on record"),
        zh=(("{name}已将报送的代表进站情况备案。", "报送的代表进站情况已备案。"),),
        en=(
            (
                "{name} has taken the placements to the record.",
                "The placements you reported are on record.",
            ),
        ),
    ),
    Kind.FILING_RETURNED: Words(
        ("代表进站情况退回", "Placements returned"),
        zh=(
            ("{name}退回了报送的代表进站情况，请更正后重报。", "报送的代表进站情况被退回，请更正后重报。"),
            "原因：{reason}。",
        ),
        en=(
            (
                "{name} has returned the placements: please report them anew.",
                "The placements you reported were returned: please report them anew.",
            ),
            "Reason: {reason}.",
        ),
    ),
}
"""By kind of notice."""
