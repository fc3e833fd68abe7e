"""What becomes of a reply that plans something; many handed over at once; a draft shown to units."""

from tests.faults.gauntlet import Gauntlet
from tests.gateway import someone
from tests.suggestions.desk.test_batches import ANSWERS, FEEDBACKS, HANDOVERS, batch, brought, statuses, to
from tests.suggestions.desk.test_batches import of as named
from tests.suggestions.opinions.street import Street
from tests.suggestions.promises.replies import CONTENT, promised, step
from tests.suggestions.promises.test_promises import FULFILLED, LATER, rate
from tests.suggestions.suggestions.congress import CIVIL, OFFICE, SHENZHEN, TRAFFIC, Congress, of
from tests.suggestions.suggestions.test_matching import OURS, advise, show


def test_a_promise_comes_through(congress: Congress, gauntlet: Gauntlet) -> None:
    gauntlet.off = True
    deputy = congress.deputy()
    found = promised(congress, deputy)
    gauntlet.off = False
    congress.later(days=1)
    found = step(congress, found, "promise/postponement", LATER)
    congress.later(days=1)
    granted = {"granted": True}
    found = congress.step(found, f"promises/{CIVIL}/postponement", granted, by=OFFICE)
    congress.later(days=1)
    found = step(congress, found, "promise/fulfilment", FULFILLED)
    congress.later(days=1)
    rate(congress, found, CONTENT, by=of(deputy))
    assert gauntlet.tally.requests == 4


def test_suggestions_handed_over_at_once_come_through(congress: Congress, gauntlet: Gauntlet) -> None:
    gauntlet.off = True
    found = [congress.accepted(congress.deputy(name=name)) for name in ("李国庆", "王晓梅")]
    gauntlet.off = False
    lead = [{"unit": TRAFFIC, "share": "lead"}]
    items = [{"suggestion": one["id"], "version": one["version"], "units": lead} for one in found]
    assert statuses(congress.send("POST", "/v1/suggestions/handovers", {"items": items})) == ["done"] * 2
    assert gauntlet.tally.requests == 1


def test_opinions_handled_at_once_come_through(street: Street, gauntlet: Gauntlet) -> None:
    gauntlet.off = True
    handed, answered = brought(street, 2), brought(street, 2, answerable="true")
    unit = street.unit()
    gauntlet.off = False
    assert statuses(batch(street, HANDOVERS, [to(unit, one) for one in handed])) == ["done"] * 2
    plain = {"text": "已报修"}
    assert statuses(batch(street, ANSWERS, [named(one) for one in answered], **plain)) == ["done"] * 2
    gauntlet.off = True
    for one in handed:
        assert street.by_unit(unit, one, "result", {"text": "已修复"}).status == 200
    gauntlet.off = False
    street.later(minutes=1)
    done = batch(street, FEEDBACKS, [named(one, 4) for one in handed], text="路灯已修复。")
    assert statuses(done) == ["done"] * 2
    assert gauntlet.tally.requests == 3


def test_a_draft_shown_to_a_unit_comes_through(congress: Congress, gauntlet: Gauntlet) -> None:
    congress.adopt("shenzhen:2026-01-01")
    unit = congress.unit(SHENZHEN, "市规划局")
    staff = someone(f"unit_staff:{unit}", person="pp1anstaff00000000000")
    deputy = congress.deputy(SHENZHEN)
    found = show(congress, congress.draft(deputy), deputy, unit, note="有无安排？")
    assert advise(congress, unit, found, OURS, by=staff, version=found["version"]).status == 200
    path = f"/v1/suggestions/{found['id']}"
    found = congress.done("GET", path, by=of(deputy))
    changed = {"text": "新建小区没有社区养老用房，建议纳入规划条件，并写明适用的小区范围。"}
    found = congress.done("PATCH", path, changed, by=of(deputy), version=found["version"])
    congress.later(days=1)
    congress.step(found, f"talks/{unit}/ending", {}, by=of(deputy))
    assert gauntlet.tally.requests >= 5
