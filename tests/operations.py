"""What the code asks of AWS, as tests see it: each operation that a client of a function calls has to be one
that the package describes (infra/packaging/operations.py).

Functions make their clients with botocore alone; tests and the operator's tools with boto3.
"""

from typing import Any

from botocore.client import BaseClient

from infra.packaging.operations import OPERATIONS

_client: Any = BaseClient
_original = _client._make_api_call


def _held_against_the_list(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
    config: Any = self.meta.config
    service = self.meta.service_model.service_name
    if not config.user_agent.startswith("Boto3/"):
        known = OPERATIONS.get(service, ())
        assert operation in known, f"{service} {operation} is missing in infra/packaging/operations.py"
    return _original(self, operation, arguments)


_client._make_api_call = _held_against_the_list
