"""Handling units: registered, changed, listed."""
