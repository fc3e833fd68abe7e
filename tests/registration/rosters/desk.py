"""An office that uploads rosters: announces a file, sends it, lets S3's event come, reads the report."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus

import pytest

from functions.registration.app import app
from functions.registration.people import holdings
from functions.registration.rosters.kinds import Kind, R
from functions.registration.rosters.templates import write_csv
from functions.registration.signin.store import find_owner
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.workers.import_roster import import_roster
from shared.domain import clock
from shared.domain.clock import legal_day
from shared.domain.ids import derived_id
from shared.domain.roles import Caller, Grant
from shared.store import engine
from tests.aws import World
from tests.gateway import Response, call, someone
from tests.registration.office import NOW

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Context:
    """Lambda's context, with as much time as the test wants."""

    def __init__(self, seconds: float = 600) -> None:
        self.seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(self.seconds * 1000)


class Desk:
    """The office's view: ``by`` is who uploads, an administrator of Shangqiu unless said otherwise."""

    def __init__(self, world: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.bucket = world.names["UploadsBucket"]
        self._act_as = act_as
        self._monkeypatch = monkeypatch
        self.now = NOW
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.api()
        self.admin = self.appoint("admin:4114")

    def api(self) -> None:
        """This process is the API's function."""
        self._act_as("RegistrationFunction")
        self._monkeypatch.setenv("UPLOADS_BUCKET", self.bucket)

    def importer(self) -> None:
        """This process is the importing function."""
        self._act_as("ImportRosterFunction")
        self._monkeypatch.setenv("UPLOADS_BUCKET", self.bucket)

    def appoint(self, *grants: str) -> Caller:
        """Somebody who holds these roles, in the tables too."""
        who = someone(*grants, person=derived_id("p", *grants))
        for grant in who.grants:
            engine.put(appointments.item_of(self._appointment(who.person, grant)))
        return who

    def dismiss(self, who: Caller) -> None:
        """Takes every role away."""
        for grant in who.grants:
            engine.delete(appointments.item_of(self._appointment(who.person, grant)))

    def _appointment(self, person: str, grant: Grant) -> Appointment:
        return Appointment(
            person=person,
            name="李管理",
            phone_mask="139****0000",
            role=grant.role,
            scope=grant.scope,
            division=grant.scope,
            since=legal_day(NOW),
        )

    def ask(self, kind: str, by: Caller | None = None, filename: str = "名册.csv", **options: Any) -> Any:
        """Announces an upload and answers what comes back."""
        self.api()
        body = {"kind": kind, "filename": filename}
        answer = call(app, "POST", "/v1/rosters", body=body, caller=by or self.admin, **options)
        assert answer.status == 201, answer.text
        return answer.json

    def send(self, roster: str, data: bytes) -> dict[str, Any]:
        """Puts the file and answers the event that S3 makes of it."""
        key = f"rosters/{roster}"
        put = self.world.client("s3").put_object(Bucket=self.bucket, Key=key, Body=data)
        return event(key, put["ETag"].strip('"'), len(data), self.bucket)

    def arrive(self, happened: dict[str, Any], seconds: float = 600) -> None:
        """The event comes to the importing function, a second later."""
        self.now += timedelta(seconds=1)
        self.importer()
        try:
            import_roster(happened, Context(seconds))
        finally:
            self.api()

    def see(self, roster: str, by: Caller | None = None, language: str = "zh-CN") -> Response:
        """The report, as the API answers it."""
        headers = {"Accept-Language": language}
        return call(app, "GET", f"/v1/rosters/{roster}", headers=headers, caller=by or self.admin)

    def report(self, roster: str, by: Caller | None = None) -> Any:
        answer = self.see(roster, by)
        assert answer.status == 200, answer.text
        return answer.json

    def upload(self, kind: str, data: bytes, by: Caller | None = None) -> Any:
        """All of it: the report of this file."""
        roster = self.ask(kind, by)["id"]
        self.arrive(self.send(roster, data))
        return self.report(roster, by)

    def rows(self, kind: Kind[R], *rows: R, by: Caller | None = None) -> Any:
        """The report of a file with these rows."""
        return self.upload(kind.name, write_csv(kind, rows), by)

    def registry(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What the Registry holds besides rosters, by key."""
        return {
            (item["pk"]["S"], item["sk"]["S"]): item
            for item in self.world.items("Registry")
            if not item["pk"]["S"].startswith("ROSTER#")
        }

    def everything(self) -> list[Any]:
        """What both tables hold besides rosters, to compare with what they hold later."""
        kept = [*self.registry().values(), *self.world.items("Identities")]
        return sorted(kept, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))

    def grants(self, person: str) -> set[str]:
        """The roles somebody holds today."""
        return {str(grant) for grant in holdings(person).grants(legal_day(NOW))}

    def person_of(self, phone: str) -> str:
        """Whose phone it is."""
        owner = find_owner(phone)
        assert owner is not None
        return owner


def event(key: str, etag: str, size: int, bucket: str) -> dict[str, Any]:
    """One ObjectCreated record, as S3 writes it."""
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Post",
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "bucket": {"name": bucket},
                    "object": {"key": quote_plus(key), "size": size, "eTag": etag, "sequencer": "0A1B2C"},
                },
            }
        ]
    }


def counts(report: Any) -> dict[str, int]:
    """The numbers of a report that are not zero, besides the rows."""
    return {name: number for name, number in report["counts"].items() if number and name != "rows"}


def troubles(report: Any) -> list[tuple[str, str]]:
    """Cell and code of each fault."""
    return [(problem["cell"], problem["code"]) for problem in report["problems"]]


def codes(remarks: Iterable[Any]) -> list[str]:
    return [remark["code"] for remark in remarks]
