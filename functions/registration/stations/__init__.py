"""Liaison stations: registered, changed, staffed, closed; their codes revoked."""
