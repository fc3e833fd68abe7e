"""What people do in a load, one piece at a time; each accepted answer is a promise in the ledger."""

from collections.abc import Callable

from infra.local.client import Client
from tests.load.asking import Asker
from tests.load.authors import Authors
from tests.load.kinds import CHECK_IN, SESSION, SUGGESTION
from tests.load.ledger import Ledger
from tests.load.residents import Residents
from tests.load.town import Person, Town


class Work:
    """The pieces of work of a town: ``pieces`` by kind."""

    def __init__(self, town: Town, ledger: Ledger) -> None:
        self._town = town
        self._asker = Asker(Client(town.stack.base_url), ledger)
        residents, authors = Residents(town, self._asker), Authors(town, self._asker)
        self.pieces: dict[str, list[Callable[[], None]]] = {
            CHECK_IN: [
                self._check_in(person, station, number)
                for station in town.stations
                for number, person in enumerate(town.deputies)
            ],
            SESSION: [residents.piece(person, number) for number, person in enumerate(town.residents)],
            SUGGESTION: [authors.piece(number) for number in range(len(town.deputies))],
        }

    def _check_in(self, person: Person, station: str, number: int) -> Callable[[], None]:
        """Nobody is told of a check-in."""

        def piece() -> None:
            made = self._asker.made(
                CHECK_IN,
                "/v1/check-ins",
                {"code": self._town.code(station)},
                name="id",
                token=person.token,
                key=f"{station}-{person.id}",
                number=number,
            )
            if made is not None:
                self._asker.ledger.promised(CHECK_IN, made["id"], person.id)

        return piece
