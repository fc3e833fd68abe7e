"""Who attended: codes, arrival and departure, the staff's list, absence, what closing records."""
