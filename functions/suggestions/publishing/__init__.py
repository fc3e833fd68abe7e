"""Replies to suggestions before everybody, with the deputy's say."""
