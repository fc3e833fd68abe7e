"""The groups in which people say what they want to be told, and the kinds of notices in each.

A kind is mandatory by its group: of a mandatory group nothing can be switched off or left to the digest.
"""

from enum import StrEnum

from shared.domain.notices import NoticeKind as Kind


class Group(StrEnum):
    """What notices are about, as people would put it."""

    DEADLINES = "deadlines"
    CHANGES = "changes"
    DUTIES = "duties"
    ACTIVITIES = "activities"
    CONTACT = "contact"
    OPINIONS = "opinions"
    SUGGESTIONS = "suggestions"
    MATTERS = "matters"
    PUBLICATIONS = "publications"
    OTHER = "other"


NAMES: dict[Group, tuple[str, str]] = {
    Group.DEADLINES: ("办理期限", "Deadlines"),
    Group.CHANGES: ("变更与取消", "Changes and cancellations"),
    Group.DUTIES: ("履职要求", "What the rules ask of one"),
    Group.ACTIVITIES: ("代表活动", "Activities"),
    Group.CONTACT: ("联系与接待", "Contact and receptions"),
    Group.OPINIONS: ("群众意见", "Residents' opinions"),
    Group.SUGGESTIONS: ("代表建议", "Suggestions"),
    Group.MATTERS: ("反映、申诉与报告", "Concerns, appeals and reports"),
    Group.PUBLICATIONS: ("文件与公报", "Documents and bulletins"),
    Group.OTHER: ("其他", "Other"),
}
"""In Chinese and English."""

MANDATORY = frozenset({Group.DEADLINES, Group.CHANGES})
"""Legal deadlines run whether one is told or not; who relies on an appointment must hear that it moved."""

URGENT = frozenset({Group.CHANGES})
"""Told in quiet hours too: what was called off may begin in the morning. A deadline is a day, and its warning
comes days before: it waits for the morning."""

_KINDS: dict[Group, tuple[Kind, ...]] = {
    Group.DEADLINES: (
        Kind.CASE_DUE_SOON,
        Kind.CASE_OVERDUE,
        Kind.CASE_URGED,
        Kind.CASE_ESCALATED,
        Kind.CASE_DUE_MOVED,
        Kind.EXTENSION_GIVEN,
        Kind.EXTENSION_DECLINED,
        Kind.RATING_DUE_SOON,
        Kind.RATING_OVERDUE,
        Kind.RATING_URGED,
        Kind.PROMISE_DUE_SOON,
        Kind.PROMISE_OVERDUE,
        Kind.PROMISE_URGED,
        Kind.PROGRESS_DEMANDED,
        Kind.APPOINTMENT_OVERDUE,
        Kind.MATERIALS_MISSING,
        Kind.CONCERN_ANSWER_OWED,
        Kind.APPEAL_RECEIVED,
    ),
    Group.CHANGES: (
        Kind.INVITATION_CHANGED,
        Kind.INVITATION_CANCELLED,
        Kind.INVITATION_WITHDRAWN,
        Kind.APPOINTMENT_CANCELLED,
        Kind.RECEPTION_CANCELLED,
        Kind.RECEPTION_MOVED,
    ),
    Group.DUTIES: (Kind.STANDING_DUE_SOON,),
    Group.ACTIVITIES: (
        Kind.INVITATION_RECEIVED,
        Kind.INVITATION_REMINDER,
        Kind.MATERIAL_ADDED,
        Kind.CARD_INSPECTION_ANNOUNCED,
        Kind.CARD_INSPECTION_REPORTED,
        Kind.INSPECTION_REQUESTED,
        Kind.LEAVE_REQUESTED,
        Kind.LEAVE_ANSWERED,
        Kind.SEAT_FREE,
        Kind.SUBSTITUTE_NAMED,
        Kind.ABSENCE_RECORDED,
        Kind.GROUP_PLAN,
        Kind.WISH_VOTE,
        Kind.WISH_CARRIED,
    ),
    Group.CONTACT: (
        Kind.APPOINTMENT_REQUESTED,
        Kind.APPOINTMENT_ARRANGED,
        Kind.APPOINTMENT_PROPOSED,
        Kind.APPOINTMENT_DECLINED,
        Kind.RECEPTION_ASSIGNED,
        Kind.RECEPTION_BOOKED,
        Kind.RECEPTION_REMINDER,
        Kind.CONTACT_FEEDBACK,
    ),
    Group.OPINIONS: (
        Kind.OPINION_ANSWERED,
        Kind.OPINION_OUTCOME,
        Kind.OPINION_RECEIVED,
        Kind.OPINION_FORWARDED,
        Kind.OPINION_HANDED_OVER,
        Kind.OPINION_ASSIGNED,
        Kind.OPINION_MERGED,
        Kind.OPINION_JOINED,
        Kind.OPINION_RETURNED,
        Kind.OPINION_RESULT_KNOWN,
        Kind.OPINION_RESULT,
        Kind.OPINION_ADDED,
        Kind.OPINION_ERASED,
        Kind.OPINION_RATED,
        Kind.OPINION_PROPOSED,
        Kind.OPINION_LINKED,
        Kind.OPINION_SUGGESTION,
    ),
    Group.SUGGESTIONS: (
        Kind.SUGGESTION_SIGNATURE_ASKED,
        Kind.SUGGESTION_SIGNED,
        Kind.SUGGESTION_NOT_SIGNED,
        Kind.SUGGESTION_ORIGIN_LINKED,
        Kind.SUGGESTION_MERGED,
        Kind.SUGGESTION_JOINED,
        Kind.SUGGESTION_LEFT,
        Kind.SUGGESTION_PARTED,
        Kind.SUGGESTION_SHOWN,
        Kind.SUGGESTION_ADVISED,
        Kind.SUGGESTION_TALK_ENDED,
        Kind.SUGGESTION_RECEIVED,
        Kind.SUGGESTION_CHECKED,
        Kind.SUGGESTION_SENT_BACK,
        Kind.SUGGESTION_ASSIGNED,
        Kind.SUGGESTION_REASSIGNED,
        Kind.SUGGESTION_HANDED_OVER,
        Kind.SUGGESTION_TAKEN_UP,
        Kind.SUGGESTION_RETURNED,
        Kind.SUGGESTION_CONTRIBUTED,
        Kind.SUGGESTION_REPLIED,
        Kind.SUGGESTION_RATED,
        Kind.SUGGESTION_CLOSED,
        Kind.SUGGESTION_WITHDRAWN,
        Kind.SUGGESTION_KEY,
        Kind.SUGGESTION_KEY_ENDED,
        Kind.SUGGESTION_SUPERVISED,
        Kind.SUGGESTION_SUCCESSOR,
        Kind.PROGRESS_REPORTED,
        Kind.CASE_SUCCEEDED,
        Kind.EXTENSION_ASKED,
        Kind.PROMISE_FULFILLED,
        Kind.POSTPONEMENT_ASKED,
        Kind.POSTPONEMENT_ANSWERED,
        Kind.PUBLICATION_PROPOSED,
        Kind.PUBLICATION_ANSWERED,
        Kind.PUBLICATION_WITHDRAWN,
    ),
    Group.MATTERS: (
        Kind.CONCERN_RECEIVED,
        Kind.CONCERN_ENTERED,
        Kind.CONCERN_REPORTED,
        Kind.CONCERN_HANDED_OVER,
        Kind.CONCERN_ASSIGNED,
        Kind.CONCERN_RETURNED,
        Kind.CONCERN_ANSWERED,
        Kind.CONCERN_CLOSED,
        Kind.CONCERN_UNSOLVED,
        Kind.CONCERN_WITHDRAWN,
        Kind.APPEAL_FORWARDED,
        Kind.APPEAL_SETTLED,
        Kind.APPEAL_WITHDRAWN,
        Kind.REPORT_RECEIVED,
        Kind.REPORT_ASSIGNED,
        Kind.REPORT_WORDS,
        Kind.REPORT_DECIDED,
        Kind.REPORT_REOPENED,
    ),
    Group.PUBLICATIONS: (
        Kind.DOCUMENT_PUBLISHED,
        Kind.DOCUMENT_REVISED,
        Kind.DOCUMENT_WITHDRAWN,
        Kind.FILING_SENT,
        Kind.FILING_TAKEN,
        Kind.FILING_RETURNED,
        Kind.CONSULTATION_OPENED,
        Kind.CONSULTATION_MOVED,
        Kind.CONSULTATION_WITHDRAWN,
        Kind.CONSULTATION_ANSWERED,
    ),
}
_GROUPS: dict[str, Group] = {kind.value: group for group, kinds in _KINDS.items() for kind in kinds}


def group_of(kind: str) -> Group:
    """The group of a kind; :attr:`Group.OTHER` for one that a later version wrote."""
    return _GROUPS.get(kind, Group.OTHER)


def kinds_of(group: Group) -> tuple[Kind, ...]:
    """The kinds of a group."""
    return _KINDS.get(group, ())


def kinds_without_group() -> set[Kind]:
    """What one can be told and belongs to no group: there must be none."""
    return {kind for kind in Kind if kind not in _GROUPS}
