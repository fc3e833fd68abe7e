"""Opinions that deputies voice at an activity: recorded, sorted, answered, fed back."""
