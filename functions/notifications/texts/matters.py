"""The words of special matters: what deputies raise, appeals, reports of obstruction. Of a report nothing is
said that tells who made it or whom it is about."""

from functions.notifications.texts.words import Clause, Words
from shared.domain.notices import NoticeKind as Kind

_SUBJECT = ("事项：{subject}。", "It is about: {subject}.")
_REASON = ("原因：{reason}。", "Reason: {reason}.")
_ANSWER = ("答复：{answer}。", "Answer: {answer}.")
_DUE = ("期限：{due}。", "Due: {due}.")


def _words(title: tuple[str, str], zh: Clause, en: Clause, *more: tuple[str, str]) -> Words:
    """``more`` are sentences in both languages that come after the first ones."""
    return Words(title, zh=(zh, *(pair[0] for pair in more)), en=(en, *(pair[1] for pair in more)))


WORDS: dict[str, Words] = {
    Kind.CONCERN_RECEIVED: _words(
        ("收到代表反映的问题", "A deputy raises something"),
        ("{name}代表反映了情况和问题，请办理。", "有代表反映了情况和问题，请办理。"),
        ("{name} raises something: please handle it.", "A deputy raises something: please handle it."),
        _SUBJECT,
    ),
    Kind.CONCERN_ENTERED: _words(
        ("您反映的问题已登记", "What you raised was entered"),
        "您反映的情况和问题已登记，可随时查看办理进展。",
        "What you raised was entered: you can follow it.",
        _SUBJECT,
    ),
    Kind.CONCERN_REPORTED: _words(
        ("已报告主任会议", "Reported to the chairpersons' meeting"),
        "您反映的重大问题已向主任会议报告。",
        "What you raised was reported to the chairpersons' meeting.",
        _SUBJECT,
    ),
    Kind.CONCERN_HANDED_OVER: _words(
        ("您反映的问题已转办", "What you raised was passed on"),
        ("您反映的问题已转{with}处理。", "您反映的问题已转有关方面处理。"),
        ("What you raised was passed on to {with}.", "What you raised was passed on."),
        _SUBJECT,
    ),
    Kind.CONCERN_ASSIGNED: _words(
        ("代表反映的问题转你单位", "Something a deputy raised is with you"),
        (
            "{name}代表反映的问题转你单位处理，请书面答复代表。",
            "代表反映的问题转你单位处理，请书面答复代表。",
        ),
        (
            "What {name} raised was passed on to your unit: please answer in writing.",
            "What a deputy raised was passed on to your unit: please answer in writing.",
        ),
        _SUBJECT,
    ),
    Kind.CONCERN_RETURNED: _words(
        ("转办事项退回", "It was given back"),
        ("{with}退回了转办的事项。", "转办的事项已退回。"),
        ("{with} gave back what a deputy raised.", "What a deputy raised was given or taken back."),
        _SUBJECT,
        _REASON,
    ),
    Kind.CONCERN_ANSWER_OWED: _words(
        ("请书面答复代表", "Please answer the deputy in writing"),
        "处理结果已知，请将处理结果书面答复代表。",
        "The result is known: please answer the deputy in writing.",
        _SUBJECT,
    ),
    Kind.CONCERN_ANSWERED: _words(
        ("您反映的问题已答复", "What you raised was answered"),
        ("{with}答复了您反映的问题。", "您反映的问题已有答复。"),
        ("{with} answers what you raised.", "What you raised was answered."),
        _SUBJECT,
        _ANSWER,
    ),
    Kind.CONCERN_CLOSED: _words(
        ("代表反映的问题已答复", "The deputy was answered"),
        ("{with}已答复代表。", "已答复代表。"),
        ("{with} has answered the deputy.", "The deputy was answered."),
        _SUBJECT,
        _ANSWER,
    ),
    Kind.CONCERN_UNSOLVED: _words(
        ("代表认为问题未解决", "Nothing is solved, says the deputy"),
        ("{name}代表认为问题没有解决。", "代表认为问题没有解决。"),
        ("{name} says that nothing is solved.", "The deputy says that nothing is solved."),
        _SUBJECT,
        _REASON,
    ),
    Kind.CONCERN_WITHDRAWN: _words(
        ("代表反映的事项已撤回", "What a deputy raised is withdrawn"),
        "代表反映的事项已撤回，不再办理。",
        "What a deputy raised is withdrawn and needs no handling.",
        _SUBJECT,
        _REASON,
    ),
    Kind.APPEAL_RECEIVED: _words(
        ("代表申诉书待转交", "An appeal is to be passed on"),
        "收到被限制人身自由的代表提交的申诉书，执行机关应当及时转交常务委员会。",
        "A deputy whose liberty is restricted has submitted an appeal: it goes to the committee.",
        _DUE,
    ),
    Kind.APPEAL_FORWARDED: _words(
        ("收到代表申诉书", "An appeal has come in"),
        "执行机关转来代表申诉书，请办理。",
        "The executing organ has passed on the appeal of a deputy: please handle it.",
    ),
    Kind.APPEAL_SETTLED: _words(
        ("代表申诉书办理结果", "What became of the appeal"),
        "常务委员会已办理申诉书，可查看结果。",
        "The committee has dealt with the appeal: the result can be read.",
    ),
    Kind.APPEAL_WITHDRAWN: _words(
        ("代表申诉书撤销登记", "An appeal is withdrawn"),
        "申诉书已撤回或者登记有误，不再办理。",
        "The appeal was taken back, or entered in error.",
        _REASON,
    ),
    Kind.REPORT_RECEIVED: _words(
        ("收到保密报告", "A confidential report has come in"),
        "收到一件需保密办理的代表报告，请常务委员会工作人员登录查看。",
        "A deputy has made a report that is confidential: whoever handles such reports reads it there.",
    ),
    Kind.REPORT_ASSIGNED: _words(
        ("报告已指定专人办理", "The report is in somebody's hands"),
        "代表履职受阻的报告已指定专人办理。",
        "Somebody is looking into the report that a deputy's duty was obstructed.",
    ),
    Kind.REPORT_WORDS: _words(
        ("报告有新的说明", "There is more to the report"),
        "代表履职受阻的报告有新的询问或者说明。",
        "Something was asked or added to the report.",
    ),
    Kind.REPORT_DECIDED: _words(
        ("报告处理结果", "The report was decided on"),
        "您报告的履职受阻情况已有处理结果，可查看。",
        "Your report was decided on: the decision can be read.",
    ),
    Kind.REPORT_REOPENED: _words(
        ("报告重新办理", "The report is looked into again"),
        "您报告的履职受阻情况将重新办理。",
        "Your report is looked into again.",
    ),
}
