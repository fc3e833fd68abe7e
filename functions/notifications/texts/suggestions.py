"""The words of deputies' suggestions: to those who sign, to the office, to the units that handle them."""

from functions.notifications.texts.words import Clause, Words
from shared.domain.notices import NoticeKind as Kind

_SUBJECT = ("建议：{subject}。", "Suggestion: {subject}.")
_REASON = ("原因：{reason}。", "Reason: {reason}.")


def _words(title: tuple[str, str], zh: Clause, en: Clause, *more: tuple[str, str]) -> Words:
    """``more`` are sentences in both languages that come after the first ones."""
    last = (_SUBJECT, *more)
    return Words(title, zh=(zh, *(pair[0] for pair in last)), en=(en, *(pair[1] for pair in last)))


WORDS: dict[str, Words] = {
    Kind.SUGGESTION_SIGNATURE_ASKED: _words(
        ("邀请联名", "You are asked to sign"),
        ("{name}代表邀请您联名提出建议，请答复。", "有代表邀请您联名提出建议，请答复。"),
        ("{name} asks you to sign a suggestion: please answer.", "You are asked to sign a suggestion."),
    ),
    Kind.SUGGESTION_SIGNED: _words(
        ("同意联名", "Signed"),
        ("{name}代表已同意联名。", "有代表同意联名。"),
        ("{name} has signed your suggestion.", "A deputy has signed your suggestion."),
    ),
    Kind.SUGGESTION_NOT_SIGNED: _words(
        ("未联名", "Not signed"),
        ("{name}代表未同意联名或者撤回了联名。", "有代表未同意联名或者撤回了联名。"),
        ("{name} does not sign, or no longer.", "A deputy does not sign, or no longer."),
    ),
    Kind.SUGGESTION_ORIGIN_LINKED: _words(
        ("群众意见关联建议", "An opinion was linked with your suggestion"),
        ("一件群众意见已与您的建议关联：{opinion}。", "一件群众意见已与您的建议关联。"),
        ("Your suggestion answers a resident's opinion: {opinion}.", "An opinion was linked with it."),
    ),
    Kind.SUGGESTION_MERGED: _words(
        ("建议合并办理", "Your suggestion is handled with another"),
        ("您的建议与“{with}”合并办理，您仍可查阅答复并评价。", "您的建议与内容相同的建议合并办理。"),
        (
            "Your suggestion is handled as one with “{with}”: you read and rate the replies as before.",
            "Your suggestion is handled as one with another.",
        ),
        _REASON,
    ),
    Kind.SUGGESTION_JOINED: _words(
        ("另一件建议并入", "Another suggestion joined yours"),
        ("{name}代表的同类建议与您的建议合并办理。", "另一件同类建议与您的建议合并办理。"),
        ("A suggestion of {name} is handled as one with yours.", "Another suggestion joined yours."),
    ),
    Kind.SUGGESTION_LEFT: _words(
        ("建议恢复单独办理", "Your suggestion is on its own again"),
        "您的建议不再与他件合并，将单独审核交办。",
        "Your suggestion is no longer handled with another: it is checked on its own.",
        _REASON,
    ),
    Kind.SUGGESTION_PARTED: _words(
        ("合并的建议已分出", "A suggestion was taken out"),
        ("{name}代表的建议不再与该件合并办理。", "一件建议不再与该件合并办理。"),
        (
            "A suggestion of {name} is no longer handled with it.",
            "A suggestion is no longer handled with it.",
        ),
        _REASON,
    ),
    Kind.SUGGESTION_SHOWN: _words(
        ("建议对接", "A draft for your view"),
        ("{name}代表拟提出建议，请你单位研究并反馈。", "有代表拟提出建议，请你单位研究并反馈。"),
        ("{name} asks for your view of a draft.", "A deputy asks for your view of a draft."),
        ("说明：{reason}。", "What is asked: {reason}."),
    ),
    Kind.SUGGESTION_ADVISED: _words(
        ("单位已反馈对接意见", "A unit has answered on your draft"),
        ("{with}已就您拟提出的建议反馈意见。", "有关单位已就您拟提出的建议反馈意见。"),
        ("{with} has answered on your draft.", "A unit has answered on your draft."),
        ("职责：{outcome}。", "Remit: {outcome}."),
    ),
    Kind.SUGGESTION_TALK_ENDED: _words(
        ("建议对接结束", "A draft is shown no longer"),
        "代表拟提出的建议不再向你单位展示。",
        "A draft is not shown to your unit any more.",
        _REASON,
    ),
    Kind.SUGGESTION_RECEIVED: _words(
        ("收到代表建议", "A suggestion has come in"),
        ("收到{name}代表提出的建议，请审核交办。", "收到一件代表建议，请审核交办。"),
        (
            "A suggestion of {name} has come in: please check it.",
            "A suggestion has come in: please check it.",
        ),
    ),
    Kind.SUGGESTION_CHECKED: _words(
        ("建议已受理", "Your suggestion is taken in"),
        "您提出的建议已审核受理，将交有关单位办理。",
        "Your suggestion is taken in and goes to the units concerned.",
    ),
    Kind.SUGGESTION_SENT_BACK: _words(
        ("建议退回修改", "Your suggestion came back"),
        "您提出的建议被退回，修改后可再次提交。",
        "Your suggestion came back: change it and submit it again.",
        _REASON,
    ),
    Kind.SUGGESTION_ASSIGNED: _words(
        ("代表建议交办", "A suggestion was handed over to you"),
        ("{name}代表的建议交你单位办理，请签收。", "一件代表建议交你单位办理，请签收。"),
        (
            "A suggestion of {name} was handed over to your unit: please take it up.",
            "A suggestion was handed over to your unit: please take it up.",
        ),
        _REASON,
    ),
    Kind.SUGGESTION_REASSIGNED: _words(
        ("建议已改交", "A suggestion went to others"),
        "一件代表建议已不由你单位办理。",
        "Your unit has nothing more to do with a suggestion.",
    ),
    Kind.SUGGESTION_HANDED_OVER: _words(
        ("建议已交办", "Your suggestion was handed over"),
        ("您的建议已交{with}办理。", "您的建议已交有关单位办理。"),
        ("Your suggestion is now with {with}.", "Your suggestion is now with the units concerned."),
    ),
    Kind.SUGGESTION_TAKEN_UP: _words(
        ("承办单位已签收", "A unit has taken it up"),
        ("{with}已签收您的建议。", "承办单位已签收您的建议。"),
        ("{with} has taken up your suggestion.", "The unit has taken up your suggestion."),
    ),
    Kind.SUGGESTION_RETURNED: _words(
        ("承办单位退回建议", "A unit gave a suggestion back"),
        ("{with}退回了建议，将重新交办。", "承办单位退回了建议，将重新交办。"),
        ("{with} gave a suggestion back.", "A unit gave a suggestion back."),
        _REASON,
    ),
    Kind.SUGGESTION_CONTRIBUTED: _words(
        ("会办意见", "A unit told its part"),
        ("{with}已提出会办意见。", "会办单位已提出会办意见。"),
        ("{with} has told you its part.", "A unit that helps you has told its part."),
    ),
    Kind.SUGGESTION_REPLIED: _words(
        ("建议已答复", "A reply to the suggestion"),
        ("{with}已答复建议，请查阅。", "承办单位已答复建议，请查阅。"),
        ("{with} has replied.", "The unit has replied."),
        ("答复：{answer}。", "It begins: “{answer}”."),
    ),
    Kind.SUGGESTION_RATED: _words(
        ("代表评价", "The deputy's rating"),
        ("代表对建议办理的评价：{outcome}。", "代表已对建议办理作出评价。"),
        ("The deputy's rating: {outcome}.", "The deputy has rated the reply."),
        _REASON,
    ),
    Kind.SUGGESTION_CLOSED: _words(
        ("建议办结", "A suggestion is closed"),
        "建议已办结。",
        "The suggestion is closed.",
        _REASON,
    ),
    Kind.SUGGESTION_WITHDRAWN: _words(
        ("建议撤回", "A suggestion was withdrawn"),
        "代表撤回了建议。",
        "The deputy has withdrawn the suggestion.",
        _REASON,
    ),
}
