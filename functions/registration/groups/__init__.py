"""Deputy groups: made, led, joined, left."""
