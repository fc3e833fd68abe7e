"""Concerns: what deputies raise with the committee and its members by letter, on a visit or in contact."""
