"""What opinions and suggestions have in common: a head that changes under its version, a history that only
grows, the lists they stand in."""
