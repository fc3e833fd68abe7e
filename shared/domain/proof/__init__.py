"""Proof that somebody was there: codes that a station or an activity shows, and how well a scan proves it."""
