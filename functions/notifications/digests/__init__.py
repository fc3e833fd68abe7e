"""The digest of the day: what somebody wants in one message instead of many."""
