"""Contact of members of standing committees with deputies: visits, calls, letters, and what was heard."""
