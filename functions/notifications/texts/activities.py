"""The words of what invites to activities, and of what follows: leave, seats, absence, materials."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

_ZH = ("时间：{when}。", "地点：{place}。")
_EN = ("When: {when}.", "Where: {place}.")
_ANSWER_ZH = ("请于{reply_by}前答复。", "免登录答复：{link} ")
_ANSWER_EN = ("Please answer by {reply_by}.", "To answer without signing in: {link}")
"""After a link stands a blank, or nothing: a phone would take a full stop for a part of it."""

WORDS: dict[str, Words] = {
    Kind.INVITATION_RECEIVED: Words(
        ("活动邀请", "Invitation"),
        zh=(("邀请您参加“{title}”。", "邀请您参加一项活动。"), *_ZH, *_ANSWER_ZH),
        en=(
            ("You are invited to “{title}”.", "You are invited to an activity."),
            *_EN,
            *_ANSWER_EN,
        ),
        perishes=True,
    ),
    Kind.INVITATION_CHANGED: Words(
        ("活动变更", "Activity changed"),
        zh=(
            ("您受邀的“{title}”有变更。", "您受邀的一项活动有变更。"),
            "现时间：{when}。",
            "地点：{place}。",
            "原因：{reason}。",
            "请于{reply_by}前答复。",
        ),
        en=(
            ("“{title}”, to which you are invited, has changed.", "An activity of yours has changed."),
            "It is now on {when}.",
            "Where: {place}.",
            "Reason: {reason}.",
            "Please answer by {reply_by}.",
        ),
        perishes=True,
    ),
    Kind.INVITATION_CANCELLED: Words(
        ("活动取消", "Activity cancelled"),
        zh=(
            ("您受邀的“{title}”已取消。", "您受邀的一项活动已取消。"),
            "原定时间：{when}。",
            "原因：{reason}。",
        ),
        en=(
            ("“{title}”, to which you were invited, is cancelled.", "An activity of yours is cancelled."),
            "It was to be on {when}.",
            "Reason: {reason}.",
        ),
        perishes=True,
    ),
    Kind.INVITATION_WITHDRAWN: Words(
        ("邀请撤回", "Invitation withdrawn"),
        zh=(
            ("参加“{title}”的邀请已撤回。", "对您的一项邀请已撤回。"),
            "原定时间：{when}。",
            "原因：{reason}。",
        ),
        en=(
            ("Your invitation to “{title}” is withdrawn.", "An invitation of yours is withdrawn."),
            "It was for {when}.",
            "Reason: {reason}.",
        ),
        perishes=True,
    ),
    Kind.INVITATION_REMINDER: Words(
        ("活动提醒", "Reminder"),
        zh=(
            ("“{title}”即将举行。", "您受邀的一项活动即将举行。"),
            *_ZH,
            "您尚未答复，请于{reply_by}前答复。",
        ),
        en=(
            ("“{title}” is coming up.", "An activity of yours is coming up."),
            *_EN,
            "You have not answered yet: please do by {reply_by}.",
        ),
        perishes=True,
    ),
    Kind.MATERIAL_ADDED: Words(
        ("活动材料", "Material"),
        zh=(
            ("“{title}”有新的材料。", "您受邀的一项活动有新的材料。"),
            "材料：{material}。",
            "时间：{when}。",
        ),
        en=(
            ("There is new material for “{title}”.", "There is new material for an activity of yours."),
            "Material: {material}.",
            "When: {when}.",
        ),
        perishes=True,
    ),
    Kind.MATERIALS_MISSING: Words(
        ("会议材料未送达", "Materials are missing"),
        zh=(
            ("“{title}”的议题或材料尚未送达代表。", "有一次会议的议题或材料尚未送达代表。"),
            "时间：{when}。",
            "最迟：{due}前送达。",
        ),
        en=(
            (
                "Agenda or materials of “{title}” have not reached the deputies yet.",
                "Agenda or materials of a meeting have not reached the deputies yet.",
            ),
            "When: {when}.",
            "They are due before {due}.",
        ),
        perishes=True,
    ),
    Kind.CARD_INSPECTION_ANNOUNCED: Words(
        ("持证视察告知", "Inspection with the deputy card"),
        zh=(
            ("{name}将持代表证视察：“{title}”。", "{name}将持代表证视察。", "有代表将持代表证视察。"),
            *_ZH,
        ),
        en=(
            (
                "{name} is going to inspect with the deputy card: “{title}”.",
                "{name} is going to inspect with the deputy card.",
                "A deputy is going to inspect with the deputy card.",
            ),
            *_EN,
        ),
    ),
    Kind.CARD_INSPECTION_REPORTED: Words(
        ("持证视察报告", "Report of an inspection"),
        zh=(
            (
                "{name}报告了持证视察情况：“{title}”。",
                "{name}报告了持证视察情况。",
                "有代表报告了持证视察情况。",
            ),
            "时间：{when}。",
            "地点：{place}。",
        ),
        en=(
            (
                "{name} has reported on an inspection with the deputy card: “{title}”.",
                "{name} has reported on an inspection with the deputy card.",
                "A deputy has reported on an inspection with the deputy card.",
            ),
            *_EN,
        ),
    ),
    Kind.LEAVE_REQUESTED: Words(
        ("请假申请", "Leave requested"),
        zh=(
            (
                "{name}对“{title}”请假，请审批。",
                "{name}提出请假，请审批。",
                "有代表对“{title}”请假，请审批。",
                "有代表提出请假，请审批。",
            ),
            "活动时间：{when}。",
            "理由：{reason}。",
        ),
        en=(
            (
                "{name} asks for leave from “{title}”: please decide.",
                "{name} asks for leave: please decide.",
                "A deputy asks for leave from “{title}”: please decide.",
                "A deputy asks for leave: please decide.",
            ),
            "The activity is on {when}.",
            "Reason: {reason}.",
        ),
    ),
    Kind.LEAVE_ANSWERED: Words(
        ("请假结果", "Leave answered"),
        zh=(
            (
                "您对“{title}”的请假{decision}。",
                "您的请假{decision}。",
                "您对“{title}”的请假已有结果。",
                "您的请假已有结果。",
            ),
            "活动时间：{when}。",
            "说明：{reason}。",
        ),
        en=(
            (
                "Your leave from “{title}” {decision}.",
                "Your leave {decision}.",
                "Your leave from “{title}” is decided.",
                "Your leave is decided.",
            ),
            "The activity is on {when}.",
            "Note: {reason}.",
        ),
    ),
    Kind.SEAT_FREE: Words(
        ("候补递补", "A seat for you"),
        zh=(("“{title}”有了空位，您已由候补转为参加。", "有了空位，您已由候补转为参加。"), *_ZH),
        en=(
            (
                "A seat at “{title}” has become free, and it is yours.",
                "A seat has become free, and it is yours.",
            ),
            *_EN,
        ),
        perishes=True,
    ),
    Kind.SUBSTITUTE_NAMED: Words(
        ("替补参加", "In place of another"),
        zh=(
            (
                "请您替{name}参加“{title}”。",
                "请您替补参加“{title}”。",
                "请您替补参加一项活动。",
            ),
            *_ZH,
            *_ANSWER_ZH,
        ),
        en=(
            (
                "Please come to “{title}” in place of {name}.",
                "Please come to “{title}” in place of another.",
                "Please come to an activity in place of another.",
            ),
            *_EN,
            *_ANSWER_EN,
        ),
        perishes=True,
    ),
    Kind.ABSENCE_RECORDED: Words(
        ("缺席登记", "Absence recorded"),
        zh=(
            ("您未出席“{title}”，已登记为未经批准缺席。", "您未出席一项活动，已登记为未经批准缺席。"),
            "活动时间：{when}。",
            "说明：{reason}。",
        ),
        en=(
            (
                "You did not attend “{title}”: the absence is recorded as without leave.",
                "You did not attend an activity: the absence is recorded as without leave.",
            ),
            "The activity was on {when}.",
            "Note: {reason}.",
        ),
    ),
}
"""By kind of notice."""
