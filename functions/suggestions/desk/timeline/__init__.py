"""All that happened to a case in the order of time: its history, and what happened to its hand-overs."""
