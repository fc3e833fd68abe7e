"""Keeps a channel that fails again and again from being called by every message in turn."""
