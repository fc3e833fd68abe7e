"""When all of it happened."""

from datetime import date, datetime

from shared.domain.clock import SHANGHAI

NOW = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
DAY = date(2026, 11, 20)
