"""Cases go on: with the unit that succeeds another, with the deputy who succeeds another."""
