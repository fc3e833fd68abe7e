"""Where specimens are made: the project's own services on the template's tables in moto.

What the services write while a family is being made is that family, item by item as their stores write it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from functions.registration import contract as served
from functions.standing.projection.project import attempt
from infra.sample.copies import CITY, Family, Per
from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.regulations.adopting import Adoption
from shared.regulations.library import FOLDER, Library, library
from shared.regulations.loading import parse
from shared.store import packs
from tests import aws
from tests.aws import REGION, World
from tests.standing.assessment.sample import SCHEME

MORNING = datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)
"""When everything begins to be made."""
ASKED = datetime(2026, 12, 16, 10, tzinfo=SHANGHAI)
"""When everything is read."""
ADOPTED = "shenzhen:2026-01-01"
"""Some routes serve no rule but those of Shenzhen's draft."""
FAMILIES = ("registry", "cases", "meetings", "words", "told")
_Key = tuple[str, str, str]


def settle(patch: pytest.MonkeyPatch, contract: Path) -> None:
    """The same ids in every run, and the whole of Henan under the measures of its one city that has some, and
    under an invented scheme that ranks stations: else all but one city would cost next to nothing."""
    patch.setattr("shared.domain.ids.secrets.token_bytes", Random("lianluo").randbytes)
    patch.setattr(packs, "library", _henan)
    contract.write_text("{}", "utf-8")  # the package's: how long it is costs no read
    patch.setattr(served, "PACKAGED", contract)


@cache
def _henan(adoptions: tuple[Adoption, ...] = ()) -> Library:
    kept = [pack for pack in library(adoptions).packs if pack.instrument.id != "shangqiu"]
    measures = Path(FOLDER, "packs", "shangqiu.toml").read_text("utf-8")
    grown = [
        parse(text.replace(f'division = "{CITY}"', f'division = "{CITY[:2]}"', 1).encode(), name)
        for text, name in ((measures, "shangqiu.toml"), (SCHEME, "scheme.toml"))
    ]
    made = Library([*kept, *grown])
    assert not made.faults, made.faults
    return made


def records_of(pk: str, sk: str) -> str | None:
    """The partition of Records of whom the nightly pass computes, by the key in the Registry."""
    kind, _, id_ = pk.partition("#")
    of = {"HOLDS#DEPUTY": "DEPUTY", "HOLDS#MEMBER": "MEMBER", "STATION": "STATION", "GROUP": "GROUP"}.get(sk)
    return None if of is None or kind not in {"PERSON", of} else f"{of}#{id_}"


@dataclass
class Workshop:
    """``found`` are the ids and secrets by which the specimens are asked for afterwards."""

    world: World
    patch: pytest.MonkeyPatch
    found: dict[str, Any] = field(default_factory=dict)
    _begun: list[tuple[str, Per, int, list[_Key]]] = field(default_factory=list)
    _judged: list[list[_Key]] = field(default_factory=list)
    _known: set[_Key] = field(default_factory=set)

    def make(self) -> None:
        """Every family there is."""
        for module in FAMILIES:
            import_module(f"tests.bench.growth.families.{module}").make(self)
        self._judge()

    def act_as(self, function: str) -> None:
        """This process has the environment of a function, and no other's."""
        for name in aws.function_settings():
            self.patch.delenv(name, raising=False)
        for name, value in self.world.environment(function).items():
            self.patch.setenv(name, value)
        self.patch.setenv("ADOPTED_DRAFTS", ADOPTED)

    def room(self, make: Callable[..., Any], number: int) -> Any:
        """One of the tests' machines at :data:`MORNING`. Rooms count up the ids they give: each from its own
        ``number``."""
        made = make(self.world, self.act_as, self.patch)
        made.now = MORNING
        if hasattr(made, "_numbers"):
            made._numbers = iter(range(number, number + 10**6))
        return made

    def enter(self, room: Any, function: str) -> None:
        """From now on it is the time of this room, and this process a function of its service."""
        self.patch.setattr(clock, "now", lambda: room.now)
        self.act_as(function)

    @contextmanager
    def family(self, name: str, per: Per, times: int = 1, *, judged: bool = False) -> Iterator[None]:
        """What is written inside the block is copied so many ``times`` for each station, county or city. Of
        those ``judged`` the lists of who is short are as the nightly pass leaves them."""
        yield
        new = [key for key in self._stored() if key not in self._known]
        self._known.update(new)
        self._begun.append((name, per, times, new))
        self._judged += [new] if judged else []

    def families(self) -> list[Family]:
        """All of them, with every item as it stood at the end."""
        stored = self._stored()
        return [
            Family.of(name, per, times, [(table, stored[table, pk, sk]) for table, pk, sk in keys])
            for name, per, times, keys in self._begun
        ]

    def _judge(self) -> None:
        """What they owe, as the nightly pass leaves it on the day on which everything is read: with the
        family in which they were registered."""
        self.patch.setattr(clock, "now", lambda: ASKED)
        self.act_as("NightlyFunction")
        for keys in self._judged:
            for table, pk, sk in list(keys):
                partition = records_of(pk, sk) if table == "Registry" else None
                if partition is None:
                    continue
                assert attempt(partition)
                new = [key for key in self._stored() if key not in self._known]
                self._known.update(new)
                keys.extend(new)

    def _stored(self) -> dict[_Key, Any]:
        backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION]
        found = {}
        for table, physical in self.world.names.items():
            if physical not in backend.tables:
                continue
            for part in backend.tables[physical].items.values():
                for item in part.values():
                    plain = item.to_json()["Attributes"]
                    found[table, plain["pk"]["S"], plain["sk"]["S"]] = plain
        return found
