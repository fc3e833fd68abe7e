"""The specimens, service by service. Each module has ``make(workshop)``."""
