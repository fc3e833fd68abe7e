"""Talks with units about what a deputy is going to suggest, before it is submitted (Shenzhen art. 28-1)."""
