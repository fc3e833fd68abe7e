"""Stands for the documentation that botocore would write of a client's methods, were it asked."""

from typing import Any


class Unwritten(str):
    """Of whatever: nothing is said."""

    def __new__(cls, *_: Any, **__: Any) -> "Unwritten":
        return super().__new__(cls)


class ClientMethodDocstring(Unwritten):
    """Of a method of a client."""


class PaginatorDocstring(Unwritten):
    """Of a paginator."""


class WaiterDocstring(Unwritten):
    """Of a waiter."""
