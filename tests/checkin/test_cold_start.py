"""A cold start pays for every module imported: what no scan needs is imported where it is used."""

import subprocess
import sys

SPARED = (
    "functions.checkin.batch",
    "functions.checkin.correcting",
    "functions.checkin.entering",
    "functions.checkin.pages",
    "functions.checkin.registry",
    "openpyxl",
    "segno",
    "shared.domain.deputies",
    "shared.domain.stations",
    "xlsxwriter",
)


def test_a_scan_starts_without_what_no_scan_needs() -> None:
    listed = f"print(*(name for name in {SPARED} if name in sys.modules))"
    program = f"import sys, functions.checkin.scan_routes; {listed}"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout == "\n"
