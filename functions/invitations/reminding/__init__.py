"""Reminders: so many minutes before the start, each to be sent once."""
