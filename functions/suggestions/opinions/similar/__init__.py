"""Opinions that say the same: shown before another is brought, joined by the resident's own word, merged by
staff."""
