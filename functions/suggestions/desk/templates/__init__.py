"""Templates of answers that are often given: kept for a scope, used by all whose scope lies in it."""
