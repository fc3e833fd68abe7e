"""botocore's data as the package carries it: of some four hundred services the few that functions use, each
with the operations that they call, and the endpoints of the partitions where a province can be.

botocore reads these files, as text and whole, whenever it makes a client: what is not there, a cold start
does not read. Nothing in what stays is changed but that descriptions are left out, and of DynamoDB's
operations how an account is found in the ARNs of their tables: functions know their tables by name, and
botocore would look for it at every request.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.loaders import Loader

from infra.packaging.errors import PackageError
from infra.packaging.operations import OPERATIONS, PAGED, PARTITIONS, carried

FOLDER = "botocore/data"
WHOLE = ("_retry", "sdk-default-configuration")
"""Small files that stand for all services."""
_DESCRIPTIONS = frozenset({"documentation", "documentationUrl"})
_ACCOUNTS_BY_TABLE = "operationContextParams"


def files() -> dict[str, bytes]:
    """Each file by its path in the package. Raises PackageError for what botocore does not know."""
    loader: Any = Loader(include_default_search_paths=False, extra_search_paths=[Loader.BUILTIN_DATA_PATH])
    made = {name: loader.load_data(name) for name in WHOLE}
    made["endpoints"] = endpoints(loader.load_data("endpoints"))
    made["partitions"] = partitions(loader.load_data("partitions"))
    for service in OPERATIONS:
        version = loader.determine_latest_version(service, "service-2")
        folder = f"{service}/{version}"
        model = loader.load_service_model(service, "service-2", version)
        made[f"{folder}/service-2"] = narrowed(model, carried(service))
        if service == "dynamodb":
            for operation in made[f"{folder}/service-2"]["operations"].values():
                operation.pop(_ACCOUNTS_BY_TABLE, None)
        rules = loader.load_service_model(service, "endpoint-rule-set-1", version)
        made[f"{folder}/endpoint-rule-set-1"] = rules
        if service in PAGED:
            pages = loader.load_service_model(service, "paginators-1", version)["pagination"]
            kept = {name: pages[name] for name in sorted(PAGED[service])}
            made[f"{folder}/paginators-1"] = {"pagination": kept}
    return {f"{FOLDER}/{name}.json": _as_json(document) for name, document in made.items()}


def narrowed(model: Mapping[str, Any], operations: Iterable[str]) -> dict[str, Any]:
    """A service's model with these operations alone, the shapes that they, their answers and their errors are
    made of, and no descriptions. Raises PackageError for an operation that the service does not have."""
    unknown = sorted(set(operations) - set(model["operations"]))
    if unknown:
        raise PackageError(f"botocore knows no such operation of {model['metadata']['serviceId']}: {unknown}")
    kept = {name: _plain(model["operations"][name]) for name in model["operations"] if name in operations}
    reached: dict[str, None] = {}
    waiting = [shape for operation in kept.values() for shape in _shapes_of_operation(operation)]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = None
            waiting += [part["shape"] for part in _parts(model["shapes"][name])]
    shapes = {name: _plain_shape(shape) for name, shape in model["shapes"].items() if name in reached}
    return _plain(model) | {"operations": kept, "shapes": shapes}


def _shapes_of_operation(operation: Mapping[str, Any]) -> Iterator[str]:
    for place in (operation.get("input"), operation.get("output"), *operation.get("errors", ())):
        if place is not None:
            yield place["shape"]


def _parts(shape: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a structure, list or map refers to."""
    yield from shape.get("members", {}).values()
    for place in ("member", "key", "value"):
        if place in shape:
            yield shape[place]


def _plain(described: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if key not in _DESCRIPTIONS}


def _plain_shape(shape: Mapping[str, Any]) -> dict[str, Any]:
    plain = _plain(shape)
    if "members" in plain:
        plain["members"] = {name: _plain(member) for name, member in plain["members"].items()}
    return plain | {place: _plain(plain[place]) for place in ("member", "key", "value") if place in plain}


def endpoints(document: Mapping[str, Any]) -> dict[str, Any]:
    """The endpoints of the services used, in the partitions where a province can be."""
    kept = [
        partition | {"services": {name: partition["services"][name] for name in sorted(OPERATIONS)}}
        for partition in document["partitions"]
        if partition["partition"] in PARTITIONS
    ]
    return {**document, "partitions": kept}


def partitions(document: Mapping[str, Any]) -> dict[str, Any]:
    """What endpoint rules ask about a region, for the partitions where a province can be."""
    return {**document, "partitions": [one for one in document["partitions"] if one["id"] in PARTITIONS]}


def _as_json(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()
