"""Days of work and of rest, and days that come again."""
