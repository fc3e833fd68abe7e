"""The file of each service that says which of its parts has which route (:mod:`shared.web.parts`)."""

import json

from infra.contract import apps
from infra.packaging.errors import PackageError
from shared.web import parts
from shared.web.service import Service


def files() -> dict[str, bytes]:
    """Each file by its path in the package. Raises PackageError for a route that stands in no part."""
    return {
        f"shared/web/{parts.FOLDER}/{service.app_name}.json": json.dumps(
            part_of(service), sort_keys=True, separators=(",", ":")
        ).encode()
        for service in apps().values()
    }


def part_of(service: Service) -> dict[str, str]:
    """The module of each route of a service that has taken in all its parts."""
    found = {
        parts.key(method, path): route.view_function.__module__
        for path, methods in service.routes.items()
        for method, route in methods.items()
    }
    strays = sorted(set(found.values()) - set(service.modules))
    if strays:
        raise PackageError(f"the service {service.app_name} does not name the modules of its routes {strays}")
    return found
