"""The words of appointments, opinions, reception days, feedback and group activities."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

_ZH = ("时间：{when}。", "地点：{place}。")
_EN = ("When: {when}.", "Where: {place}.")

WORDS: dict[str, Words] = {
    Kind.INSPECTION_REQUESTED: Words(
        ("视察要求", "Inspection requested"),
        zh=(("{name}要求持证视察，请安排。", "有代表要求持证视察，请安排。"), "内容：{subject}。"),
        en=(
            (
                "{name} asks for an inspection with the deputy card: please arrange it.",
                "A deputy asks for an inspection with the deputy card: please arrange it.",
            ),
            "To inspect: {subject}.",
        ),
    ),
    Kind.APPOINTMENT_REQUESTED: Words(
        ("约见申请", "Appointment requested"),
        zh=(
            ("{name}提出约见{with}，请安排。", "{name}提出约见，请安排。", "有代表提出约见，请安排。"),
            "事由：{subject}。",
            "安排期限：{due}。",
        ),
        en=(
            (
                "{name} asks for an appointment with {with}: please arrange it.",
                "{name} asks for an appointment: please arrange it.",
                "A deputy asks for an appointment: please arrange it.",
            ),
            "Subject: {subject}.",
            "To be arranged by {due}.",
        ),
    ),
    Kind.APPOINTMENT_ARRANGED: Words(
        ("约见安排", "Appointment arranged"),
        zh=(
            ("{name}与{with}的约见已安排。", "与{with}的约见已安排。", "约见已安排。"),
            "事由：{subject}。",
            *_ZH,
        ),
        en=(
            (
                "The appointment of {name} with {with} is arranged.",
                "The appointment with {with} is arranged.",
                "The appointment is arranged.",
            ),
            "Subject: {subject}.",
            *_EN,
        ),
        perishes=True,
    ),
    Kind.APPOINTMENT_PROPOSED: Words(
        ("约见时间协商", "Another time proposed"),
        zh=(
            ("与{with}的约见有新的时间建议，请答复。", "约见有新的时间建议，请答复。"),
            "事由：{subject}。",
            "建议时间：{when}。",
            "地点：{place}。",
            "说明：{reason}。",
        ),
        en=(
            (
                "Another time is proposed for the appointment with {with}: please answer.",
                "Another time is proposed for the appointment: please answer.",
            ),
            "Subject: {subject}.",
            "Proposed: {when}.",
            "Where: {place}.",
            "Note: {reason}.",
        ),
        perishes=True,
    ),
    Kind.APPOINTMENT_DECLINED: Words(
        ("约见未能安排", "Appointment declined"),
        zh=(("与{with}的约见未能安排。", "约见未能安排。"), "事由：{subject}。", "原因：{reason}。"),
        en=(
            ("The appointment with {with} could not be arranged.", "The appointment could not be arranged."),
            "Subject: {subject}.",
            "Reason: {reason}.",
        ),
    ),
    Kind.APPOINTMENT_CANCELLED: Words(
        ("约见取消", "Appointment cancelled"),
        zh=(
            ("{name}与{with}的约见已取消。", "与{with}的约见已取消。", "约见已取消。"),
            "事由：{subject}。",
            "原定时间：{when}。",
            "原因：{reason}。",
        ),
        en=(
            (
                "The appointment of {name} with {with} is cancelled.",
                "The appointment with {with} is cancelled.",
                "The appointment is cancelled.",
            ),
            "Subject: {subject}.",
            "It was to be on {when}.",
            "Reason: {reason}.",
        ),
        perishes=True,
    ),
    Kind.APPOINTMENT_OVERDUE: Words(
        ("约见逾期", "Appointment overdue"),
        zh=(
            ("{name}约见{with}逾期未安排。", "{name}提出的约见逾期未安排。", "有约见逾期未安排。"),
            "事由：{subject}。",
            "安排期限：{due}。",
        ),
        en=(
            (
                "The appointment of {name} with {with} is overdue.",
                "The appointment that {name} asked for is overdue.",
                "An appointment is overdue.",
            ),
            "Subject: {subject}.",
            "It was to be arranged by {due}.",
        ),
    ),
    Kind.OPINION_ANSWERED: Words(
        ("意见答复", "Opinion answered"),
        zh=(
            ("您在“{title}”上提出的意见已有答复。", "您提出的意见已有答复。"),
            "意见：{opinion}。",
            "答复：{answer}。",
        ),
        en=(
            ("Your opinion voiced at “{title}” is answered.", "Your opinion is answered."),
            "Opinion: {opinion}.",
            "Answer: {answer}.",
        ),
    ),
    Kind.OPINION_OUTCOME: Words(
        ("意见办理情况", "What became of your opinion"),
        zh=(
            ("您在“{title}”上提出的意见有了进展。", "您提出的意见有了进展。"),
            "意见：{opinion}。",
            "进展：{outcome}。",
        ),
        en=(
            ("There is news of your opinion voiced at “{title}”.", "There is news of your opinion."),
            "Opinion: {opinion}.",
            "So far: {outcome}.",
        ),
    ),
    Kind.RECEPTION_ASSIGNED: Words(
        ("接待安排", "Reception assigned"),
        zh=(("请您负责“{title}”的接待。", "请您负责一次接待。"), *_ZH),
        en=(
            ("Please receive on “{title}”.", "Please receive on a reception day."),
            *_EN,
        ),
        perishes=True,
    ),
    Kind.RECEPTION_BOOKED: Words(
        ("接待预约", "Reception booked"),
        zh=(("您已预约“{title}”。", "您已预约接待。"), *_ZH),
        en=(
            ("You have a place on “{title}”.", "You have a place on a reception day."),
            *_EN,
        ),
        perishes=True,
    ),
    Kind.RECEPTION_CANCELLED: Words(
        ("接待取消", "Reception cancelled"),
        zh=(
            ("您在“{title}”的接待安排已取消。", "您的接待安排已取消。"),
            "原定时间：{when}。",
            "原因：{reason}。",
        ),
        en=(
            ("Your reception on “{title}” is cancelled.", "Your reception is cancelled."),
            "It was to be on {when}.",
            "Reason: {reason}.",
        ),
        perishes=True,
    ),
    Kind.RECEPTION_REMINDER: Words(
        ("接待提醒", "Reception day"),
        zh=(("“{title}”即将到来，请准时到场。", "您有一次接待即将到来，请准时到场。"), *_ZH),
        en=(
            ("“{title}” is coming up: please be there in time.", "A reception day is coming up."),
            *_EN,
        ),
        perishes=True,
    ),
    Kind.RECEPTION_MOVED: Words(
        ("接待日调整", "Reception day moved"),
        zh=(
            ("因日历调整，“{title}”已改期。", "因日历调整，接待日已改期。"),
            "原定时间：{when}。",
            "新的接待日：{due}，请留意安排并另行预约。",
        ),
        en=(
            (
                "The calendar has moved “{title}” to another day.",
                "The calendar has moved a reception day.",
            ),
            "It was to be on {when}.",
            "The new day: {due}. Please see how it is arranged, and book anew.",
        ),
        perishes=True,
    ),
    Kind.CONTACT_FEEDBACK: Words(
        ("意见反馈", "Feedback"),
        zh=(("您就“{title}”反映的意见已有反馈。", "您反映的意见已有反馈。"), "反馈：{outcome}。"),
        en=(
            (
                "There is feedback on the views you gave on “{title}”.",
                "There is feedback on the views you gave.",
            ),
            "Feedback: {outcome}.",
        ),
    ),
    Kind.GROUP_PLAN: Words(
        ("小组计划", "Plan of the group"),
        zh=(("小组计划“{title}”已公布。", "小组计划已公布。"), *_ZH),
        en=(("The group's plan “{title}” is published.", "The group's plan is published."), *_EN),
    ),
    Kind.WISH_CARRIED: Words(
        ("小组意愿形成", "The group's wish"),
        zh=(("小组较多数代表希望开展“{title}”。", "小组较多数代表已有共同意愿。"),),
        en=(
            (
                "The greater number of the group wishes “{title}”.",
                "The greater number of the group has agreed on a wish.",
            ),
        ),
    ),
    Kind.WISH_VOTE: Words(
        ("小组意愿征集", "The group's wish"),
        zh=(
            ("小组就“{title}”征求意愿，请表态。", "小组征求意愿，请表态。"),
            "时间：{when}。",
            "请于{reply_by}前答复。",
        ),
        en=(
            (
                "The group asks for your wish on “{title}”: please vote.",
                "The group asks for your wish: please vote.",
            ),
            "When: {when}.",
            "Please answer by {reply_by}.",
        ),
    ),
}
"""By kind of notice."""
