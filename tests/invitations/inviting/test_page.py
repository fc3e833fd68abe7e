"""The page that the link in an invitation opens."""

import base64
import hashlib
import json
import re
import shutil
import subprocess

import pytest

from functions.invitations.inviting.page import page
from tests.invitations.committee import Committee


def _script(html: str) -> str:
    found = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_everybody_gets_the_page_and_its_policy_allows_its_own_script_only(committee: Committee) -> None:
    answer = committee.send("GET", "/i", by=None)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    digest = base64.b64encode(hashlib.sha256(_script(answer.text).encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{digest}'"
    assert rules["connect-src"] == "'self'"
    assert not re.search(r"\son\w+=|javascript:|src=", answer.text), "nothing that the policy would stop"


def test_every_element_that_the_script_looks_for_is_there_and_texts_are_set_as_text() -> None:
    html = page()
    script = _script(html)
    wanted = set(re.findall(r'at\("(\w+)"\)', script)) | {"accept", "decline", "leave"}
    assert wanted == set(re.findall(r'id="(\w+)"', html))
    assert "innerHTML" not in script


_BROWSER = """
const elements = {};
globalThis.document = { getElementById: id => elements[id] ??= { value: "", hidden: id === "answer",
  addEventListener(_, run) { this.click = run; } } };
globalThis.location = { hash: "#a1.p1.mac" };
const sent = [];
globalThis.fetch = async (url, request) => {
  sent.push([request.method, url, request.body ?? null]);
  const refused = request.method === "PUT" && !request.body.includes("reason");
  const told = { name: "王**", title: "<b>会议</b>", starts: "2026-11-23T09:00:00+08:00",
    ends: "2026-11-23T11:00:00+08:00", answer_until: "2026-11-22T18:00:00+08:00", place: null,
    state: request.method === "PUT" ? "declined" : "invited", leave_asked: false, position: null };
  return { ok: !refused, json: async () => refused ? { title: "请求内容不符合要求",
    errors: [{ message: "请说明原因" }] } : told };
};
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript engine on this machine")
def test_the_script_shows_the_invitation_and_sends_the_answer() -> None:
    ends = """
const wait = () => new Promise(done => setTimeout(done, 5));
await wait();
const before = { title: elements.title.textContent, state: elements.state.textContent,
  hidden: elements.answer.hidden };
elements.decline.click(); await wait();
const trouble = elements.trouble.textContent;
elements.reason.value = " 出差 "; elements.decline.click(); await wait();
console.log(JSON.stringify({ before, trouble, after: elements.state.textContent, sent }));
"""
    source = _BROWSER + _script(page()) + ends
    command = ["node", "--input-type=module", "--eval", source]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    seen = json.loads(done.stdout)
    address = "v1/invitations/a1.p1.mac"
    assert seen["before"] == {"title": "<b>会议</b>", "state": "请答复", "hidden": False}
    assert seen["trouble"] == "请说明原因"
    assert seen["after"] == "您已答复不参加"
    assert seen["sent"] == [
        ["GET", address, None],
        ["PUT", address, '{"answer":"decline"}'],
        ["PUT", address, '{"answer":"decline","reason":"出差"}'],
    ]
