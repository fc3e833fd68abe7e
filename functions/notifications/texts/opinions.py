"""The words of residents' opinions: to those who received one, to the county's body, to the resident."""

from functions.notifications.texts.words import Words
from shared.domain.notices import NoticeKind as Kind

_OPINION_ZH, _OPINION_EN = "意见：{opinion}。", "Opinion: {opinion}."

WORDS: dict[str, Words] = {
    Kind.OPINION_PROPOSED: Words(
        ("意见转化为代表建议", "A deputy took up your opinion"),
        zh=(("{with}代表就您反映的问题提出了建议。", "有代表就您反映的问题提出了建议。"), _OPINION_ZH),
        en=(("{with} made a suggestion of it.", "A deputy made a suggestion of it."), _OPINION_EN),
    ),
    Kind.OPINION_LINKED: Words(
        ("群众意见转化为代表建议", "A deputy took up an opinion"),
        zh=(
            ("{name}代表就一件群众意见提出了建议。", "有代表就一件群众意见提出了建议。"),
            "建议：{subject}。",
        ),
        en=(("{name} made a suggestion of an opinion.", "A deputy took up an opinion."), "It is: {subject}."),
    ),
    Kind.OPINION_SUGGESTION: Words(
        ("群众意见转化的建议有进展", "News of a suggestion that grew from an opinion"),
        zh=(
            (
                "由群众意见转化的代表建议{outcome}，请向群众反馈。",
                "由群众意见转化的代表建议有进展，请向群众反馈。",
            ),
            "建议：{subject}。",
        ),
        en=(
            (
                "A suggestion that grew from an opinion has moved ({outcome}): please tell the resident.",
                "A suggestion that grew from an opinion has moved: please tell the resident.",
            ),
            "It is: {subject}.",
        ),
    ),
    Kind.OPINION_RECEIVED: Words(
        ("收到群众意见", "An opinion has come in"),
        zh=(("收到一件群众意见：{opinion}。", "收到一件群众意见。"),),
        en=(("A resident's opinion has come in: {opinion}.", "An opinion has come in."),),
    ),
    Kind.OPINION_FORWARDED: Words(
        ("群众意见待转办", "An opinion to be forwarded"),
        zh=(("一件群众意见属于上级部门职责，请转有关单位研究处理。",), _OPINION_ZH),
        en=(
            ("An opinion concerns higher departments: please forward it to the unit concerned.",),
            _OPINION_EN,
        ),
    ),
    Kind.OPINION_HANDED_OVER: Words(
        ("意见交办情况", "Your opinion was handed over"),
        zh=(
            ("您的意见已交{with}研究处理。", "您的意见已经县级人大常委会代表工作机构转办。"),
            _OPINION_ZH,
        ),
        en=(
            ("Your opinion is now with {with}.", "Your opinion was forwarded through the county's body."),
            _OPINION_EN,
        ),
    ),
    Kind.OPINION_ASSIGNED: Words(
        ("群众意见交办", "An opinion was handed over to you"),
        zh=(("一件群众意见交你单位研究处理：{opinion}。", "一件群众意见交你单位研究处理。"),),
        en=(("An opinion was handed over to your unit: {opinion}.", "An opinion was handed over to you."),),
    ),
    Kind.OPINION_MERGED: Words(
        ("意见合并办理", "Your opinion is handled with others"),
        zh=(("您的意见与内容相近的意见合并办理，结果将一并告知。",), _OPINION_ZH),
        en=(
            ("Your opinion is handled with others like it; you will hear of the result.",),
            _OPINION_EN,
        ),
    ),
    Kind.OPINION_JOINED: Words(
        ("又有群众提出同一意见", "One more resident says the same"),
        zh=(("又有一位群众就同一问题提出意见，合并办理。",), _OPINION_ZH),
        en=(
            ("One more resident joined an opinion: they are handled as one.",),
            _OPINION_EN,
        ),
    ),
    Kind.OPINION_RETURNED: Words(
        ("群众意见被退回", "An opinion was returned"),
        zh=(
            ("{with}退回一件群众意见，请重新交办。", "一件群众意见被退回，请重新处理。"),
            _OPINION_ZH,
            "原因：{reason}。",
        ),
        en=(
            ("{with} returned an opinion: please hand it over anew.", "An opinion was returned."),
            _OPINION_EN,
            "Reason: {reason}.",
        ),
    ),
    Kind.OPINION_RESULT_KNOWN: Words(
        ("群众意见已有处理结果", "An opinion has a result"),
        zh=(("一件群众意见已有处理结果，请向群众反馈。",), _OPINION_ZH, "结果：{outcome}。"),
        en=(
            ("There is a result of an opinion: please tell the resident.",),
            _OPINION_EN,
            "Result: {outcome}.",
        ),
    ),
    Kind.OPINION_RESULT: Words(
        ("意见答复", "An answer to your opinion"),
        zh=(("对您的意见答复如下：{answer}。", "您的意见已有答复。"), _OPINION_ZH),
        en=(("The answer to your opinion: {answer}.", "Your opinion has an answer."), _OPINION_EN),
    ),
    Kind.OPINION_ADDED: Words(
        ("群众补充说明", "A resident added to an opinion"),
        zh=("群众就其意见有新的说明，请查看并答复。", _OPINION_ZH),
        en=("A resident added to an opinion: please look and answer.", _OPINION_EN),
    ),
    Kind.OPINION_ERASED: Words(
        ("群众信息已删除", "A resident's data was erased"),
        zh=("一件群众意见的个人信息和原文已按本人要求删除，事项继续办理。", _OPINION_ZH),
        en=("A resident's data and words were erased from an opinion; its handling goes on.", _OPINION_EN),
    ),
    Kind.OPINION_RATED: Words(
        ("群众评价办理结果", "A resident rated the outcome"),
        zh=(("群众对意见办理结果的评价：{outcome}。", "群众已评价意见办理结果。"), _OPINION_ZH),
        en=(
            ("What the resident thinks of the outcome: {outcome}.", "A resident rated the outcome."),
            _OPINION_EN,
        ),
    ),
}
