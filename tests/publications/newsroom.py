"""Those who publish, and those who read: the committees of :mod:`tests.invitations.committee`, and units, who
send requests to the publications service. Jobs are handed to its worker as the table's stream would."""

from datetime import date
from typing import Any

from functions.publications.app import app
from functions.publications.tables import PublicationItem
from functions.publications.workers.work import work
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.units import store as units
from shared.domain.deputies import Deputy
from shared.domain.roles import Caller, Role
from shared.domain.units import Unit
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.jobs import JOB, Job
from tests.gateway import Query, Response, call, someone
from tests.invitations.committee import STAFF, TIANJIN, TIANJIN_STAFF, Committee

CONFIRMED = "pvn1tstaff00000000000"


class Newsroom(Committee):
    """Sends requests to the publications service at ``now``."""

    def _act_as(self, function: str) -> None:
        super()._act_as(function.replace("Invitations", "Publications"))

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = TIANJIN_STAFF,
        version: int | None = None,
        key: str | None = None,
        query: Query | None = None,
        language: str = "zh-CN",
        accept: str = "application/json",
    ) -> Response:
        """One request; ``version`` goes into If-Match, ``key`` into Idempotency-Key."""
        headers = {"Accept-Language": language, "Accept": accept}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        return call(app, method, path, body=body, query=query, headers=headers, caller=by)

    # -- publications --------------------------------------------------------------------------------------

    def fields(self, division: str = TIANJIN, /, **fields: Any) -> dict[str, Any]:
        """The body that drafts the priorities of a division's standing committee for its deputies."""
        audience = {"scope": division, **fields.pop("audience", {})}
        return {
            "kind": "document",
            "title": "常委会2026年工作要点",
            "issuer": {"kind": "committee", "id": division},
            "issued_on": "2026-11-20",
            "items": [],
            "audience": audience,
            **fields,
        }

    def drafted(self, division: str = TIANJIN, /, *, by: Caller | None = None, **fields: Any) -> Any:
        """A draft without a version."""
        body = self.fields(division, **fields)
        return self.done("POST", "/v1/publications", body, by=by or STAFF[division])

    def worded(self, made: Any, text: str = "一、……", *, by: Caller | None = None, **fields: Any) -> int:
        """The number of a new version that consists of words."""
        path = f"/v1/publications/{made['id']}/versions"
        body = {"text": text, **fields}
        return int(self.done("POST", path, body, by=by or STAFF[made["issuer"]["division"]])["number"])

    def step(self, made: Any, to: str, body: object, *, by: Caller | None = None) -> Any:
        """The publication, as last answered, taken a step on: ``publishing``, ``withdrawal``."""
        path, by = f"/v1/publications/{made['id']}/{to}", by or STAFF[made["issuer"]["division"]]
        return self.done("POST", path, body, by=by, version=made["version"])

    def published(self, division: str = TIANJIN, /, *, by: Caller | None = None, **fields: Any) -> Any:
        """A publication of words, with its audience told."""
        made = self.drafted(division, by=by, **fields)
        after = self.step(made, "publishing", {"number": self.worded(made, by=by)}, by=by)
        self.work()
        return after

    def revised(self, made: Any, note: str = "补充第三部分") -> Any:
        """Another version of it published, with its readers told."""
        after = self.step(made, "publishing", {"number": self.worded(made, "二、……", note=note)})
        self.work()
        return after

    def readers(self, made: Any, **query: str | int) -> list[Any]:
        """Who was told, by those who issued it."""
        path = f"/v1/publications/{made['id']}/readers"
        return self.whole(path, by=STAFF[made["issuer"]["division"]], **query)

    def reach(self, made: Any) -> tuple[int, int, bool]:
        """How many were told and have read the published version, and whether some are still to be told."""
        path = f"/v1/publications/{made['id']}/reach"
        found = self.done("GET", path, by=STAFF[made["issuer"]["division"]])
        return found["told"], found["read"], found["telling"]

    def read(self, made: Any, by: Caller, number: int = 1) -> Any:
        """The caller confirms that they have read a version."""
        path = f"/v1/publications/{made['id']}/readers/me"
        return self.done("PUT", path, {"number": number}, by=by)

    # -- the worker ----------------------------------------------------------------------------------------

    def work(self) -> int:
        """Does every job that waits, as the stream would have it done, until none is left; says how many."""
        done = 0
        while waiting := [key for key in self._jobs() if not self._job(key).finished]:
            assert self.hand(*waiting) == {"batchItemFailures": []}
            done += len(waiting)
        return done

    def hand(self, *keys: str) -> dict[str, Any]:
        """Hands these jobs to the worker once."""
        records = [
            {"dynamodb": {"Keys": {"pk": {"S": key}}, "SequenceNumber": str(number)}}
            for number, key in enumerate(keys)
        ]
        self._act_as("PublicationsWorkFunction")
        try:
            return work({"Records": records}, None)
        finally:
            self._act_as("PublicationsFunction")

    def job_keys(self, kind: str) -> list[str]:
        """The jobs of a kind that were ever made."""
        return [key for key in self._jobs() if self._job(key).kind == kind]

    def restart(self) -> None:
        """Every job begins anew, as if the stream were replayed and the workers had kept nothing."""
        for key in self._jobs():
            item = engine.get(PublicationItem, key, JOB, consistent=True)
            assert item is not None
            plain = item.body.as_dict()  # type: ignore[no-untyped-call]
            for name in ("cursor", "done", "finished", "continued"):
                plain.pop(name, None)
            item.body = plain
            engine.put(item)

    def _jobs(self) -> list[str]:
        found = [item["pk"]["S"] for item in self.world.items("Publications") if item["sk"]["S"] == JOB]
        return sorted(found)

    def _job(self, key: str) -> Job:
        item = engine.get(PublicationItem, key, JOB, consistent=True)
        assert item is not None
        return value_of(item, Job)

    # -- the Registry --------------------------------------------------------------------------------------

    def unit(self, division: str, name: str = "市财政局") -> Unit:
        """Registers a handling unit."""
        made = Unit(f"u{next(self._numbers):020d}", division, name)
        engine.put(units.new_item(made))
        return made

    def staff(self, role: Role, scope: str, **fields: Any) -> Appointment:
        """Gives somebody a role."""
        fields = {"person": self.person(), "name": "张建民", "division": scope, **fields}
        made = Appointment(phone_mask="137****0000", role=role, scope=scope, since=date(2024, 1, 1), **fields)
        engine.put(appointments.item_of(made))
        return made


def of_unit(unit: Unit) -> Caller:
    """Somebody of the unit's staff, signed in."""
    return someone(f"unit_staff:{unit.id}", person=CONFIRMED)


def names(found: list[Any]) -> set[str]:
    """The persons of a list of readers."""
    return {entry["person"] for entry in found}


def ids(*deputies: Deputy) -> set[str]:
    """The ids of deputies."""
    return {deputy.id for deputy in deputies}
