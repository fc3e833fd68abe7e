"""Time running out: told by schedule, whoever looks or does not."""
