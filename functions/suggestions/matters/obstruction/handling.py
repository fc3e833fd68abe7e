"""Reports of obstruction: made by a deputy, looked into by somebody of the committee, decided on.

What is found true becomes a record of the unit on the day it happened, which names nobody: from it the rules
conclude what follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.acting import Act, is_of_office, office_role, raised_by, tell
from functions.suggestions.matters.obstruction import ruling
from functions.suggestions.matters.obstruction.report import (
    KIND,
    OFFICE,
    REPORTER,
    Finding,
    Happened,
    Report,
    Wrong,
    then,
)
from functions.suggestions.registry import registered_unit
from functions.suggestions.tables import SuggestionItem
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role
from shared.store import correcting, engine, records
from shared.store.corrections import Action, Correction, Target
from shared.store.envelopes import value_of
from shared.store.inbox import post
from shared.store.records import RecordItem
from shared.store.registry import DEPUTY, ROLE, RegistryItem, person_key
from shared.store.writing import Write, put

LONGEST_AGO = timedelta(days=3 * 366)
"""How long ago what is reported may have been. No regulation says so."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report as it stands, and its item."""

    item: SuggestionItem
    report: Report


def make(fields: Mapping[str, Any], caller: Caller, id_: str, mark: str | None, now: datetime) -> Report:
    """The report of a deputy, also of one whose mandate rests or has ended: retaliation comes afterwards. The
    committee of the own congress looks into it, or of a division above it. Raises ``deputy_not_found``,
    ``no_mandate_there``, ``unit_not_found``, ``invalid_request``. Two calls, three where a unit is named.
    """
    congress, day = fields["congress"], fields["happened_on"]
    receiver = fields["receiver"] or congress
    if not congress.startswith(receiver):
        raise invalid("body.receiver", "应为本级或者上级", "must be the congress's division or one above it")
    if not legal_day(now) - LONGEST_AGO <= day <= legal_day(now):
        raise invalid(
            "body.happened_on", "应在今天或之前三年内", "not after today, nor more than three years back"
        )
    if fields["unit"] is None and fields["against"] is None:
        raise invalid("body.unit", "请写明是哪个单位或者什么人", "say which unit, or who")
    deputy = _deputy(caller.person, congress, legal_day(now))
    unit = None if fields["unit"] is None else registered_unit(fields["unit"])
    report = Report(
        id_,
        congress,
        receiver,
        deputy.id,
        deputy.name,
        Wrong(fields["wrong"]),
        fields["text"],
        day,
        now,
        unit=None if unit is None else unit.id,
        unit_name=None if unit is None else unit.name,
        unit_division=None if unit is None else unit.division,
        against=fields["against"],
    )
    told = tell(report, "report", _office(report), NoticeKind.REPORT_RECEIVED, now)
    entry = Entry(Happened.REPORTED, REPORTER, now)
    own = raised_by(KIND, deputy.id, report)
    return cases.create(KIND, report, entry, shown, mark, own, told)


def load(report: str) -> Found:
    """The report as it stands; raises ``case_not_found``. One call."""
    item = cases.load(report, consistent=True)
    return Found(item, value_of(item, Report))


def sees(caller: Caller, report: Report) -> bool:
    """Whether the caller works for the very committee that looks into it, and not for the unit accused."""
    accused = report.unit is not None and caller.reaches({Role.UNIT_STAFF}, report.unit)
    return is_of_office(caller, report.receiver) and not accused


def in_office(report: str, act: Act) -> Found:
    """The report to those of the committee; to all others it is not there. One call."""
    found = load(report)
    if not sees(act.caller, found.report):
        raise Refusal("case_not_found")
    act.require(found.item)
    return found


def assign(found: Found, handler: str | None, act: Act) -> Report:
    """Somebody of the committee's own staff looks into it: from now on they know who reported. The deputy and
    the handler are told. Raises ``handler_unfit``. Three calls."""
    report, by = found.report, act.caller.person
    person = handler or by
    _require_fit(report, person)
    kind = NoticeKind.REPORT_ASSIGNED
    told = [tell(report, "report", one, kind, act.now) for one in {report.deputy, person} - {by}]
    entry = Entry(Happened.ASSIGNED, by, act.now, data={"handler": person})
    after, entry = then(report, entry, handler=person)
    return _save(found, after, entry, *told)


def add(found: Found, text: str, act: Act) -> Report:
    """The handler asks, or the deputy adds; the other side is told. Two calls."""
    report, by = found.report, act.caller.person
    own = by == report.deputy
    if not own:
        _require_handler(report, by)
    to = (report.handler or _office(report)) if own else report.deputy
    entry = Entry(Happened.ADDED, REPORTER if own else OFFICE, act.now, data={"text": text})
    after, entry = then(report, entry)
    return _save(found, after, entry, tell(report, "report", to, NoticeKind.REPORT_WORDS, act.now))


def decide(found: Found, true: bool, wrong: Wrong | None, marks: list[str], text: str, act: Act) -> Report:
    """What the handler found, and what was done about it. Found true of a registered unit, it becomes the
    unit's record. The deputy is told. Raises ``not_yours``, ``invalid_request``, ``case_state``. Two calls.
    """
    report, by = found.report, act.caller.person
    _require_handler(report, by)
    if not true:
        finding = Finding(False, text, legal_day(act.now))
    else:
        what = wrong or report.wrong
        ruling.require_marks(ruling.book_of(report), what, marks)
        reference = None if report.unit is None else _reference(report)
        marked = tuple(dict.fromkeys(marks))
        finding = Finding(True, text, legal_day(act.now), what, marked, reference)
    entry = Entry(Happened.DECIDED, by, act.now, data={"true": true, "text": text})
    after, entry = then(report, entry, finding=finding)
    told = tell(report, "report", report.deputy, NoticeKind.REPORT_DECIDED, act.now)
    return _save(found, after, entry, told, *_recorded(report, finding))


def reopen(found: Found, reason: str, act: Act) -> Report:
    """The committee looks into it again; the unit's record counts no longer, and is kept. The deputy is told.
    Two calls."""
    report, by = found.report, act.caller.person
    entry = Entry(Happened.REOPENED, by, act.now, reason)
    after, entry = then(report, entry)
    told = tell(report, "report", report.deputy, NoticeKind.REPORT_REOPENED, act.now)
    return _save(found, after, entry, told, *_voided(report, reason, by, act.now))


def shown(report: Report) -> dict[str, Any]:
    """What lists show of it: nothing of who reported."""
    told = {
        "id": report.id,
        "receiver": report.receiver,
        "wrong": report.wrong.value,
        "unit": report.unit,
        "unit_name": report.unit_name,
        "happened_on": str(report.happened_on),
        "opened_at": report.opened_at.isoformat(),
        "state": report.state.value,
        "handler": report.handler,
        "true": None if report.finding is None else report.finding.true,
    }
    return {name: value for name, value in told.items() if value is not None}


def _save(found: Found, after: Report, entry: Entry, *others: Write) -> Report:
    return cases.change(KIND, found.item, after, [entry], shown, *others)


def _office(report: Report) -> str:
    return post(office_role(report.receiver), report.receiver)


def _deputy(person: str, congress: str, today: date) -> Deputy:
    item = engine.get(RegistryItem, person_key(person), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    deputy = value_of(item, Deputy)
    if not any(one.division == congress and one.begins <= today for one in deputy.mandates):
        raise Refusal("no_mandate_there")
    return deputy


def _require_handler(report: Report, person: str) -> None:
    if report.handler != person:
        raise Refusal("not_yours")


def _require_fit(report: Report, person: str) -> None:
    """Of the committee's staff, not of the unit accused, and not who reported. One call."""
    holds = f"{ROLE}{office_role(report.receiver)}#{report.receiver}"
    accused = f"{ROLE}{Role.UNIT_STAFF}#{report.unit}"
    keys = [(person_key(person), sort) for sort in (holds, accused)]
    found = {item.sk for item in engine.get_many(RegistryItem, keys, consistent=True)}
    if holds not in found or accused in found or person == report.deputy:
        raise Refusal("handler_unfit")


def _reference(report: Report) -> str:
    return report.id if report.round == 1 else f"{report.id}.{report.round}"


def _recorded(report: Report, finding: Finding) -> list[Write]:
    """The unit's record: its wrong, its marks, the report's number; nothing of who reported."""
    if finding.reference is None or report.unit is None or finding.wrong is None:
        return []
    item = records.item(
        records.unit_key(report.unit),
        report.happened_on,
        finding.wrong,
        finding.reference,
        body={"decided_on": str(finding.on)},
        marks=finding.marks,
    )
    return [put(item, RecordItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))]


def _voided(report: Report, reason: str, by: str, now: datetime) -> list[Write]:
    finding = report.finding
    if finding is None or finding.reference is None or report.unit is None or finding.wrong is None:
        return []
    target = Target(records.unit_key(report.unit), report.happened_on, finding.wrong, finding.reference)
    record = records.record_id(report.unit, report.happened_on, finding.reference)
    name = derived_id("c", report.id, str(report.round))[:11]
    correction = Correction(f"{record}.{name}", record, Action.VOID, reason, by, now)
    return correcting.writes(correction, target)
