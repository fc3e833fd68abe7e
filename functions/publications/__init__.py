"""Publications: what organs make known, to whom, and who has read it."""
