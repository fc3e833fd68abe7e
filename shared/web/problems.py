"""The one map from a refusal's code to HTTP, and the problem document (RFC 9457) it becomes.

``{names}`` in the sentences are filled from the refusal's parameters; what differs by language comes twice,
as ``{name}`` for the Chinese and ``{name_en}`` for the English sentence.
"""

import json
from dataclasses import dataclass
from typing import Any

from shared.domain.errors import Refusal

MEDIA_TYPE = "application/problem+json"
CHINESE, ENGLISH = "zh-CN", "en"


@dataclass(frozen=True, slots=True)
class Kind:
    """What one code means over HTTP: the status and its sentence in both languages."""

    status: int
    zh: str
    en: str


KINDS: dict[str, Kind] = {
    # the request itself
    "invalid_request": Kind(400, "请求内容不符合要求", "The request is not as required"),
    "malformed_json": Kind(400, "请求体不是有效的 JSON", "The body is not valid JSON"),
    "invalid_cursor": Kind(400, "分页游标无效", "The paging cursor is not valid"),
    "body_too_large": Kind(413, "请求体过大，上限 {limit} 字节", "The body is larger than {limit} bytes"),
    "unsupported_media_type": Kind(415, "请求体必须是 application/json", "The body must be application/json"),
    "not_acceptable": Kind(
        406, "请在 Accept 中首先写明 {media}", "Name {media} first in Accept: nothing else is answered here"
    ),
    "precondition_required": Kind(
        428, "修改前请在 If-Match 中给出读到的版本", "Send the version you read in If-Match"
    ),
    "stale_version": Kind(
        412, "内容已被他人修改，请重新读取后再试", "Somebody changed it meanwhile: read it again"
    ),
    "idempotency_key_reused": Kind(
        422, "该 Idempotency-Key 已用于另一个请求", "This Idempotency-Key served a different request"
    ),
    "conflict": Kind(
        409, "与另一个操作同时发生，请稍后再试", "Another change came at the same time: try again"
    ),
    "busy": Kind(503, "系统繁忙，请稍后再试", "Busy: try again shortly"),
    "too_many_requests": Kind(429, "请求过于频繁，请稍后再试", "Too many requests: try again shortly"),
    "internal_error": Kind(500, "系统内部错误", "Something failed here"),
    "not_found": Kind(404, "没有这个资源", "There is no such resource"),
    # identity and reach
    "sign_in_required": Kind(401, "请先登录", "Sign in first"),
    "token_expired": Kind(401, "登录已过期", "The access token has expired"),
    "role_missing": Kind(403, "您没有执行此操作的角色", "Your roles do not allow this"),
    "out_of_scope": Kind(403, "超出您的管辖范围（{scope}）", "Outside the scope of your role ({scope})"),
    # sign-in
    "too_many_codes": Kind(
        429, "获取验证码过于频繁，请稍后再试", "Too many codes were asked for: try again later"
    ),
    "code_wrong": Kind(401, "验证码不正确或已失效", "The code is wrong or no longer valid"),
    "refresh_token_invalid": Kind(
        401, "登录凭证无效，请重新登录", "Sign in again: the refresh token is not valid"
    ),
    "refresh_token_reused": Kind(
        401,
        "登录凭证被重复使用，为安全起见该登录已全部失效",
        "The refresh token was used before: every token of this sign-in is revoked",
    ),
    # registry
    "division_not_found": Kind(404, "没有区划 {division}", "There is no division {division}"),
    "station_not_found": Kind(404, "没有联络站 {station}", "There is no station {station}"),
    "station_exists": Kind(409, "联络站编号 {station} 已存在", "The station {station} already exists"),
    "station_closed": Kind(409, "联络站已关闭", "The station is closed"),
    "station_open": Kind(409, "联络站正在开放", "The station is open"),
    "post_taken": Kind(409, "该岗位已有人担任：{name}", "The post is held by {name}"),
    "post_not_held": Kind(404, "此人未担任该岗位", "This person does not hold the post"),
    "limit_reached": Kind(409, "数量已达上限 {limit}", "There are {limit} already, which is the most"),
    "person_not_found": Kind(404, "没有此人", "There is no such person"),
    "phone_taken": Kind(
        409,
        "该手机号属于另一位已登记的人员",
        "The phone belongs to somebody else who is registered",
    ),
    "name_registered": Kind(
        409,
        "您的姓名以登记为准，请联系登记单位更改",
        "Your name is as registered: whoever registered you can change it",
    ),
    "deputy_not_found": Kind(404, "没有该代表", "There is no such deputy"),
    "deputy_exists": Kind(
        409, "该手机号已登记为代表（{deputy}）", "A deputy with this phone is registered ({deputy})"
    ),
    "mandates_ended": Kind(409, "该代表的代表资格均已终止", "All mandates of this deputy have ended"),
    "mandate_not_found": Kind(404, "没有该代表资格", "There is no such mandate"),
    "mandate_exists": Kind(409, "该届次的代表资格已登记", "This mandate is registered already"),
    "mandate_transition": Kind(
        409, "代表资格当前为 {status}，不能执行 {action}", "A mandate that is {status} cannot {action}"
    ),
    "mandate_no_event": Kind(409, "该代表资格没有可撤回的事件", "Nothing has happened to this mandate"),
    "mandate_end_entered": Kind(
        409,
        "结束日期以已登记的终止为准，请先撤回该终止",
        "The last day is that of the end entered: withdraw the end first",
    ),
    "mandate_events_outside": Kind(
        422,
        "已登记的事件（{first} 至 {last}）须在任期之内",
        "What has happened ({first} to {last}) must lie inside the mandate",
    ),
    "mandate_event_order": Kind(422, "日期不得早于 {day}", "The day must not lie before {day}"),
    "mandate_reason": Kind(422, "事由必须是：{reasons}", "The reason must be one of: {reasons}"),
    "armed_forces_placement": Kind(
        409,
        "解放军、武警部队代表由所在单位组织，不编入联络站",
        "Deputies of the armed forces are organised by their own unit, not by a station",
    ),
    "not_placed": Kind(409, "该代表未编入联络站", "The deputy is not placed in a station"),
    "group_not_found": Kind(404, "没有该代表小组", "There is no such group"),
    "group_dissolved": Kind(409, "该代表小组已撤销", "The group has been dissolved"),
    "group_not_empty": Kind(
        409,
        "小组中尚有 {size} 名代表，请先全部调出",
        "{size} deputies are still in the group: take them out first",
    ),
    "group_has_parts": Kind(
        409,
        "大组之下尚有 {parts} 个小组，请先撤销",
        "{parts} small groups are still part of it: dissolve them first",
    ),
    "already_in_group": Kind(
        409,
        "该代表已编入同一人大的另一个同类小组，请改用调整",
        "The deputy is in another such group of this congress: move them instead",
    ),
    "not_in_parent": Kind(
        409,
        "该代表未编入所属大组，请先编入大组",
        "The deputy is not in the large group that this one is part of",
    ),
    "in_small_group": Kind(
        409,
        "该代表仍在本大组的小组中，请先退出小组",
        "The deputy is still in a small group of this large group",
    ),
    "group_kind": Kind(
        422, "只能在同一人大的同类小组之间调整", "One moves between groups of one kind and one congress"
    ),
    "parent_not_large": Kind(
        422, "上级小组必须是辖区相容的大组", "The parent must be a large group whose division holds this one"
    ),
    "not_in_group": Kind(409, "该代表不在小组中", "The deputy is not in the group"),
    "group_leader": Kind(409, "请先更换组长或副组长", "Replace the leader or deputy leader first"),
    "member_not_found": Kind(404, "没有该组成人员", "There is no such member"),
    "member_exists": Kind(409, "已登记为组成人员", "Registered as a member already"),
    "not_grassroots": Kind(422, "只能联系基层代表", "Members are linked to grassroots deputies"),
    "member_left": Kind(409, "该组成人员已离任", "The member has left office"),
    "link_not_found": Kind(404, "没有建立联系", "They are not linked"),
    "unit_not_found": Kind(404, "没有该承办单位", "There is no such handling unit"),
    "unit_exists": Kind(409, "承办单位已存在", "The handling unit already exists"),
    "grant_exists": Kind(409, "已授予该角色", "The role is granted already"),
    "grant_not_found": Kind(404, "未授予该角色", "The role is not granted"),
    "own_administration": Kind(
        409,
        "不能撤销自己的管理员角色，须由另一位管理员撤销",
        "Nobody takes the role of administrator from themselves: another administrator does",
    ),
    "grant_withdrawn": Kind(
        409, "您据以操作的角色已被撤销", "The role by which you act has been taken away meanwhile"
    ),
    "roster_not_found": Kind(404, "没有该名册", "There is no such roster"),
    # check-in
    "code_malformed": Kind(400, "不是签到码", "This is not a code to check in with"),
    "code_unknown_version": Kind(400, "签到码版本不受支持", "This version of code is not known here"),
    "code_forged": Kind(403, "签到码不是本系统生成的", "This code was not made here"),
    "code_for_other": Kind(
        422,
        "此码不用于这里的签到，请扫描本站或本活动的码",
        "This code is for something else: scan the one of this station or activity",
    ),
    "code_expired": Kind(
        410, "签到码已过期，请扫描屏幕上的新码", "The code has expired: scan the current one"
    ),
    "code_not_yet_valid": Kind(403, "签到码尚未生效", "The code is not valid yet"),
    "code_superseded": Kind(410, "签到码已被更换", "The station has replaced this code"),
    "captured_in_future": Kind(422, "扫码时间晚于当前时间", "The time of the scan lies in the future"),
    "captured_too_old": Kind(422, "扫码时间过早，不能再补传", "The scan is too old to be sent"),
    "code_window_mismatch": Kind(
        422, "扫码时间与签到码的时间不符", "The time of the scan does not fit the code's window"
    ),
    "notice_not_found": Kind(404, "您的收件箱中没有该通知", "There is no such notice in your inbox"),
    "record_not_found": Kind(404, "没有该记录", "There is no such record"),
    "already_corrected": Kind(409, "该记录已被作废", "The record is void already"),
    "not_voided": Kind(409, "该记录未被作废", "The record is not void"),
    # activities
    "activity_not_found": Kind(404, "没有该活动", "There is no such activity"),
    "not_organiser": Kind(
        403, "只有活动的组织者可以操作", "Only those who act for the organiser can do this"
    ),
    "activity_kind_refused": Kind(
        422, "该组织者不能举办这种活动（{kind}）", "This organiser holds no activity of the kind {kind}"
    ),
    "card_required": Kind(
        422, "持证视察须持有代表证", "Inspecting on the spot takes a deputy card, and none is registered"
    ),
    "card_elsewhere": Kind(
        422,
        "该地不在制发代表证的人大的辖区内",
        "The place lies outside the division of the congress that issued the card",
    ),
    "activity_state": Kind(409, "活动的状态（{state}）不允许此操作", "The activity is {state}"),
    "activity_past": Kind(
        409, "活动已经开始或者答复期限已过", "It has begun already, or can no longer be answered"
    ),
    "activity_too_early": Kind(409, "活动尚未开始", "The activity has not begun"),
    "activity_too_late": Kind(
        409, "活动结束已超过{days}日，不能再补录", "It ended more than {days} days ago: too late to record it"
    ),
    "activity_field_fixed": Kind(
        409, "活动到了这一步，{field} 不能再改", "At this stage {field} can no longer be changed"
    ),
    "capacity_lowered": Kind(409, "公布后不能减少名额", "After the announcement no seats are taken away"),
    "activity_rule_unmet": Kind(422, "不符合法规的规定", "The rules do not let it be"),
    "departure_needed": Kind(
        422, "一般应当遵守的规定未遵守，请说明理由", "A rule that binds generally is not met: say why"
    ),
    "departure_refused": Kind(
        422, "规定 {rule} 必须遵守，不能例外", "The rule {rule} binds: one cannot depart from it"
    ),
    "rule_not_covered": Kind(
        422,
        "该规定不要求代表在任期内参加活动",
        "The rule asks no deputy to be at an activity within the term",
    ),
    "material_not_found": Kind(404, "没有该材料", "There is no such material"),
    "material_not_there": Kind(409, "文件尚未上传", "The file has not been sent"),
    # invitations
    "invitation_not_found": Kind(404, "您没有收到该活动的邀请", "There is no such invitation"),
    "invited_already": Kind(409, "已经邀请", "Invited already"),
    "invitee_elsewhere": Kind(
        422,
        "该人员与活动所在地无关，不能邀请",
        "Neither home nor congress of the person has to do with the division",
    ),
    "invitation_withdrawn": Kind(409, "邀请已撤回", "The invitation has been withdrawn"),
    "invitation_attended": Kind(409, "已经签到，不能撤回邀请", "Who has arrived is not uninvited"),
    "mandate_suspended": Kind(409, "代表职务暂停执行", "The mandate is suspended"),
    "reply_too_late": Kind(409, "已过答复期限（{until}）", "Answers were due by {until}"),
    "activity_cancelled": Kind(409, "活动已取消", "The activity has been cancelled"),
    "activity_over": Kind(409, "活动已结束", "The activity is over"),
    "leave_not_asked": Kind(409, "没有请假申请", "Nobody has asked for leave"),
    "leave_answered": Kind(409, "请假申请已另有答复", "The application for leave was answered otherwise"),
    "leave_form": Kind(422, "请假须采用规定的形式：{forms}", "Leave is asked for in this form: {forms}"),
    "substitute_unrelated": Kind(
        422,
        "替代人选应来自同一选举单位或同一代表小组",
        "A substitute is of the same electing unit or group",
    ),
    "link_expired": Kind(410, "链接已过期", "The link has expired"),
    # attendance and opinions voiced
    "not_invited": Kind(403, "您未受邀参加该活动", "You are not invited to this activity"),
    "not_arrived": Kind(409, "尚未签到，不能签离", "There is no arrival to depart from"),
    "attended_already": Kind(409, "到会情况已登记", "The attendance has been recorded"),
    "attendance_too_early": Kind(
        409, "活动开始前 {hours} 小时起方可签到", "Attendance begins {hours} hours before the start"
    ),
    "attendance_closed": Kind(
        409,
        "活动签到已截止，请联系组织单位补登",
        "Attendance is closed: the organiser can still enter it",
    ),
    "attendance_settled": Kind(
        409,
        "活动结束已满 {days} 日，到会情况不能再更正",
        "More than {days} days after the closing the list is not corrected any more",
    ),
    "opinion_not_found": Kind(404, "没有该意见", "There is no such opinion"),
    "opinion_settled": Kind(
        409, "该意见已办结（{standing}）", "The opinion is {standing} and changes no more"
    ),
    "told_already": Kind(409, "已经告知发言人", "The speaker has been told already"),
    "inspection_request_not_found": Kind(404, "没有该视察要求", "There is no such request"),
    "inspection_arranged": Kind(409, "已作出安排", "It has been arranged already"),
    "inspection_elsewhere": Kind(
        422,
        "应为同一人大常委会组织的持证视察",
        "It must be an inspection with the card that the same committee holds",
    ),
    "job_not_found": Kind(404, "没有该任务", "There is no such job"),
    # appointments, contacts, reception days, groups
    "appointment_not_found": Kind(404, "没有该约见", "There is no such appointment"),
    "appointment_state": Kind(409, "约见的状态（{state}）不允许此操作", "The appointment is {state}"),
    "appointment_ahead": Kind(409, "约见尚未开始", "The appointment has not begun"),
    "no_mandate_there": Kind(422, "您不是该级人民代表大会的现任代表", "You hold no mandate of that congress"),
    "time_not_wished": Kind(
        409,
        "不在代表希望的时间之内，请先提出时间建议",
        "The deputy has not wished for this time: propose it first",
    ),
    "proposal_past": Kind(409, "建议的时间已过", "The time proposed has passed"),
    "contact_not_found": Kind(404, "没有该联系记录", "There is no such contact"),
    "contact_exists": Kind(
        409, "该联系已登记，内容不同", "This contact is entered already, with another content"
    ),
    "contact_void": Kind(409, "该联系记录已作废", "The contact was voided"),
    "contact_elsewhere": Kind(
        422, "该代表与常委会所在行政区域无关", "The deputy has nothing to do with the committee's division"
    ),
    "topic_not_listed": Kind(422, "联系内容应为：{topics}", "Topics of contact are: {topics}"),
    "view_not_found": Kind(404, "没有该条意见", "There is no such view"),
    "fed_back_already": Kind(409, "该条意见已反馈", "The deputy has been told already"),
    "not_reception_day": Kind(
        422, "按规定当日不是接待日，下一个接待日是 {next}", "No rule names this day; the next one is {next}"
    ),
    "reception_not_arranged": Kind(404, "该接待日尚未安排", "Nothing is arranged of this day yet"),
    "reception_over": Kind(409, "接待日已过", "The reception day is over"),
    "reception_ahead": Kind(409, "接待日尚未到来", "The reception day has not come yet"),
    "leader_office": Kind(422, "接待人应为：{offices}", "Who receives must be one of: {offices}"),
    "places_booked": Kind(409, "已有人预约，不能减少到此数", "More have booked than there would be places"),
    "reception_not_open": Kind(403, "该接待日不对您开放预约", "The reception day is not open to you"),
    "slot_past": Kind(409, "该时段已过", "The slot has passed"),
    "booked_already": Kind(409, "您已预约该接待日", "You have booked for this day already"),
    "reception_full": Kind(409, "该时段已约满", "The slot is full"),
    "booking_not_found": Kind(404, "没有该预约", "There is no such booking"),
    "conversation_not_found": Kind(404, "没有该谈话记录", "There is no such conversation"),
    "not_leader": Kind(403, "只有组长、副组长可以制订计划", "Only the group's leaders write its plan"),
    "wish_not_found": Kind(404, "没有该项意愿", "There is no such wish"),
    "vote_closed": Kind(409, "表态已经结束", "The vote has closed"),
    "not_yours": Kind(403, "这是他人的事项", "This is somebody else's"),
    # opinions and suggestions
    "case_not_found": Kind(404, "没有该事项", "There is no such case"),
    "unit_inactive": Kind(409, "该承办单位已停用", "The handling unit takes nothing new"),
    "opinion_not_sorted": Kind(
        409,
        "请先按规定判明意见的情形",
        "State first what the matter is: the rule asks for it",
    ),
    "way_other": Kind(409, "按规定应当：{acts}", "The rule asks for another step: {acts_en}"),
    "way_through": Kind(403, "按规定由{by}办理", "By the rule this is done by: {by_en}"),
    "photo_invalid": Kind(422, "不是完整的 JPEG 或 PNG 图片，或者过大", "No whole JPEG or PNG, or too large"),
    "photo_not_sent": Kind(409, "图片尚未上传", "The picture has not come yet"),
    "photo_not_found": Kind(404, "没有该图片", "There is no such picture"),
    "receipt_wrong": Kind(404, "回执号或查询码不正确", "The receipt number or its secret is wrong"),
    "unit_elsewhere": Kind(
        422, "该承办单位与本级人大的行政区域无关", "The unit has nothing to do with the congress's division"
    ),
    "asked_already": Kind(409, "已邀请该代表联名", "The deputy is asked already, or drafted it"),
    "not_asked": Kind(403, "未邀请您联名", "You are not asked to sign"),
    "signed_already": Kind(409, "您已联名", "You have signed already"),
    "lead_missing": Kind(422, "至少须有一个主办单位", "At least one unit must lead"),
    "not_lead": Kind(403, "由主办单位答复代表", "The units that lead reply to the deputy"),
    "lead_replies": Kind(409, "主办单位直接答复代表", "A unit that leads replies to the deputy itself"),
    "joined_already": Kind(409, "您已提出或者加入过这件意见", "You brought or joined this opinion already"),
    "rated_already": Kind(409, "本轮办理已评价", "The round has been rated already"),
    "round_owed": Kind(
        409, "代表不满意，须重新办理", "The deputy is dissatisfied: it is to be handled again"
    ),
    "rating_awaited": Kind(
        409, "代表的评价期限（至{until}）未满", "The deputy may rate until {until}: wait for that"
    ),
    "promise_not_found": Kind(404, "该单位没有作出承诺", "The unit has promised nothing"),
    "promise_state": Kind(409, "承诺的状态（{state}）不允许此操作", "The promise is {state}"),
    "postponement_not_asked": Kind(409, "没有待答复的改期申请", "No other day was asked for"),
    "publication_state": Kind(409, "公开的状态（{state}）不允许此操作", "The publication is {state}"),
    "not_published": Kind(404, "没有公开的建议", "No such suggestion is public"),
    "suggestion_barred": Kind(
        422, "该事项依照规定不作为代表建议提出", "The rules do not let this be made a suggestion"
    ),
    "opinion_elsewhere": Kind(
        422, "该意见不属于该人民代表大会的区域", "The opinion was brought outside the congress's area"
    ),
    "linked_already": Kind(409, "已与该建议关联", "They are linked already"),
    "reply_awaited": Kind(409, "由该意见转化的建议尚无新的答复", "The suggestion it led to has no new reply"),
    "stands_for_others": Kind(
        409,
        "他人的建议与该件合并办理，须先分开",
        "It is handled for other deputies' suggestions too: these are taken out first",
    ),
    "shown_already": Kind(
        409, "该单位已收到草稿，尚未反馈", "The unit is shown the draft already, and has yet to answer"
    ),
    "talk_not_found": Kind(404, "没有与该单位对接", "The unit is not shown this draft"),
    "talk_missing": Kind(
        422, "依照规定，提出建议前应当先与有关单位对接", "By the rules a draft is first shown to units"
    ),
    "several_matters": Kind(
        422,
        "一件建议只写一事，请确认后提交",
        "A suggestion is of one matter: confirm that it is (one_matter)",
    ),
    "suggestion_incomplete": Kind(422, "缺少法规要求的内容", "Something that the rules want is not there"),
    "key_already": Kind(409, "已列为重点督办", "It is under key supervision already"),
    "not_key": Kind(409, "未列为重点督办", "It is not under key supervision"),
    "key_not_foreseen": Kind(
        409, "依照规定，该级人大不确定重点督办建议", "No rule lets key suggestions be chosen there"
    ),
    "not_supervisor": Kind(
        422, "依照规定，督办由{bodies}进行", "By the rules the handling is supervised by: {bodies_en}"
    ),
    "unit_active": Kind(
        409, "该承办单位仍在使用，请先停用", "The unit can still be given cases: make it inactive first"
    ),
    "deputy_suspended": Kind(
        409, "暂时停止执行代表职务期间不能进行此操作", "Not while executing the deputy's duty is suspended"
    ),
    "deputy_serves": Kind(
        409, "该代表仍在执行代表职务，无须更换", "The deputy exercises the mandate: no successor is needed"
    ),
    "escalated_already": Kind(409, "本轮办理已提请上级处理", "It was brought before those above this round"),
    "template_not_found": Kind(404, "没有该模板", "There is no such template"),
    "template_unfilled": Kind(
        409, "模板无法填写：{name}", "The template cannot be filled for this opinion: {name}"
    ),
    "span_too_long": Kind(422, "一次最多查询 {most} 个月", "At most {most} months at once"),
    "too_many_rows": Kind(
        422,
        "超过 {most} 行，请缩小范围或者按月导出",
        "There are over {most} rows: choose a narrower scope, or a month",
    ),
    "handler_unfit": Kind(
        422,
        "应由该常委会的工作人员办理，且与被反映的单位、报告人无关",
        "It is for somebody of the committee's own staff who has nothing to do with unit or reporter",
    ),
    "case_state": Kind(409, "事项当前的状态（{state}）不允许此操作", "The case is {state}"),
    # consultations, stations and filings
    "consultation_not_found": Kind(404, "没有该征求意见", "There is no such consultation"),
    "consultation_state": Kind(409, "征求意见的状态（{state}）不允许此操作", "The consultation is {state}"),
    "consultation_over": Kind(409, "征求意见没有开放或者已经截止", "No comments are taken now"),
    "consultation_running": Kind(
        409, "征求意见至 {until} 截止，此后方可汇总", "Comments are taken until {until}: sum up after that"
    ),
    "occasion_not_named": Kind(
        409, "该征求意见没有对应的审议、制定事项", "The consultation is for no occasion with a day"
    ),
    "comment_not_found": Kind(404, "没有该条意见", "There is no such comment"),
    "public_item_not_named": Kind(422, "当地法规没有要求公示该项", "No rule there wants this public"),
    "public_item_not_shown": Kind(404, "该项没有公示", "The station has not made this public"),
    "not_contact_point": Kind(
        409, "该站没有登记为基层立法联系点", "The station is not registered as a legislative contact point"
    ),
    "filing_not_found": Kind(404, "没有该备案报告", "There is no such filing"),
    "filing_not_asked": Kind(
        422, "没有法规要求 {division} 上报进站情况", "No rule has {division} report its placements"
    ),
    "filing_answered": Kind(409, "该备案报告已处理（{state}）", "The filing is {state} already"),
    # bulletins and documents
    "document_not_found": Kind(404, "没有该资料", "There is no such document"),
    "document_state": Kind(409, "资料的状态（{state}）不允许此操作", "The document is {state}"),
    "document_version_not_found": Kind(404, "没有该版本", "There is no such version"),
    "document_version_old": Kind(
        409,
        "已发布第 {number} 版，只能发布其后的版本",
        "Version {number} is published: only a later one may be",
    ),
    "audience_partial": Kind(
        422,
        "法规要求通报的事项须发送本级全体代表",
        "What a rule wants told goes to all deputies of the congress",
    ),
    "document_not_sent": Kind(409, "文件尚未上传", "The file has not arrived"),
    "audience_elsewhere": Kind(
        422,
        "发送范围（{scope}）超出发布机关的地区",
        "The audience ({scope}) lies outside the issuer's division",
    ),
    # drafts
    "pack_invalid": Kind(422, "规则包有误，不能试算", "The rule pack is faulty and cannot be tried"),
    "draft_not_found": Kind(404, "没有草案 {draft}", "There is no draft {draft}"),
    "draft_elsewhere": Kind(
        422, "该草案只适用于 {division}，与所选范围无关", "The draft holds in {division} only, not here"
    ),
    "what_if_too_large": Kind(
        422,
        "规则与期间过多（上限 {most}），请指定一条规则或缩短期间",
        "More than {most} rules and periods: name one rule or ask for a shorter time",
    ),
    "day_out_of_range": Kind(422, "日期超出允许范围", "The day lies outside what is allowed"),
    # standing
    "scheme_not_found": Kind(
        404,
        "没有生效的联络站考核办法 {scheme}",
        "There is no scheme {scheme} in force that assesses stations",
    ),
    "scheme_without_metrics": Kind(
        422, "该规则包没有对联络站的考核指标", "The rule pack has no metrics that assess stations"
    ),
    "scheme_too_large": Kind(422, "考核指标过多（上限 {most}）", "The scheme has more than {most} metrics"),
    "rule_not_found": Kind(404, "没有规定 {rule}", "There is no rule {rule}"),
    "rule_not_stated": Kind(
        422,
        "该规定不以说明证明；分项的规定须逐项说明",
        "This is not shown by a statement; of a rule in parts each part is stated by itself",
    ),
    "rule_binds_others": Kind(422, "该规定不约束该对象", "The rule does not bind this subject"),
    "rule_not_in_force": Kind(422, "该规定当日在该地不适用", "The rule is not in force there on that day"),
    "evidence_not_named": Kind(
        422, "佐证须为该规定所列：{words}", "Name as evidence what the rule says shows it: {words}"
    ),
    "rule_not_listed": Kind(
        422,
        "该规定没有名单：它不按次数或数量考核，或所要求的事项尚未记录",
        "This rule has no list: nothing is counted or measured by it, or nothing here records what it asks",
    ),
    # notifications
    "no_email_here": Kind(409, "本省未开通邮件通知", "This province sends no e-mail"),
    "confirmation_wrong": Kind(
        403, "验证码不正确或已失效，请重新获取", "The code is wrong or no longer valid: ask for another"
    ),
    "notices_mandatory": Kind(
        422, "“{name}”类通知不能关闭或并入摘要", '"{name_en}" cannot be switched off or left to the digest'
    ),
    # hand-overs and their clocks
    "handover_not_found": Kind(404, "没有交给该单位办理", "It was not handed over to this unit"),
    "already_handed_over": Kind(409, "已交该单位办理", "It was handed over to this unit before"),
    "handover_state": Kind(409, "交办的状态（{state}）不允许此操作", "The hand-over is {state}"),
    "extension_not_asked": Kind(409, "没有待答复的延期申请", "No extension waits for an answer"),
    "urged_lately": Kind(
        409, "最近已催办过，{until}后可以再次催办", "It was urged lately: it may be again after {until}"
    ),
    "extension_refused": Kind(
        409, "规则不允许这样延期（{why}）", "The rule does not allow this extension ({why})"
    ),
}


def document(refusal: Refusal, language: str, instance: str) -> tuple[int, dict[str, Any]]:
    """The status and the problem document of a refusal. An unknown code is a fault of ours: 500."""
    code = refusal.code if refusal.code in KINDS else "internal_error"
    kind = KINDS[code]
    chinese = language != ENGLISH
    body: dict[str, Any] = {
        "type": f"urn:lianluo:problem:{code}",
        "title": (kind.zh if chinese else kind.en).format_map(_Params(refusal.params)),
        "status": kind.status,
        "code": code,
        "instance": f"urn:lianluo:request:{instance}",
    }
    if refusal.errors:
        body["errors"] = [
            {"field": item.field, "message": item.zh if chinese else item.en} for item in refusal.errors
        ]
    if refusal.basis is not None:
        body["basis"] = {"instrument": refusal.basis.instrument, "article": refusal.basis.article}
    return kind.status, body


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def as_text(document_: dict[str, Any]) -> str:
    """The document as it is sent: Chinese as itself."""
    return json.dumps(document_, ensure_ascii=False, separators=(",", ":"))
