"""Whoever is at risk of leaving undone what a rule asks in a period is reminded, with the article, when a
third of the period is left and when a tenth is.

A run reads how far the rules are; for a rule whose moment has come it goes through the list of who is at
risk, page by page, and notes how far it is. A run that ends early is gone on with by the next; one that comes
late or twice finds nothing left, and what was told stands once: it is of the moment, not of the run. What
is over is reminded of by nobody.
"""

import json
import logging
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Protocol

from functions.standing.projection import store
from functions.standing.projection.subjects import is_listed
from functions.standing.reminding import progress, recipients
from functions.standing.reminding.moments import Moment, latest
from functions.standing.reminding.progress import Progress
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.divisions import NATION
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.regulations.rules import Part
from shared.regulations.verdicts import State
from shared.store import engine
from shared.store.inbox import notice
from shared.store.packs import packs
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
HOUR = time(8, tzinfo=SHANGHAI)
"""The lists are computed anew in the night; in the morning somebody can do something. No regulation names the
hour."""
RESERVE = 30_000
"""Milliseconds before the function's end at which the rest is left to the next run."""
_PAGE = 50


class Context(Protocol):
    """What Lambda tells of the time left."""

    def get_remaining_time_in_millis(self) -> int: ...


def run(now: datetime, context: Context) -> int:
    """Goes on with every reminder that is due; says how many entries it went through. One call where nothing
    is, none before eight; for each page one for the list, for those with entries one for those who answer for
    stations and groups, one for each notice and one for how far it is; that once more at the end."""
    today = legal_day(now)
    if now < datetime.combine(today, HOUR):
        return 0
    due = {part.id: (part, moment) for part in _asked(today) if (moment := latest(part, today)) is not None}
    moments = {rule: moment for rule, (_, moment) in due.items()}
    reached = progress.of(moments)
    noted = dict(reached)
    done = failed = 0
    for rule, (part, moment) in due.items():
        while not reached[rule].finished and context.get_remaining_time_in_millis() >= RESERVE:
            untold, number, reached[rule] = _page(part, moment, reached[rule])
            done, failed = done + number, failed + untold
            if number:
                progress.keep(moments, reached)
                noted = dict(reached)
    if reached != noted:
        progress.keep(moments, reached)
    return _done(done, failed)


def _done(entries: int, failed: int) -> int:
    logger.info(json.dumps({"reminded_of": entries, "failed": failed}))
    if failed:
        raise RuntimeError(f"{failed} of those at risk could not be reminded")
    return entries


def _asked(today: date) -> Iterator[Part]:
    """What is listed of the rules in force in the province."""
    province = setting(Setting.PROVINCE)
    for pack in packs().in_force(today):
        place = pack.instrument.division
        if place == NATION or place.startswith(province) or province.startswith(place):
            yield from filter(is_listed, pack.parts())


def _page(part: Part, moment: Moment, so_far: Progress) -> tuple[int, int, Progress]:
    """Reminds of the next entries of the list: how many failed, of how many, and how far it is then. Raises
    the ``Refusal`` of what can be tried again."""
    found = store.page(
        part.id,
        moment.period,
        setting(Setting.PROVINCE),
        State.AT_RISK,
        limit=_PAGE,
        cursor=so_far.cursor,
    )
    answering, failed = recipients.of(found.items), 0
    for entry in found.items:
        try:
            for person in answering(entry):
                _tell(person, entry, part, moment)
        except Exception as error:
            if isinstance(error, Refusal) and error.retry_after is not None:
                raise
            logger.exception(json.dumps({"not_reminded": entry["subject"], "rule": part.id}))
            failed += 1
    return failed, len(found.items), Progress(found.next, found.next is None)


def _tell(recipient: str, entry: dict[str, Any], part: Part, moment: Moment) -> None:
    """One notice for a subject, rule and moment, however many mandates or others the rule is owed with."""
    data = {
        "says": part.says,
        "says_en": part.says_en,
        "instrument": part.instrument,
        "article": part.article,
        **({"due": entry["due"]} if entry["due"] else {}),
        **({} if recipient == entry["subject"] else {"name": entry["name"]}),
        **({} if entry["with_"] else _counts(entry)),
    }
    about, cause = f"{entry['kind']}_standing:{entry['subject']}", f"{part.id} {moment.period} {moment.day}"
    at = datetime.combine(moment.day, HOUR)
    engine.insert(notice(recipient, NoticeKind.STANDING_DUE_SOON, about, at, data, cause=cause))


def _counts(entry: dict[str, Any]) -> dict[str, str]:
    return {name: str(int(entry[name])) for name in ("required", "counted", "remaining")}
