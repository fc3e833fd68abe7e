"""Appointments: a deputy asks to meet somebody, and the committee's staff arrange it in time."""
