"""What an attendance sheet calls things."""

from functions.invitations.attendance.entry import Outcome
from functions.invitations.inviting.invitation import State
from shared.domain.roles import Role

OUTCOMES = {Outcome.PRESENT: "到会", Outcome.ABSENT: "缺席"}
ROLES = {Role.DEPUTY: "代表", Role.MEMBER: "组成人员"}
ANSWERS = {
    State.SELECTED: "拟邀请",
    State.INVITED: "未答复",
    State.ACCEPTED: "接受",
    State.WAITING: "候补",
    State.DECLINED: "谢绝",
    State.ON_LEAVE: "请假",
    State.WITHDRAWN: "撤回",
}
