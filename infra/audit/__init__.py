"""What must always be so, counted over all tables: nothing lost, nothing doubled, nothing half written.

`snapshot` reads whole tables once; `findings` is pure. An operator runs it after a restore or an incident
(`make audit ENV=henan`), tests after whatever they do to a system.
"""

from infra.audit.finding import Code, Finding
from infra.audit.rules import findings
from infra.audit.scanning import snapshot
from infra.audit.snapshot import Snapshot, of_items

__all__ = ["Code", "Finding", "Snapshot", "findings", "of_items", "snapshot"]
