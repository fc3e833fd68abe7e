"""What the code asks of AWS, as tests see it: each operation that a client of a function calls has to be one
that the package describes (infra/packaging/operations.py).

A client of botocore's own session is a function's; tests and the operator's tools have boto3's.
"""

from typing import Any

from botocore.client import BaseClient

from infra.packaging.operations import OPERATIONS

_client: Any = BaseClient
_original = _client._make_api_call


def _held_against_the_list(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
    config: Any = self.meta.config
    service = self.meta.service_model.service_name
    if config.user_agent.startswith("Botocore/"):
        known = OPERATIONS.get(service, ())
        assert operation in known, f"{service} {operation} is missing in infra/packaging/operations.py"
    return _original(self, operation, arguments)


_client._make_api_call = _held_against_the_list
