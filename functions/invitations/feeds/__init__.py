"""Calendars: one invitation as a file, and everything that a person is invited to as a private feed."""
