"""What the link in an invitation opens: a page to answer by, without an application and without signing in.

The token stands in the link's fragment, which no browser sends with a request for the page. The page's one
script reads it, shows the invitation and sends the answer; the policy allows this script, by its digest, to
talk to this API, and nothing else.
"""

import base64
import hashlib

from shared.web.pages import document, policy

_CSS = """
body { margin: 0; color: #222; background: #f6f6f4; line-height: 1.6;
  font-family: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 34em; margin: 0 auto; padding: 1.5em }
h1 { margin: 0 0 .3em; font-size: 1.5em }
textarea { box-sizing: border-box; width: 100%; min-height: 4em; font: inherit }
button { margin: 1em .6em 0 0; padding: .6em 1.4em; font: inherit; border: 1px solid #b3171b; color: #b3171b;
  background: #fff; border-radius: .4em }
button.main { color: #fff; background: #b3171b }
[hidden] { display: none }
"""

_SCRIPT = """
"use strict";
const address = "v1/invitations/" + encodeURIComponent(location.hash.slice(1));
const at = id => document.getElementById(id);
const states = { invited: "请答复", accepted: "您已答复参加", waiting: "名额已满，您在候补名单中",
  declined: "您已答复不参加", on_leave: "已准假" };
const time = new Intl.DateTimeFormat("zh-CN", { dateStyle: "full", timeStyle: "short",
  timeZone: "Asia/Shanghai" });
function show(told) {
  at("title").textContent = told.title;
  at("name").textContent = told.name;
  at("time").textContent = time.format(new Date(told.starts)) + " 至 " + time.format(new Date(told.ends));
  at("place").textContent = told.place || "";
  at("until").textContent = time.format(new Date(told.answer_until));
  let state = told.leave_asked ? "您已请假，等待批准" : states[told.state];
  if (told.position) state += "，第 " + told.position + " 位";
  at("state").textContent = state;
  at("answer").hidden = false;
}
async function call(method, body) {
  at("trouble").textContent = "";
  const request = { method, headers: { "Accept-Language": "zh-CN" } };
  if (body) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(address, request);
    const told = await response.json();
    if (response.ok) show(told);
    else at("trouble").textContent = told.errors && told.errors.length ? told.errors[0].message : told.title;
  } catch (error) {
    at("trouble").textContent = "网络不通，请稍后再试";
  }
}
for (const answer of ["accept", "decline", "leave"])
  at(answer).addEventListener("click", () => {
    const reason = at("reason").value.trim();
    call("PUT", reason && answer !== "accept" ? { answer, reason } : { answer });
  });
call("GET");
"""

_BODY = f"""<h1 id="title">活动邀请</h1>
<p id="trouble" role="alert"></p>
<div id="answer" hidden>
<p><span id="name"></span>代表，您好。</p>
<p id="time"></p>
<p id="place"></p>
<p>请在 <span id="until"></span> 前答复。</p>
<p><strong id="state" aria-live="polite"></strong></p>
<label for="reason">不参加或者请假的原因</label>
<textarea id="reason" maxlength="200"></textarea>
<button type="button" class="main" id="accept">参加</button>
<button type="button" id="decline">不参加</button>
<button type="button" id="leave">请假</button>
</div>
<noscript><p>请启用 JavaScript，或者在“联络”应用中答复。</p></noscript>
<script>{_SCRIPT}</script>"""

_DIGEST = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
POLICY = f"{policy(_CSS)}; script-src 'sha256-{_DIGEST}'; connect-src 'self'"
"""Content-Security-Policy to send with :func:`page`."""


def page() -> str:
    """The same for everybody."""
    return document("活动邀请", _CSS, _BODY)
