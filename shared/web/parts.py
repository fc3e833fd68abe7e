"""Which part of a service has which route, as a deployed package knows it.

A service has many parts and a request needs one. The package therefore carries, for each service, a file
that names the part of every route; a cold start imports that part alone. The file is made from the routes
themselves when the package is built and is not in the repository: where there is none, a service takes in
all its parts at once.
"""

import json
import os
from collections.abc import Mapping
from typing import cast

FOLDER = "routes"
_HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), FOLDER)
"""A plain path: importlib.resources would cost a cold start more than the file."""


def key(method: str, path: str) -> str:
    """How a route stands in the file."""
    return f"{method} {path}"


def known(service: str) -> Mapping[str, str]:
    """The module of each route of a service; empty outside a package."""
    try:
        with open(os.path.join(_HERE, f"{service}.json"), encoding="utf-8") as file:
            return cast(Mapping[str, str], json.load(file))
    except FileNotFoundError:
        return {}
